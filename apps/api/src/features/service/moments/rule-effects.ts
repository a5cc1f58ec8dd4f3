import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import type { Db } from '@rapport/database/as-viewer'
import type { ApprovalEffects, ApprovalSubject, Doing } from '#features/administration/approvals/approval-subject.ts'
import { Refused, stale } from '#http/refused.ts'

const draftOf = (db: Db, ruleId: string) => db.momentRuleVersion.findFirst({ where: { ruleId, state: 'draft' } })

/** The draft of a rule; null where there is none. */
async function ruleAsked(db: Db, ruleId: string): Promise<ApprovalSubject | null> {
  const rule = await db.momentRule.findUnique({ where: { id: ruleId } })
  if (!rule) throw new Refused(404, 'not-found')
  const draft = await draftOf(db, ruleId)
  if (!draft) return null
  const { name, nameZh, necessity, holdoutPercent } = draft.definition as unknown as MomentDefinition
  return {
    code: rule.code,
    title: `${rule.code} ${name}`,
    titleZh: `${rule.code} ${nameZh}`,
    unitId: null,
    customerId: null,
    barredIds: [],
    fields: { necessity, holdoutPercent: String(holdoutPercent) },
    stamp: `${draft.id} ${draft.version}`,
  }
}

/** The draft lives in place of what lived. */
async function letLive({ db, viewer, now }: Doing, ruleId: string, by: string | null) {
  const draft = await draftOf(db, ruleId)
  if (!draft) throw new Refused(409, 'moment.no-draft')
  await db.momentRuleVersion.updateMany({ where: { ruleId, state: 'live' }, data: { state: 'former' } })
  const made = await db.momentRuleVersion.updateMany({
    where: { id: draft.id, state: 'draft', version: draft.version },
    data: { state: 'live', approvedBy: by, liveAt: now },
  })
  if (made.count === 0) throw stale()
  await db.momentRule.update({
    where: { id: ruleId },
    data: { state: 'live', error: null, attempts: 0, updatedBy: viewer.id },
  })
}

export const ruleEffects: ApprovalEffects = {
  asked: ruleAsked,
  approved: letLive,
  // The draft stays, to be changed: that submits it anew.
  sentBack: async () => undefined,
}
