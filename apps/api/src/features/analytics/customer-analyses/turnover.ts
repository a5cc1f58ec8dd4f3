import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import { DAYS_A_YEAR } from '@rapport/finance/risk'
import { cents, money } from '@rapport/finance/scales'
import { averageAssets } from './assets.ts'
import type { KnownSecurity } from './known-securities.ts'
import { type Period, shareOf, sumOf } from './period.ts'

type Turnover = CustomerAnalysis['turnover']

/** On less nothing can be told (domain 2.3): 1,000.00. */
const LEAST = 100_000n
/** Turnover of half a year from which on somebody is of a type (domain 2.3, an Apex deployment). */
const types = [
  { type: 'high-frequency', least: 40 },
  { type: 'short-term', least: 12 },
  { type: 'medium-term', least: 3 },
  { type: 'long-term', least: 0 },
] as const

const lesser = (a: bigint, b: bigint) => [a, b].toSorted((x, y) => Number(x - y))[0]!

interface Traded {
  securityId: string | null
  side: 'buy' | 'sell' | null
  amount: string
}

/** Domain 2.3, both definitions. What the firm's rules do not count as turnover is told apart. */
export function turnoverOf(
  groups: readonly Traded[],
  known: ReadonlyMap<string, KnownSecurity>,
  period: Period,
): Turnover {
  const traded = groups.filter(({ securityId }) => securityId !== null)
  const counted = traded.filter(({ securityId }) => known.get(securityId!)?.inTurnover !== false)
  const sum = (list: readonly Traded[], side?: 'buy' | 'sell') =>
    sumOf(
      list.filter((one) => side === undefined || one.side === side),
      ({ amount }) => cents(amount),
    )
  const [bought, sold] = [sum(counted, 'buy'), sum(counted, 'sell')]
  const average = averageAssets(period)
  const base = average < LEAST ? 0n : average
  const twoSided = shareOf(bought + sold, base)
  const annualised = twoSided === null ? null : (twoSided * DAYS_A_YEAR) / period.days.length
  return {
    bought: money(bought),
    sold: money(sold),
    notCounted: money(sum(traded) - bought - sold),
    twoSided,
    oneSided: shareOf(lesser(bought, sold), base),
    annualised,
    traderType: annualised === null ? null : types.find(({ least }) => annualised / 2 >= least)!.type,
  }
}
