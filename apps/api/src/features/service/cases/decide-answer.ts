import type { BodyOf } from '@rapport/contract/endpoint'
import type { cases } from '@rapport/contract/service/cases'
import { decideOn } from '#features/administration/approvals/decide-approval.ts'
import { Refused } from '#http/refused.ts'
import { standingOf } from './case-rows.ts'
import { type Doing, openCase } from './open-case.ts'

/** Four eyes: an answer is approved or returned by somebody who did not write it, as the flow of answers says. */
export async function decideAnswer(doing: Doing, id: string, decision: BodyOf<typeof cases.decide>) {
  const row = await standingOf(doing.db, id, doing.now)
  if (row.state !== 'proposed') throw new Refused(409, 'case.not-now')
  if (row.proposerId === doing.viewer.id) throw new Refused(403, 'case.own-answer')
  await decideOn(doing, 'case-answer', id, decision)
  return openCase(doing, id)
}
