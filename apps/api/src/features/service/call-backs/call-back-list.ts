import type { QueryOf } from '@rapport/contract/endpoint'
import { type CallBackCoverage, COVERAGE_TARGET, type callBacks } from '@rapport/contract/service/call-backs'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { type CallBackRow, callBackColumns, callBackJoins, callBackOf } from './call-back-rows.ts'

/** One page of call-backs, the latest due first; `total` counts those in sight under the same filter. */
export async function listCallBacks(db: Db, query: QueryOf<typeof callBacks.list>) {
  const { after, limit, findings, open, sample, customer } = query
  const conditions = new Conditions('call-backs')
    .addPiece('', 'b.live')
    .add('sample', sample, (sample) => `b.sample_id = ${sample}::uuid`)
    .add('customer', customer, (customer) => `b.customer_id = ${customer}::uuid`)
    .add('findings', findings, (findings) => `(b.found > 0 or b.suspicion is not null) = ${findings}::boolean`)
    .add('open', open, (open) => `(b.done_at is null) = ${open}::boolean`)
  const counted = conditions.where
  const place = placeOf('call-backs', after, [z.iso.date(), id])
  if (place)
    conditions.addPiece(
      'after',
      `(b.due_on, b.id) < (${conditions.value(place[0])}::date, ${conditions.value(place[1])}::uuid)`,
    )
  const order = 'order by b.due_on desc, b.id desc'
  const found = await db.rows<CallBackRow & { total: number }>(
    conditions.name,
    `with b as (select b.* from call_backs b ${conditions.where} ${order} limit ${conditions.value(limit + 1)}::int)
     select ${callBackColumns}, n.total from (select count(*)::int as total from call_backs b ${counted}) n
       left join (b ${callBackJoins}) on true ${order}`,
    conditions.values,
  )
  const rows = found.filter((row) => row.id !== null)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(({ total: _, ...row }) => callBackOf(row)),
    next: last ? cursorAt('call-backs', [last.dueOn, last.id]) : null,
    total: found[0]?.total ?? 0,
  }
}

/**
 * By branch, whom a year asks to be called and who was: a tenth of last year-end's customers who are neither closed nor dormant,
 * and new accounts within one month (domain 1.5). A call counts when the customer was reached and compliance did not reject it.
 */
export async function coverageOf(db: Db, year: number, today: string) {
  const rows = await db.rows<Omit<CallBackCoverage, 'unit' | 'target'> & { unitId: string; unitName: string }>(
    'call-backs.coverage',
    `with reached as (
       select b.customer_id, b.kind, min(b.done_at at time zone 'Asia/Shanghai')::date as day from call_backs b
       where b.live and b.outcome = 'reached' and b.verdict is distinct from 'rejected' group by 1, 2),
     this_year as (select distinct r.customer_id from reached r where r.day >= $1::date and r.day < ($1::date + interval '1 year')::date),
     counted as (
       select c.unit_id, c.opened_on < $1::date as old,
         c.opened_on >= $1::date and (c.opened_on + interval '1 month')::date < $2::date as due,
         y.customer_id is not null as called, n.day <= (c.opened_on + interval '1 month')::date as in_time
       from customers c left join this_year y on y.customer_id = c.id
         left join reached n on n.customer_id = c.id and n.kind = 'new-account'
       where c.deleted_at is null and c.lifecycle = 'active' and c.opened_on < ($1::date + interval '1 year')::date)
     select k.unit_id as "unitId", u.name as "unitName", count(*) filter (where old)::int as customers,
       count(*) filter (where old and called)::int as called, count(*) filter (where not old)::int as opened,
       count(*) filter (where due)::int as "openedDue", count(*) filter (where due and in_time)::int as "openedInTime"
     from counted k join units u on u.id = k.unit_id group by 1, 2 order by 2, 1`,
    [`${year}-01-01`, today],
  )
  const items = rows.map(({ unitId, unitName, ...counts }) => ({
    ...counts,
    unit: { id: unitId, name: unitName },
    target: Math.ceil(Number((counts.customers * COVERAGE_TARGET).toFixed(6))),
  }))
  return { items }
}
