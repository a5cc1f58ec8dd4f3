import type { QueryOf } from '@rapport/contract/endpoint'
import type { careVisits } from '@rapport/contract/service/care-visits'
import { day, id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { type VisitRow, visitColumns, visitJoins, visitOf } from './visit-rows.ts'

export type VisitFilter = QueryOf<typeof careVisits.exportRows>
type Direction = 'asc' | 'desc'

/** The one meaning of every filter: list, count and file are made from it. */
function filtered(name: string, filter: VisitFilter): Conditions {
  return new Conditions(name)
    .add('from', filter.from, (from) => `v.planned_on >= ${from}::date`)
    .add('to', filter.to, (to) => `v.planned_on <= ${to}::date`)
    .add('customer', filter.customer, (customer) => `v.customer_id = ${customer}::uuid`)
    .add('staff', filter.staff, (staff) => `v.staff_id = ${staff}::uuid`)
    .add('unit', filter.unit, (unit) => `v.unit_id = ${unitsBelow(unit)}`)
    .add('state', filter.state, (states) => `v.state = any (${states}::text[])`)
    .add('outcome', filter.outcome, (outcomes) => `coalesce(v.outcome, 'none') = any (${outcomes}::text[])`)
}

/**
 * One page and one row more where there is a next one, in one statement. Names are looked up after the limit. With
 * `counting` each row says how many there are in all; a page without visits is then one row without an id.
 */
async function readPage(
  db: Db,
  filter: VisitFilter,
  page: { direction: Direction; after: string | undefined; limit: number; counting: boolean },
) {
  const { direction, limit, counting } = page
  const conditions = filtered(`visits.${direction}${counting ? '#' : ''}`, filter)
  const counted = conditions.where
  const place = placeOf(`care-visits.${direction}`, page.after, [day, id])
  if (place) {
    const [plannedOn, visitId] = place.map((value) => conditions.value(value))
    const beyond = direction === 'asc' ? '>' : '<'
    conditions.addPiece('after', `(v.planned_on, v.id) ${beyond} (${plannedOn}::date, ${visitId}::uuid)`)
  }
  const order = `order by v.planned_on ${direction}, v.id ${direction}`
  const text = `with v as (
      select v.* from care_visits v ${conditions.where} ${order} limit ${conditions.value(limit + 1)}::int
    )
    select ${visitColumns}${counting ? ', n.total' : ''}
    from ${counting ? `(select count(*) as total from care_visits v ${counted}) n left join (` : ''}
      v ${visitJoins}
    ${counting ? ') on true' : ''} ${order}`
  const found = await db.rows<VisitRow & { total: number }>(conditions.name, text, conditions.values)
  const rows = found.filter((row) => row.id !== null)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(visitOf),
    next: last ? cursorAt(`care-visits.${direction}`, [last.planned_on, last.id]) : null,
    total: found[0]?.total ?? 0,
  }
}

/** One page of visits by date; `total` counts the visits in sight under the same filter. */
export function listVisits(db: Db, query: QueryOf<typeof careVisits.list>) {
  const { direction, after, limit, ...filter } = query
  return readPage(db, filter, { direction, after, limit, counting: true })
}

/** The next rows of the file, by date. */
export async function exportVisits(db: Db, filter: VisitFilter, after: string | undefined, limit = 1_000) {
  const { items, next } = await readPage(db, filter, { direction: 'asc', after, limit, counting: false })
  return { items, next }
}
