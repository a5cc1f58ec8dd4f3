import type { accounts } from '@rapport/contract/customer/accounts'
import type { ProductMovement } from '@rapport/contract/customer/products'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { factId } from '#warehouse/fact-id.ts'
import { refuseOutOfSight } from './customer-in-sight.ts'

type Filter = QueryOf<typeof accounts.exportProductMovements>

/** The one meaning of every filter. A product is looked for by its code, or by a part of its name. */
const filtered = (name: string, customerId: string, filter: Filter) =>
  new Conditions(name)
    .add('', customerId, (customer) => `m.customer_id = ${customer}::uuid`)
    .addPiece('', `m.kind in ('product-purchase', 'product-redemption')`)
    .add('from', filter.from, (from) => `m.moved_on >= ${from}::date`)
    .add('to', filter.to, (to) => `m.moved_on <= ${to}::date`)
    .add('kind', filter.kind, (kind) => `m.kind = 'product-' || ${kind}::text`)
    .add(
      'product',
      filter.product,
      (text) => `(lower(m.product_code) = lower(${text}) or strpos(lower(m.product_name), lower(${text})) > 0)`,
    )
    .add('amount-from', filter.amountFrom, (least) => `abs(m.amount) >= ${least}::numeric`)
    .add('amount-to', filter.amountTo, (most) => `abs(m.amount) <= ${most}::numeric`)

const columns = `${factId('m.customer_id', 'm.moved_on', 'm.external_key')} as id, m.external_key as key, m.moved_on as "movedOn",
  substr(m.kind, 9) as kind, a.number as "accountNumber", m.product_code as "productCode", m.product_name as "productName",
  trim_scale(abs(m.amount)) as amount, m.currency, m.note`

async function readPage(db: Db, customerId: string, filter: Filter, after: string | undefined, limit: number) {
  const conditions = filtered('product-movements', customerId, filter)
  const place = placeOf('product-movements', after, [z.iso.date(), z.string().max(400)])
  if (place) {
    const [on, key] = place.map((value) => conditions.value(value))
    conditions.addPiece(
      'after',
      `m.moved_on <= ${on}::date and (m.moved_on, m.external_key) < (${on}::date, ${key}::text)`,
    )
  }
  const order = 'order by m.moved_on desc, m.external_key desc'
  const rows = await db.rows<ProductMovement & { key: string }>(
    conditions.name,
    `with m as (select m.* from warehouse.cash_movements m ${conditions.where} ${order} limit ${conditions.value(limit + 1)}::int)
     select ${columns} from m join accounts a on a.id = m.account_id ${order}`,
    conditions.values,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const items = rows.slice(0, limit).map(({ key: _, ...movement }) => movement)
  return { items, next: last ? cursorAt('product-movements', [last.movedOn, last.key]) : null }
}

/** One page of what a customer bought and gave back, latest first; `total` counts all under the same filter. 404 out of sight. */
export async function listProductMovements(
  db: Db,
  customerId: string,
  query: QueryOf<typeof accounts.productMovements>,
) {
  await refuseOutOfSight(db, customerId)
  const { after, limit, ...filter } = query
  const page = await readPage(db, customerId, filter, after, limit)
  const counted = filtered('product-movements.count', customerId, filter)
  const [count] = await db.rows<{ total: number }>(
    counted.name,
    `select count(*) as total from warehouse.cash_movements m ${counted.where}`,
    counted.values,
  )
  return { ...page, total: count!.total }
}

/** The next rows of the file, latest first. 404 out of sight. */
export async function exportProductMovements(
  db: Db,
  customerId: string,
  filter: Filter,
  after: string | undefined,
  limit = 1_000,
) {
  await refuseOutOfSight(db, customerId)
  return readPage(db, customerId, filter, after, limit)
}
