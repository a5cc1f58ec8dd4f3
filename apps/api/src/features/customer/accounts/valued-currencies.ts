import type { Db } from '@rapport/database/as-viewer'

/**
 * The currencies in which a customer was ever valued, the one in which most was there last first, and the last day on which
 * customers are valued.
 */
export async function valuedCurrencies(
  db: Db,
  customerId: string,
): Promise<{ currencies: string[]; asOf: string | null }> {
  const valued = await db.rows<{ currency: string }>(
    'customer-days.currencies',
    // Of months, because they are few; of a day only where no month is there yet.
    `select currency from warehouse.customer_months where customer_id = $1::uuid
     group by currency order by (array_agg(closing_assets order by month desc))[1] desc, currency`,
    [customerId],
  )
  const [last] = await db.rows<{ day: string | null }>(
    'customer-days.as-of',
    'select max(day) as day from warehouse.valuation_days',
    [],
  )
  return { currencies: valued.map((one) => one.currency), asOf: last?.day ?? null }
}
