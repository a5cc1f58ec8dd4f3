import { refusedField } from '#http/refused.ts'
import type { CaseStanding } from './case-rows.ts'
import type { Doing } from './open-case.ts'

/** What is said on the telephone within so many minutes is one contact, by whichever page it was written down. */
const ONE_CALL = 30

/**
 * A telephone call about a case is a care visit that took place, so that it counts wherever contacts count, and once. No word of the
 * case goes into it, and nothing at all where the case is about somebody of the firm: they may read the visits. 422 of no customer.
 */
export async function writeContact({ db, viewer, now }: Doing, row: CaseStanding, minutes: number | null) {
  if (row.customer === null) throw refusedField('byPhone', 'case.nobody-called')
  if (row.subject !== null) return
  await db.rows(
    'case.contact',
    `insert into care_visits (id, customer_id, staff_id, created_by, kind, channel, planned_on, purpose, state, outcome, content, minutes,
       recorded_at, recorded_by)
     select uuid_v7(), $1, $2, $2, 'care', 'phone', $3, '工单沟通', 'recorded', 'reached', '工单沟通', $4, $5::timestamptz, $2
     where not exists (select from care_visits v where v.customer_id = $1 and v.staff_id = $2 and v.channel = 'phone' and v.planned_on = $3
       and v.recorded_at > $5::timestamptz - interval '${ONE_CALL} minutes')`,
    [row.customer.id, viewer.id, viewer.described.today, minutes, now],
  )
}
