import type { CustomerFilter, CustomerInRow, CustomerQuery } from '@rapport/contract/customer/customers'
import type { Db } from '@rapport/database/as-viewer'
import type { Conditions } from '#http/conditions.ts'
import { cursorAt } from '#http/cursor.ts'
import { conditionsOf, type Means } from './customer-filter.ts'
import { columnsRead, type Order, pageOf } from './customer-page.ts'

/** Pages of these lengths are asked for by the product itself, so their statements are prepared. */
const usualLimits = new Set([50, 200])
// PostgreSQL tells names of statements apart by 63 characters.
const nameOf = (statement: string, shape: string, { name }: Conditions) => name && `${statement}-${shape}:${name}`

type Found = CustomerInRow & { at?: string | null }

function cut(items: Found[], { sort, limit }: Order): { items: CustomerInRow[]; next: string | null } {
  const more = items.length > limit
  const page = items.slice(0, limit)
  const last = page.at(-1)
  const next = more && last ? cursorAt(`customers:${sort}`, [last.at ?? null, last.id]) : null
  // The last property, so that taking it away leaves the row a fast object.
  for (const item of page) delete item.at
  return { items: page, next }
}

/** One page of customers and the number of all under the same filter, from one snapshot. */
export async function listCustomers(db: Db, query: CustomerQuery, means: Means) {
  const { sort, direction, after, limit, ...filter } = query
  const order = { sort, direction, after, limit }
  const where = await conditionsOf(db, filter, means)
  // What a search found is read once for both; without one, page and count each follow the index that suits them.
  const found = `found as materialized (select ${columnsRead} from customers c ${where.where})`
  const from = filter.q ? 'found c where true' : `customers c ${where.where}`
  const page = pageOf(where, from, order)
  const [row] = await db.rows<{ total: number; items: Found[] }>(
    usualLimits.has(limit) ? nameOf('l', page.shape, where) : '',
    `${filter.q ? `with ${found} ` : ''}select (select count(*) from ${from}) as total, (${page.text}) as items`,
    page.values,
  )
  return { ...cut(row!.items, order), total: row!.total }
}

/** The same rows for a file: by customer number, which does not change while the pages are read. */
export async function exportCustomers(db: Db, filter: CustomerFilter, after: string | undefined, means: Means) {
  const order = { sort: 'customerNo', direction: 'asc', after, limit: 500 } as const
  const where = await conditionsOf(db, filter, means)
  const page = pageOf(where, `customers c ${where.where}`, order)
  const [row] = await db.rows<{ items: Found[] }>(
    nameOf('f', page.shape, where),
    `select (${page.text}) as items`,
    page.values,
  )
  return cut(row!.items, order)
}
