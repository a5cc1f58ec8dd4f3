import { divide, parseDecimal } from '@rapport/finance/decimal'
import { firstDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { customersWhere, type Draw, rowOf } from './chart-reading.ts'
import { runningSums, type Values, written } from './compare.ts'
import { valuedMonths } from './months-read.ts'
import { bandSums } from './sums.ts'

/** Where a band of assets begins, in the currency of the chart (domain 3.1); `warehouse.asset_band` says the same. */
const begins = ['0', '10000', '100000', '500000', '1000000', '3000000', '6000000', '10000000'] as const

/**
 * Customers and their assets by band of the assets at the end of a month (the last that is valued), from the poorest on, with
 * the parts of all customers and all assets up to each band: the points of a Lorenz curve.
 */
export const assetBands: Draw = async (reading) => {
  const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
  const valued = await valuedMonths(reading, [months[0]!, months.at(-1)!])
  const month = months.findLast((one) => valued.has(one))
  if (month === undefined) return { rows: [], missing: ['valuation'] }
  const { name, source } = bandSums(reading)
  const conditions = new Conditions(`firm.asset-bands.${name}`)
    .add('', firstDayOf(month), (day) => `m.month = ${day}::date`)
    .add('', reading.currency, (currency) => `m.currency = ${currency}`)
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const rows = await reading.db.rows<{ band: number; customers: string; assets: string }>(
    conditions.name,
    `select m.band, sum(m.customers)::text as customers, trim_scale(sum(m.assets))::text as assets
     from ${source} m ${conditions.where} group by 1`,
    conditions.values,
  )
  const of = (part: 'customers' | 'assets') =>
    begins.map((_, band) => rows.find((row) => row.band === band)?.[part] ?? '0')
  const [customers, assets] = [of('customers'), of('assets')]
  const [customerShare, assetShare] = [sharesOf(customers), sharesOf(assets)]
  return {
    asOf: valued.get(month)!.last,
    rows: begins.map((begin, i) => {
      const end = begins[i + 1]
      return rowOf({
        key: begin,
        group: end ?? null,
        values: [customers[i]!, assets[i]!, customerShare[i]!, assetShare[i]!],
        list: customersWhere(reading, {
          assetsIn: month,
          assetsCurrency: reading.currency,
          // Whoever owes more than they have is in the first band.
          ...(i === 0 ? {} : { assetsFrom: begin }),
          ...(end ? { assetsBelow: end } : {}),
        }),
      })
    }),
  }
}

/** Up to each the part of all; undefined where there is nothing. */
function sharesOf(values: readonly string[]): Values {
  const sums = runningSums([...values])
  const whole = parseDecimal(sums.at(-1)!)
  return sums.map((sum) => {
    const share = whole.units > 0n ? divide(parseDecimal(sum!), whole, 8) : null
    return share && written(share)
  })
}
