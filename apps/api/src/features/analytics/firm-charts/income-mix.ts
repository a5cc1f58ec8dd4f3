import type { Reading } from '#features/analytics/charts/chart-scope.ts'
import { cost, income, kindColumns, withRate } from '#features/analytics/contributions/contribution-sql.ts'
import type { ChartReading, Draw } from './chart-reading.ts'
import { before, ofMonths } from './months-chart.ts'
import type { Sum, Sums } from './sums.ts'

/** What customers brought and cost by unit and month; whoever sees only their own has it from those. */
function contributionSums({ db }: Reading): Sums {
  const own = db.viewer?.scope === 'own'
  const table = own ? 'warehouse.customer_contributions' : 'warehouse.unit_contributions'
  const source = `(select b.unit_id, b.month, b.currency, b.net_commission, ${Object.values(kindColumns).join(', ')},
    ${income} as income, ${cost} as cost from ${table} b ${withRate} ${own ? 'where b.live' : ''})`
  return { name: own ? 'own-contributions' : 'contributions', source }
}

/** Booked once a month or a quarter: a month that goes on is compared with none. */
const booked = (column: string): Sum => ({ sql: `sum(m.${column})`, valued: false, goesOn: 'never', none: '0' })
const from = contributionSums

const mix = ofMonths(
  'income-mix',
  {
    commission: booked('net_commission'),
    interest: booked('interest'),
    margin: booked('margin_interest'),
    products: booked('product_fees'),
    advisory: booked('advisory_fees'),
    other: booked('other_income'),
  },
  { from },
)

/** Income by kind (ANA-06, domain 10 chart 9). Of months of which the firm was told no income, other than commission is not known. */
export const incomeMix: Draw = async (reading) => {
  const drawn = await mix(reading)
  const known = await toldMonths(reading)
  const asKnown = (month: string, values: (string | null)[]) =>
    known.has(month) ? values : values.map((value, i) => (i === 0 ? value : null))
  const rows = drawn.rows.map((row) => ({
    ...row,
    values: asKnown(row.key, row.values),
    compared: row.compared.map((other) => {
      const values = asKnown(before[other.with](row.key), other.values)
      const changes = other.changes.map((change, i) =>
        values[i] === null || asKnown(row.key, row.values)[i] === null ? null : change,
      )
      return { ...other, values, changes }
    }),
  }))
  return { ...drawn, rows, missing: rows.some(({ key }) => known.has(key)) ? [] : ['income'] }
}

async function toldMonths({ db }: ChartReading): Promise<Set<string>> {
  const rows = await db.rows<{ month: string }>(
    'firm.income-months',
    `select to_char(month, 'YYYY-MM') as month from warehouse.income_months`,
    [],
  )
  return new Set(rows.map(({ month }) => month))
}

/** Income, what serving cost, and what is left (ANA-08). */
export const contributionByMonth = ofMonths(
  'contribution',
  {
    income: booked('income'),
    // Serving costs in the firm's own currency only.
    cost: { ...booked('cost'), sql: `case when min(m.currency) = 'CNY' then sum(m.cost) end` },
    contribution: { ...booked('income'), sql: `case when min(m.currency) = 'CNY' then sum(m.income - m.cost) end` },
  },
  { from },
)
