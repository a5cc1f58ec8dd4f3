import type { charts } from '@rapport/contract/analytics/charts'
import type { QueryOf, ReplyOf } from '@rapport/contract/endpoint'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { knownOf, type Reading, refuseForeignUnit } from './chart-scope.ts'
import { lastDayOf, monthOf, monthsUpTo } from './months.ts'

/**
 * What units traded by month, of the customers in sight: the sums kept by unit, or, for whoever sees only their own
 * customers, the months of those. `name` tells the two statements apart.
 */
export const unitMonths = ({ db }: Reading) =>
  db.viewer?.scope === 'own'
    ? {
        name: 'own',
        source: `(select unit_id, month, currency, traded_value, trades, 1 as active_customers from warehouse.customer_months
          where trades > 0 and customer_id = any (array(select id from customers)))`,
      }
    : { name: 'unit', source: 'warehouse.unit_months' }

/** The currencies in sight, the most traded first, and the one of the figures: as asked for, else CNY, else the first. */
export async function currencyOf(reading: Reading, asked: string | undefined) {
  const { name, source } = unitMonths(reading)
  const conditions = new Conditions(`chart.currencies.${name}`)
    .addPiece('', 'm.trades > 0')
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  const rows = await reading.db.rows<{ currency: string }>(
    conditions.name,
    `select m.currency from ${source} m ${conditions.where}
     group by m.currency order by sum(m.traded_value) desc, m.currency`,
    conditions.values,
  )
  const currencies = rows.map(({ currency }) => currency)
  const usual = currencies.includes('CNY') ? 'CNY' : (currencies[0] ?? 'CNY')
  return { currency: asked ?? usual, currencies }
}

/** Bought plus sold, customers with at least one trade, and trades, for each of the months asked for. */
export async function tradedValueByMonth(
  reading: Reading,
  query: QueryOf<typeof charts.tradedValueByMonth>,
): Promise<ReplyOf<typeof charts.tradedValueByMonth>> {
  await refuseForeignUnit(reading)
  const chosen = await currencyOf(reading, query.currency)
  const months = monthsUpTo(query.to ?? monthOf(reading.today), query.months)
  const { name, source } = unitMonths(reading)
  const conditions = new Conditions(`chart.traded.${name}`)
    .add('', chosen.currency, (currency) => `m.currency = ${currency}`)
    .add('unit', reading.unit, (unit) => `m.unit_id = ${unitsBelow(unit)}`)
  type Item = ReplyOf<typeof charts.tradedValueByMonth>['items'][number]
  const rows = await reading.db.rows<Item>(
    conditions.name,
    `select to_char(m.month, 'YYYY-MM') as month, trim_scale(sum(m.traded_value)) as "tradedValue",
       sum(m.active_customers)::bigint as "activeCustomers", sum(m.trades)::bigint as trades
     from ${source} m ${conditions.where} group by m.month`,
    conditions.values,
  )
  const found = new Map(rows.map((row) => [row.month, row]))
  const none = { tradedValue: '0', activeCustomers: 0, trades: 0 }
  return {
    ...knownOf(reading, lastDayOf(months.at(-1)!)),
    ...chosen,
    items: months.map((month) => found.get(month) ?? { month, ...none }),
  }
}
