import type { customerSorts } from '@rapport/contract/customer/customers'
import { day, id } from '@rapport/contract/shapes'
import { z } from 'zod'
import type { Conditions } from '#http/conditions.ts'
import { placeOf } from '#http/cursor.ts'
import { fieldsInRow, utc, withOwnerAndUnit } from './customer-json.ts'

export interface Order {
  sort: (typeof customerSorts)[number]
  direction: 'asc' | 'desc'
  after: string | undefined
  limit: number
}
/** A column to sort by: how its value is written into a cursor, read back, and what a value looks like. */
const columns = {
  name: { column: 'c.name_pinyin', written: 'c.name_pinyin', type: 'text', value: z.string() },
  customerNo: { column: 'c.customer_no', written: 'c.customer_no', type: 'text', value: z.string() },
  openedOn: { column: 'c.opened_on', written: 'c.opened_on', type: 'date', value: day.nullable() },
  updatedAt: { column: 'c.updated_at', written: utc('c.updated_at'), type: 'timestamptz', value: z.iso.datetime() },
} as const satisfies Record<Order['sort'], unknown>

/** The columns that a row of the list needs. */
export const columnsRead = `c.id, c.version, c.customer_no, c.name, c.name_pinyin, c.kind, c.level, c.lifecycle, c.risk_level,
  c.risk_basis, c.assessment_valid_to, c.opened_on, c.updated_at, c.owner_id, c.unit_id`

/**
 * The statement that reads one page by keyset. Customers without a day of opening come last in both directions: they are
 * read by a branch of their own, so that both branches follow an index.
 */
export function pageOf(where: Conditions, from: string, { sort, direction, after, limit }: Order) {
  const { column, type, value } = columns[sort]
  const place = placeOf(`customers:${sort}`, after, [value, id])
  const values = [...where.values]
  const add = (given: unknown) => `$${values.push(given)}`
  // One more than asked for tells whether there is a next page. In the text, so that the plan knows how few they are.
  const most = limit + 1
  const [past, by] = [direction === 'asc' ? '>' : '<', `${column} ${direction}, c.id ${direction}`]
  const branch = (and: string, order: string) =>
    `(select ${columnsRead} from ${from}${and} order by ${order} limit ${most})`
  const known = () => {
    const keyset = place && ` and (${column}, c.id) ${past} (${add(place[0])}::${type}, ${add(place[1])}::uuid)`
    return branch(`${sort === 'openedOn' ? ` and ${column} is not null` : ''}${keyset ?? ''}`, by)
  }
  const unknown = (id: string | null) =>
    branch(` and ${column} is null${id ? ` and c.id ${past} ${add(id)}::uuid` : ''}`, `${column}, c.id ${direction}`)
  const inUnknown = place !== null && place[0] === null
  const rows =
    sort !== 'openedOn' ? known() : inUnknown ? unknown(place[1]!) : `(${known()} union all ${unknown(null)})`
  const shape = `${sort}-${direction}${place ? (inUnknown ? '-u' : '-a') : ''}-${limit}`
  const text = `select coalesce(json_agg(p.item), '[]') from (
    select json_build_object(${fieldsInRow}, 'at', ${columns[sort].written}) as item
    from ${rows} c ${withOwnerAndUnit}
    order by ${column} ${direction} nulls last, c.id ${direction}) p`
  return { shape, text, values }
}
