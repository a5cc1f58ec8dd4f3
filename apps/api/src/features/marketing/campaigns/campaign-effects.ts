import type { Db } from '@rapport/database/as-viewer'
import type { ApprovalEffects, ApprovalSubject, Doing } from '#features/administration/approvals/approval-subject.ts'
import { Refused } from '#http/refused.ts'

/** A campaign that waits for approval; null where it does not. 404 out of sight. */
export async function campaignAsked(db: Db, id: string): Promise<ApprovalSubject | null> {
  const campaign = await db.campaign.findUnique({ where: { id } })
  if (!campaign) throw new Refused(404, 'not-found')
  if (campaign.state !== 'waiting') return null
  return {
    code: null,
    title: campaign.name,
    titleZh: campaign.nameZh,
    unitId: campaign.unitId,
    customerId: null,
    barredIds: [],
    fields: { budget: campaign.budget.toFixed(2), holdoutPercent: String(campaign.holdoutPercent) },
    stamp: String(campaign.version),
  }
}

/** All have agreed: the worker fixes who takes part. */
async function approve({ db, now }: Doing, id: string, by: string | null) {
  const done = await db.rows(
    'campaign-approve',
    `update campaigns set state = 'approved', approved_by = $2::uuid, approved_at = $3::timestamptz
     where id = $1::uuid and state = 'waiting' returning 1`,
    [id, by, now],
  )
  if (done.length === 0) throw new Refused(409, 'campaign.not-waiting')
}

const sendBack = ({ db }: Doing, id: string) =>
  db.rows('campaign-back', `update campaigns set state = 'draft' where id = $1::uuid and state = 'waiting'`, [id])

export const campaignEffects: ApprovalEffects = { asked: campaignAsked, approved: approve, sentBack: sendBack }
