import type { CaseFigures } from '@rapport/contract/service/cases'
import type { Db } from '@rapport/database/as-viewer'
import { type CaseFilterOf, casesWhere } from './case-list.ts'

/**
 * First response, resolution and limits kept, of the cases under a filter (domain 8.1). Median and P90 are by nearest rank, in
 * minutes of service; resolution is less what was waited for the customer; shares are of 1, null of nothing.
 */
export async function figuresOf(db: Db, filter: CaseFilterOf, now: Date): Promise<CaseFigures> {
  const conditions = casesWhere('cases.figures', filter, now)
  const at = conditions.value(now)
  const [row] = await db.rows<{ figures: CaseFigures }>(
    conditions.name,
    `with k as materialized (select k.id, k.kind, k.customer_id, k.received_at, k.open, k.step_due_at, k.state in ('closed', 'follow-up') as over, k.on_time,
       k.response_minutes as response, k.resolution_minutes as resolution, k.answered_at <= k.acknowledge_due_at as answered_in_time,
       k.at_first_contact, k.satisfaction from cases k ${conditions.where})
     select json_build_object(
       'received', count(*), 'open', count(*) filter (where open),
       'overdue', count(*) filter (where open and step_due_at < ${at}::timestamptz),
       'closed', count(*) filter (where over), 'onTime', count(*) filter (where over and on_time),
       'onTimeShare', count(*) filter (where over and on_time)::float8 / nullif(count(*) filter (where over), 0),
       'response', json_build_object('counted', count(response), 'mean', avg(response)::float8,
         'median', percentile_disc(0.5) within group (order by response),
         'p90', percentile_disc(0.9) within group (order by response),
         'withinLimit', count(*) filter (where answered_in_time)::float8 / nullif(count(answered_in_time), 0),
         'within30', count(*) filter (where response <= 30)::float8 / nullif(count(response), 0)),
       'resolution', json_build_object('counted', count(resolution),
         'median', percentile_disc(0.5) within group (order by resolution),
         'p90', percentile_disc(0.9) within group (order by resolution)),
       'repeatShare', count(*) filter (where exists (select from cases e where e.customer_id = k.customer_id and e.kind = k.kind
           and e.received_at < k.received_at and e.received_at >= k.received_at - interval '90 days'))::float8
         / nullif(count(customer_id), 0),
       'firstContactShare', count(*) filter (where at_first_contact)::float8 / nullif(count(*) filter (where over), 0),
       'satisfaction', avg(satisfaction)::float8) as figures
     from k`,
    conditions.values,
  )
  return row!.figures
}
