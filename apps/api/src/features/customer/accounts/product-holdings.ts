import type { ProductHolding } from '@rapport/contract/customer/products'
import type { Db } from '@rapport/database/as-viewer'
import { refuseOutOfSight } from './customer-in-sight.ts'

/**
 * What a customer holds of products on the last day of which anything is told of anybody: who is not told of then has
 * nothing any more. The largest first. 404 out of sight.
 */
export async function listProductHoldings(db: Db, customerId: string) {
  await refuseOutOfSight(db, customerId)
  const [last] = await db.rows<{ day: string | null }>(
    'product-holdings.last',
    `select max(business_date) as day from warehouse.batches where target = 'product-holdings' and state = 'published'`,
    [],
  )
  const items = await db.rows<ProductHolding>(
    'product-holdings.list',
    `select product_code as "productCode", product_name as "productName", trim_scale(units) as units, trim_scale(nav) as nav,
       trim_scale(value) as value, currency
     from warehouse.product_holdings where customer_id = $1::uuid and day = $2::date order by value desc, product_code`,
    [customerId, last?.day ?? null],
  )
  return { items, asOf: last?.day ?? null }
}
