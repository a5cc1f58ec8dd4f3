import { divide, parseDecimal } from '@rapport/finance/decimal'
import type { Draw } from './chart-reading.ts'
import { tradersOf } from './chart-reading.ts'
import { written } from './compare.ts'
import { marketMonths } from './market.ts'
import { ofMonths } from './months-chart.ts'
import { flow, ratio, type Sum, traded } from './sums.ts'

/** Commission before and after what is passed on. */
export const commission = ofMonths(
  'commission',
  { gross: flow('commission'), net: flow('net_commission') },
  { list: tradersOf },
)

const told: Sum = { sql: 'null::numeric', valued: false, goesOn: 'never', none: null }
const rate = ofMonths('commission-rate', {
  rate: ratio(flow('net_commission'), flow('traded_value')),
  market: { ...told, valued: true },
})

/** Net commission per traded value, beside what the market pays where that is loaded. */
export const commissionRate: Draw = async (reading) => {
  const drawn = await rate(reading)
  const market = await marketMonths(
    reading,
    drawn.rows.map(({ key }) => key),
  )
  for (const row of drawn.rows) row.values[1] = market.get(row.key)?.commissionRate ?? null
  return drawn
}

const value = ofMonths('market-share', { value: traded('traded_value'), share: told }, { list: tradersOf })

/** The firm's part of all that was traded, each trade counted on both sides: (B + S) ÷ (2 × turnover). */
export const marketShare: Draw = async (reading) => {
  const drawn = await value(reading)
  const market = await marketMonths(
    reading,
    drawn.rows.map(({ key }) => key),
  )
  for (const row of drawn.rows) {
    const turnover = market.get(row.key)?.turnover
    const [own] = row.values
    const both = turnover ? parseDecimal(turnover) : null
    const share = own && both ? divide(parseDecimal(own), { ...both, units: both.units * 2n }, 10) : null
    row.values[1] = share && written(share)
  }
  return market.size > 0 ? drawn : { ...drawn, missing: [...(drawn.missing ?? []), 'market'] }
}
