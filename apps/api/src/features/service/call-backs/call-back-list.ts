import type { QueryOf } from '@rapport/contract/endpoint'
import type { callBacks } from '@rapport/contract/service/call-backs'
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
