import type { ApprovalEffects } from '#features/administration/approvals/approval-subject.ts'
import { openBefore, submitApproval, tellDeciders } from '#features/administration/approvals/submit-approval.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { answerAsked } from './answer-asked.ts'
import { isExamined } from './case-moves.ts'
import { standingOf } from './case-rows.ts'
import { go } from './lead-on.ts'
import { type Doing, tell, write } from './open-case.ts'

/** Whoever looks at an answer next has the step of its case: one of those who may decide. Gives whose it is. */
async function giveTo(doing: Doing, id: string, people: readonly string[]): Promise<string | null> {
  const row = await standingOf(doing.db, id, doing.now, true)
  const has = row.turnBy?.id ?? null
  if (people.length === 0 || (has !== null && people.includes(has))) return has
  await write(doing, row, { step_by: people[0] })
  return people[0]!
}

/** Submits the answer that `lead` writes into the case: an earlier one that was returned goes on with it. */
export async function proposeAnswer(doing: Doing, id: string, lead: () => Promise<unknown>): Promise<void> {
  const { db } = doing
  const before = await openBefore(doing, 'case-answer', id)
  await lead()
  const subject = (await answerAsked(db, id))!
  const asked = await submitApproval(doing, { kind: 'case-answer', subjectId: id, subject, before })
  if (asked.state === 'approved') return void (await decided(doing, id, null, 'approved', null))
  const people = await db.rows<{ id: string }>('approval.told', 'select p as id from approval_told($1::uuid) p', [
    asked.id,
  ])
  const has = await giveTo(
    doing,
    id,
    people.map((one) => one.id),
  )
  // Whose turn it is with the case hears so by the case.
  await tellDeciders(doing, asked.id, [has])
}

/** An answer that all have agreed to is given; one that was sent back is written anew. */
async function decided(
  doing: Doing,
  id: string,
  by: string | null,
  verdict: 'approved' | 'returned',
  note: string | null,
) {
  const row = await standingOf(doing.db, id, doing.now, true)
  const time = await serviceTime(doing.db, doing.viewer.described.today)
  const approved = verdict === 'approved'
  const examined = isExamined(row.kind)
  const state = approved ? (examined ? 'approved' : 'answered') : examined ? 'investigating' : 'received'
  await go(doing, row, time, { state, what: verdict, columns: { approved_by: by } })
  await tell(doing, id, verdict, row.handler?.id ?? null, note)
}

export const answerEffects: ApprovalEffects = {
  asked: answerAsked,
  approved: (doing, id, by, note) => decided(doing, id, by, 'approved', note),
  sentBack: (doing, id, _, note) => decided(doing, id, null, 'returned', note),
  waitsFor: giveTo,
  tells: true,
}
