import type { accounts } from '@rapport/contract/customer/accounts'
import type { CustomerDay, CustomerDays } from '@rapport/contract/customer/customer-days'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { businessDay } from '#product.ts'
import { refuseOutOfSight } from './customer-in-sight.ts'
import { pendingSince } from './kept-positions.ts'
import { valuedCurrencies } from './valued-currencies.ts'

/** Longer stretches begin later: a line of more days shows no more. */
const MOST_DAYS = 3_660

/**
 * How a customer stood on each day of a stretch, in one currency: the one asked for, or the one in which most was there
 * last. The year up to now where no days are told. 404 out of sight.
 */
export async function daysOfCustomer(
  db: Db,
  customerId: string,
  { from, to, currency }: QueryOf<typeof accounts.days>,
  now: Date,
): Promise<CustomerDays> {
  await refuseOutOfSight(db, customerId)
  const { currencies, asOf } = await valuedCurrencies(db, customerId)
  const shown = currency ?? currencies[0] ?? null
  const items = await db.rows<CustomerDay>(
    'customer-days.list',
    `select day, assets, position_value as "positionValue", cash, product_value as "productValue", margin_debt as "marginDebt",
       net_inflow as "netInflow", profit, gap
     from warehouse.customer_days
     where customer_id = $1::uuid and currency = $2 and day between greatest(coalesce($3::date, $4::date - 365), $4::date - $5::int) and $4::date
     order by day`,
    [customerId, shown, from ?? null, to ?? businessDay(now), MOST_DAYS],
  )
  return {
    currency: shown,
    currencies,
    items,
    asOf,
    pendingSince: await pendingSince(db, customerId),
  }
}
