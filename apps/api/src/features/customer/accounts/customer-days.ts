import type { accounts } from '@rapport/contract/customer/accounts'
import type { CustomerDay, CustomerDays } from '@rapport/contract/customer/customer-days'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { businessDay } from '#product.ts'
import { refuseOutOfSight } from './customer-in-sight.ts'
import { pendingSince } from './kept-positions.ts'

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
  const valued = await db.rows<{ currency: string }>(
    'customer-days.currencies',
    // Of months, because they are few; of a day only where no month is there yet.
    `select currency from warehouse.customer_months where customer_id = $1::uuid
     group by currency order by (array_agg(closing_assets order by month desc))[1] desc, currency`,
    [customerId],
  )
  const currencies = valued.map((one) => one.currency)
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
  const [last] = await db.rows<{ day: string | null }>(
    'customer-days.as-of',
    'select max(day) as day from warehouse.valuation_days',
    [],
  )
  return {
    currency: shown,
    currencies,
    items,
    asOf: last?.day ?? null,
    pendingSince: await pendingSince(db, customerId),
  }
}
