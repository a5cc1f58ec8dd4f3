import type { RiskAssessment, riskAssessments } from '@rapport/contract/customer/risk-assessments'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { assessmentJson, assessmentTables } from './assessment-rows.ts'
import { takeBackProfile } from './write-profile.ts'

const MOST = 200

/** What waits for a review, the oldest first. */
export async function waitingAssessments(db: Db) {
  const rows = await db.rows<{ item: RiskAssessment; customer: { id: string; name: string } }>(
    'risk-assessments-waiting',
    `select ${assessmentJson} as item, json_build_object('id', c.id, 'name', c.name) as customer
     from ${assessmentTables} join customers c on c.id = r.customer_id
     where r.review = 'waiting' order by r.assessed_on, r.id limit ${MOST}`,
    [],
  )
  return { items: rows.map(({ item, customer }) => ({ ...item, customer })) }
}

/** Decides once, by somebody else than who recorded it: 403; 409 where it does not wait. Set aside, the class of an earlier day holds again. */
export async function reviewAssessment(db: Db, id: string, { decision, note }: BodyOf<typeof riskAssessments.review>) {
  const [found] = await db.rows<{ customerId: string; on: string; review: string | null; own: boolean }>(
    'risk-assessment-hold',
    `select customer_id as "customerId", assessed_on::text as "on", review, coalesce(recorded_by = viewer_id(), false) as own
     from risk_assessments where id = $1 for no key update`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  if (found.review !== 'waiting') throw new Refused(409, 'assessment.not-waiting')
  if (found.own) throw new Refused(403, 'assessment.own')
  await db.rows(
    'risk-assessment-review',
    `update risk_assessments set review = $2, review_note = $3, reviewed_by = viewer_id(), reviewed_at = now() where id = $1`,
    [id, decision, note],
  )
  if (decision === 'set-aside') await takeBackProfile(db, found.customerId, found.on)
  const [row] = await db.rows<{ item: RiskAssessment }>(
    'risk-assessment-reviewed',
    `select ${assessmentJson} as item from ${assessmentTables} where r.id = $1`,
    [id],
  )
  return row!.item
}
