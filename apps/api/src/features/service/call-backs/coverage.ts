import type { CallBackCoverage } from '@rapport/contract/service/call-backs'
import type { Db } from '@rapport/database/as-viewer'
import { rulesOn } from './call-back-rules.ts'

/** Who of the customers `c` counts in the year that begins on `$1` (domain 1.5). */
const counts = {
  'year-end': 'c.opened_on < $1::date',
  served: `c.investor_class = 'ordinary' and (
    exists (select from warehouse.customer_months m where m.customer_id = c.id and m.trades > 0
      and m.month >= $1::date and m.month < ($1::date + interval '1 year')::date)
    or exists (select from care_visits v where v.customer_id = c.id and v.outcome <> 'not-reached' and v.planned_on >= $1::date
      and v.planned_on < ($1::date + interval '1 year')::date))`,
} as const

/**
 * By branch, whom a year asks to be called and who was, by the rules that hold today or held at the year's end; a new account by those
 * that held when it was opened. A call counts when the customer was reached and compliance did not reject it.
 */
export async function coverageOf(db: Db, year: number, today: string) {
  const yearEnd = `${year}-12-31`
  const rules = await rulesOn(db, yearEnd < today ? yearEnd : today)
  const rows = await db.rows<Omit<CallBackCoverage, 'unit'> & { unitId: string; unitName: string }>(
    `call-backs.coverage.${rules.basis}`,
    `with reached as (
       select b.customer_id, b.kind, min(b.done_at at time zone 'Asia/Shanghai')::date as day from call_backs b
       where b.live and b.outcome = 'reached' and b.verdict is distinct from 'rejected' group by 1, 2),
     this_year as (
       select distinct b.customer_id from call_backs b
       where b.live and b.outcome = 'reached' and b.verdict is distinct from 'rejected'
         and b.done_at >= ($1::timestamp at time zone 'Asia/Shanghai') and b.done_at < (($1::date + interval '1 year') at time zone 'Asia/Shanghai')),
     within as (select valid_from, lead(valid_from, 1, 'infinity') over (order by valid_from) as until, new_account_days as days from call_back_rules),
     counted as (
       select c.unit_id, ${counts[rules.basis]} as counts, c.opened_on >= $1::date as fresh,
         c.opened_on >= $1::date and c.opened_on + w.days < $2::date as due,
         y.customer_id is not null as called, n.day <= c.opened_on + w.days as in_time
       from customers c join within w on c.opened_on >= w.valid_from and c.opened_on < w.until
         left join this_year y on y.customer_id = c.id
         left join reached n on n.customer_id = c.id and n.kind = 'new-account'
       where c.deleted_at is null and c.lifecycle = 'active' and c.opened_on < ($1::date + interval '1 year')::date)
     select k.unit_id as "unitId", u.name as "unitName", count(*) filter (where counts)::int as customers,
       ceil(count(*) filter (where counts) * $3::numeric / 100)::int as target,
       count(*) filter (where counts and called)::int as called, count(*) filter (where fresh)::int as opened,
       count(*) filter (where due)::int as "openedDue", count(*) filter (where due and in_time)::int as "openedInTime"
     from counted k join units u on u.id = k.unit_id group by 1, 2 order by 2, 1`,
    [`${year}-01-01`, today, rules.percent],
  )
  const items = rows.map(({ unitId, unitName, ...counts }) => ({ ...counts, unit: { id: unitId, name: unitName } }))
  return { items, rules }
}
