import { type Decimal, parseDecimal } from '@rapport/finance/decimal'
import { monthBefore, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { type Draw, rowOf } from './chart-reading.ts'
import { less, runningSums, written } from './compare.ts'
import { ofMonths } from './months-chart.ts'
import { readMonths, valuedMonths } from './months-read.ts'
import { flow, level } from './sums.ts'

const net = ofMonths('net-inflow', { net: flow('net_inflow'), running: { ...flow('net_inflow'), goesOn: 'never' } })

/** Net inflow of each month, and added up since the first month that is shown. */
export const netInflow: Draw = async (reading) => {
  const drawn = await net(reading)
  const running = runningSums(drawn.rows.map(({ values }) => values[0]!))
  drawn.rows.forEach((row, i) => {
    row.values[1] = running[i]!
    // What was added up since another beginning is no comparison.
    for (const compared of row.compared) compared.values[1] = compared.changes[1] = null
  })
  return drawn
}

/**
 * From the assets before the months shown to those at their end: what came in, what was won or lost, and what neither
 * explains. On the first day that is ever valued all there is comes in.
 */
export const assetBridge: Draw = async (reading) => {
  const { query, today } = reading
  const months = monthsUpTo(query.to ?? monthOf(today), query.months)
  const before = monthBefore(months[0]!)
  const valued = await valuedMonths(reading, [before, months.at(-1)!])
  const known = months.filter((month) => valued.has(month))
  const last = known.at(-1)
  if (last === undefined) return { rows: [], missing: ['valuation'] }
  const sums = [level('closing_assets'), flow('net_inflow'), flow('profit')]
  const found = await readMonths(reading, 'asset-bridge', sums, [before, last])
  const of = (month: string, column: number) => parseDecimal(found.get(month)?.[column] ?? '0')
  const over = (column: number) => parseDecimal(runningSums(known.map((month) => written(of(month, column)))).at(-1)!)
  const [begin, end, inflow, profit] = [of(before, 0), of(last, 0), over(1), over(2)]
  const gap = [begin, inflow, profit].reduce(less, end)
  const step = (key: string, amount: Decimal) => rowOf({ key, values: [written(amount)] })
  return {
    asOf: valued.get(last)!.last,
    rows: [
      step('begin', begin),
      step('inflow', inflow),
      step('profit', profit),
      // All there is should be explained; only where it is not, that is a step of its own.
      ...(gap.units === 0n ? [] : [step('gap', gap)]),
      step('end', end),
    ],
  }
}
