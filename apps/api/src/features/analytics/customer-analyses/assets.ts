import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { Db } from '@rapport/database/as-viewer'
import { assetPreservation } from '@rapport/finance/contribution'
import { divideRounded } from '@rapport/finance/decimal'
import { cents, money } from '@rapport/finance/scales'
import type { Benchmark } from './benchmark.ts'
import { daysBetween, type Period, sumOf, type ValuedDay } from './period.ts'

/** Domain 2.2: levels, averages on both bases, the highest and lowest day, what came in. */
export function assetsOf(period: Period, preservation: number | null): CustomerAnalysis['assets'] {
  const { days, begin, from, to, since } = period
  const [peak, trough] = [extreme(days, (a, b) => a > b), extreme(days, (a, b) => a < b)]
  return {
    begin: money(begin),
    end: money(days.at(-1)!.assets),
    averageTradingDays: money(averageAssets(period)),
    averageNaturalDays: money(averageOnNaturalDays(period)),
    tradingDays: days.length,
    naturalDays: daysBetween(from, to) + 1,
    sinceFirstDay: from === since,
    peak: { value: money(peak.assets), on: peak.day },
    trough: { value: money(trough.assets), on: trough.day },
    netInflow: money(sumOf(days, (day) => day.netInflow)),
    profit: money(sumOf(days, (day) => day.profit)),
    preservation,
  }
}

/** Cents, over the days on which customers are valued. */
export const averageAssets = ({ days }: Pick<Period, 'days'>) =>
  divideRounded(
    sumOf(days, (day) => day.assets),
    BigInt(days.length),
  )

/** Cents, over calendar days: each is worth what the last valued day was. */
function averageOnNaturalDays({ days, begin, from, to }: Period): bigint {
  const [first] = days
  let sum = begin * BigInt(daysBetween(from, first.day))
  for (const [i, { day, assets }] of days.entries()) {
    const next = days[i + 1]?.day
    sum += assets * BigInt(next === undefined ? daysBetween(day, to) + 1 : daysBetween(day, next))
  }
  return divideRounded(sum, BigInt(daysBetween(from, to) + 1))
}

/** The first day on which assets were highest, or lowest. */
const extreme = (days: Period['days'], better: (a: bigint, b: bigint) => boolean): ValuedDay =>
  days.reduce((best, day) => (better(day.assets, best.assets) ? day : best))

/**
 * Asset preservation (domain 2.2) against the period of as many days before it, with the benchmark's mean close in place of
 * the market's value. Null without a benchmark, or where the customer was not there for the whole period before.
 */
export async function preservationOf(
  db: Db,
  customerId: string,
  period: Period,
  benchmark: Benchmark | null,
): Promise<number | null> {
  const { from, to, since, currency } = period
  const before = new Date(Date.parse(from) - (daysBetween(from, to) + 1) * 86_400_000).toISOString().slice(0, 10)
  if (benchmark === null || before < since) return null
  const [row] = await db.rows<{ assets: string | null; market: number | null; now: number | null }>(
    'analysis.preservation',
    `select (select coalesce(sum(d.assets), 0) / nullif(count(*), 0) from warehouse.valuation_days v
             left join warehouse.customer_days d on d.customer_id = $1::uuid and d.currency = $2 and d.day = v.day and d.day >= $3::date and d.day < $4::date
             where v.day >= $3::date and v.day < $4::date) as assets,
       (select avg(close)::float8 from warehouse.closes where security_id = $6::uuid and day >= $3::date and day < $4::date) as market,
       (select avg(close)::float8 from warehouse.closes where security_id = $6::uuid and day between $4::date and $5::date) as now`,
    [customerId, currency, before, from, to, benchmark.id],
  )
  if (!row || row.assets === null || row.market === null || row.now === null) return null
  return assetPreservation(
    { before: Number(cents(row.assets)), now: Number(averageAssets(period)) },
    { before: row.market, now: row.now },
  )
}
