import type { BusinessMix, businessMix, MixMonth } from '@rapport/contract/analytics/business-mix'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { firstDayOf, monthBefore, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { refuseOutOfSight } from '#features/customer/accounts/customer-in-sight.ts'

const MONTHS = 13

/**
 * The mix of a customer's business by month (ANA-20): thirteen months where no others are asked for, in the currency asked for or
 * the firm's own. A month in which nothing was traded or held is not there. 404 out of sight.
 */
export async function mixOfCustomer(
  db: Db,
  customerId: string,
  query: QueryOf<typeof businessMix.ofCustomer>,
  today: string,
): Promise<BusinessMix> {
  await refuseOutOfSight(db, customerId)
  const to = query.to ?? monthOf(today)
  const from = query.from ?? monthsUpTo(to, MONTHS)[0]!
  const currency = query.currency ?? 'CNY'
  const [seen] = await db.rows<{ currencies: string[] }>(
    'business-mix.currencies',
    'select array(select distinct currency from warehouse.customer_products where customer_id = $1 order by 1) as currencies',
    [customerId],
  )
  // The month before the first one asked for tells from where that one drifted.
  const found = await db.rows<Omit<MixMonth, 'drift'>>(
    'business-mix.months',
    `select to_char(month, 'YYYY-MM') as month, json_agg(json_build_object('product', product, 'traded', traded,
         'held', case when month < (select date_trunc('month', max(day)) from warehouse.valuation_days) then held end)
         order by product) as parts
     from (select month, product, trim_scale(sum(bought + sold))::text as traded, trim_scale(sum(value))::text as held
           from warehouse.customer_products
           where customer_id = $1 and currency = $2 and month between $3::date and $4::date group by 1, 2) p
     group by month order by month`,
    [customerId, currency, firstDayOf(monthBefore(from)), firstDayOf(to)],
  )
  const byMonth = new Map(found.map((one) => [one.month, one]))
  const months = found
    .filter(({ month }) => month >= from)
    .map((one) => ({ ...one, drift: driftOf(byMonth.get(monthBefore(one.month)), one) }))
  return { currency, currencies: seen!.currencies, products: productsOf(months), months }
}

type Told = Pick<MixMonth, 'parts'>

/** ½ Σ |share − share before| over kinds of product; of debts nobody has a share. */
function driftOf(before: Told | undefined, now: Told): number | null {
  const [was, is] = [sharesOf(before), sharesOf(now)]
  if (!was || !is) return null
  const products = new Set([...was.keys(), ...is.keys()])
  return [...products].reduce((sum, one) => sum + Math.abs((is.get(one) ?? 0) - (was.get(one) ?? 0)), 0) / 2
}

function sharesOf(of: Told | undefined): Map<string, number> | null {
  const held = of?.parts.map(({ product, held }) => [product, held === null ? Number.NaN : Number(held)] as const) ?? []
  const all = held.reduce((sum, [, value]) => sum + value, 0)
  return all > 0 ? new Map(held.map(([product, value]) => [product, value / all])) : null
}

function productsOf(months: readonly Told[]): string[] {
  const held = new Map<string, number>()
  for (const { parts } of months)
    for (const { product, held: value } of parts) held.set(product, (held.get(product) ?? 0) + Number(value ?? 0))
  return [...held].sort(([one, a], [other, b]) => b - a || one.localeCompare(other)).map(([product]) => product)
}
