import type { QueryOf } from '@rapport/contract/endpoint'
import { type CaseRow, caseStates, type cases } from '@rapport/contract/service/cases'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { missed, rowClass, rowColumns, rowJoins } from './case-rows.ts'

export type CaseFilterOf = QueryOf<typeof cases.exportRows>
const openStates = caseStates.filter((state) => state !== 'closed' && state !== 'rejected')
const dayBegins = (day: string) => `(${day}::date::timestamp at time zone 'Asia/Shanghai')`

/** The one meaning of every filter: list, count, groups, figures and file are made from it. */
export function casesWhere(
  name: string,
  { of, state, breach, overdue, ...filter }: CaseFilterOf,
  now: Date,
): Conditions {
  const conditions = new Conditions(`${name}.${of}`)
  // Open ones alone are asked for as such, so that the indexes of what is open serve.
  const open = state?.length === 1 && state[0] === 'open'
  const states = open ? undefined : state?.flatMap((one) => (one === 'open' ? openStates : [one]))
  conditions.addPiece('', 'k.live')
  if (of === 'mine') conditions.addPiece('mine', 'k.open and k.step_by = viewer_id()')
  if (open) conditions.addPiece('open', 'k.open')
  if (overdue !== undefined)
    conditions.addPiece(
      'overdue',
      `(k.open and k.step_due_at < ${conditions.value(now)}::timestamptz) = ${conditions.value(overdue)}::boolean`,
    )
  if (breach !== undefined) {
    const sql = missed(conditions.value(now))
    conditions.addPiece(`breach-${[...breach].sort().join('-')}`, `(${breach.map((limit) => sql[limit]).join(' or ')})`)
  }
  if (filter.q !== undefined) {
    const q = conditions.value(filter.q)
    conditions.addPiece(
      'q',
      `(starts_with(k.number, upper(${q})) or strpos(k.title, ${q}) > 0 or k.caller_name = ${q}
      or k.customer_id in (select c.id from customers c where c.name = ${q} or c.customer_no = ${q}))`,
    )
  }
  return conditions
    .add('states', states, (states) => `k.state = any (${states}::text[])`)
    .add('kind', filter.kind, (kinds) => `k.kind = any (${kinds}::text[])`)
    .add('class', filter.class, (code) => `k.class_id in (select l.id from case_classes l where l.code = ${code})`)
    .add('channel', filter.channel, (channels) => `k.channel = any (${channels}::text[])`)
    .add('topic', filter.topic, (topic) => `k.topic = ${topic}`)
    .add('cause', filter.cause, (cause) => `k.cause = ${cause}`)
    .add('settlement', filter.settlement, (all) => `k.settlement = any (${all}::text[])`)
    .add('customer', filter.customer, (customer) => `k.customer_id = ${customer}::uuid`)
    .add('handler', filter.handler, (handler) => `k.handler_id = ${handler}::uuid`)
    .add('unit', filter.unit, (unit) => `k.unit_id = ${unitsBelow(unit)}`)
    .add('on-time', filter.onTime, (onTime) => `k.on_time = ${onTime}::boolean`)
    .add('waiting', filter.waiting, (waiting) => `(k.waiting_since is not null) = ${waiting}::boolean`)
    .add('from', filter.from, (day) => `k.received_at >= ${dayBegins(day)}`)
    .add('to', filter.to, (day) => `k.received_at < ${dayBegins(`(${day}::date + 1)`)}`)
}

const orders = {
  latest: { column: 'received_at', name: 'receivedAt', way: 'desc', beyond: '<' },
  due: { column: 'step_due_at', name: 'turnDueAt', way: 'asc', beyond: '>' },
} as const

/** One page and one row more where there is a next one, in one statement, with how many there are under the filter. */
async function readPage(
  db: Db,
  filter: CaseFilterOf,
  page: { sort: keyof typeof orders; after: string | undefined; limit: number; counting: boolean; now: Date },
) {
  const { column, name, way, beyond } = orders[page.sort]
  const conditions = casesWhere(`cases.${page.sort}${page.counting ? '#' : ''}`, filter, page.now)
  // Only what is open has a next step.
  if (page.sort === 'due') conditions.addPiece('', 'k.open')
  const counted = conditions.where
  const place = placeOf(`cases.${page.sort}`, page.after, [z.iso.datetime(), id])
  if (place)
    conditions.addPiece(
      'after',
      `(k.${column}, k.id) ${beyond} (${conditions.value(place[0])}::timestamptz, ${conditions.value(place[1])}::uuid)`,
    )
  const order = `order by k.${column} ${way}, k.id ${way}`
  const limit = conditions.value(page.limit + 1)
  const text = `with k as (select k.* from cases k ${conditions.where} ${order} limit ${limit}::int)
    select ${rowColumns(conditions.value(page.now))}, ${rowClass}${page.counting ? ', n.total' : ''}
    from ${page.counting ? `(select count(*)::int as total from cases k ${counted}) n left join (` : ''}
      k ${rowJoins} join case_classes l on l.id = k.class_id
    ${page.counting ? ') on true' : ''} ${order}`
  const found = await db.rows<CaseRow & { total?: number }>(conditions.name, text, conditions.values)
  const rows = found.filter(({ id }) => id !== null)
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  const items: CaseRow[] = rows.slice(0, page.limit).map(({ total: _, ...row }) => row)
  const next = last ? cursorAt(`cases.${page.sort}`, [last[name], last.id]) : null
  return { items, next, total: found[0]?.total ?? 0 }
}

/** One page of cases; `total` counts those in sight under the same filter. */
export function listCases(db: Db, query: QueryOf<typeof cases.list>, now: Date) {
  const { sort, after, limit, ...filter } = query
  return readPage(db, filter, { sort, after, limit, counting: true, now })
}

/** The next rows of the file. */
export async function exportCases(db: Db, filter: CaseFilterOf, after: string | undefined, now: Date) {
  const { items, next } = await readPage(db, filter, { sort: 'latest', after, limit: 1_000, counting: false, now })
  return { items, next }
}

const groupings = {
  kind: 'k.kind',
  state: 'k.state',
  class: '(select l.code from case_classes l where l.id = k.class_id)',
  channel: 'k.channel',
  topic: 'k.topic',
  cause: 'k.cause',
  settlement: 'k.settlement',
  onTime: 'k.on_time::text',
  disputed: 'k.disputed::text',
} as const

/** How many there are by one of their values, the most first; null where it is not said. */
export async function groupCases(db: Db, query: QueryOf<typeof cases.groups>, now: Date) {
  const { by, ...filter } = query
  const conditions = casesWhere(`cases.by-${by}`, filter, now)
  const items = await db.rows<{ key: string | null; count: number }>(
    conditions.name,
    `select ${groupings[by]} as key, count(*)::int as count from cases k ${conditions.where} group by 1 order by 2 desc, 1 limit 500`,
    conditions.values,
  )
  return { items }
}
