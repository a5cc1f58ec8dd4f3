import type { QueryOf } from '@rapport/contract/endpoint'
import type { WorkLog, workLogs } from '@rapport/contract/service/work-logs'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { workLogColumns, workLogJoins } from './work-log-rows.ts'

/** One page of logs, the latest day first; `total` counts those in sight under the same filter. */
export async function listWorkLogs(db: Db, { after, limit, ...filter }: QueryOf<typeof workLogs.list>) {
  const conditions = new Conditions('work-logs')
    .add('from', filter.from, (from) => `w.day >= ${from}::date`)
    .add('to', filter.to, (to) => `w.day <= ${to}::date`)
    .add('person', filter.person, (person) => `w.user_id = ${person}::uuid`)
    .add('unit', filter.unit, (unit) => `w.unit_id = ${unitsBelow(unit)}`)
    .add('customer', filter.customer, (customer) => `w.customer_ids @> array[${customer}::uuid]`)
    .add('answered', filter.answered, (answered) => `(w.commented_at is not null) = ${answered}::boolean`)
  const counted = conditions.where
  const place = placeOf('work-logs', after, [z.iso.date(), id])
  if (place)
    conditions.addPiece(
      'after',
      `(w.day, w.id) < (${conditions.value(place[0])}::date, ${conditions.value(place[1])}::uuid)`,
    )
  const order = 'order by w.day desc, w.id desc'
  const found = await db.rows<WorkLog & { total: number }>(
    conditions.name,
    `with w as (select w.* from work_logs w ${conditions.where} ${order} limit ${conditions.value(limit + 1)}::int)
     select ${workLogColumns}, n2.total from (select count(*)::int as total from work_logs w ${counted}) n2
       left join (w ${workLogJoins}) on true ${order}`,
    conditions.values,
  )
  const rows = found.filter((row) => row.id !== null)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(({ total: _, ...row }) => row),
    next: last ? cursorAt('work-logs', [last.day, last.id]) : null,
    total: found[0]?.total ?? 0,
  }
}

/** The same as a file, one page after another. */
export const exportWorkLogs = (db: Db, query: QueryOf<typeof workLogs.exportRows>, after: string | undefined) =>
  listWorkLogs(db, { ...query, after, limit: 200 })
