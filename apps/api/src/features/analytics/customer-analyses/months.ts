import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { MonthOfPeriod } from '@rapport/contract/analytics/customer-performance'
import { money } from '@rapport/finance/scales'
import { averageAssets } from './assets.ts'
import type { Benchmark } from './benchmark.ts'
import { type Period, shareOf, sumOf, type ValuedDay } from './period.ts'

/** A month of the period with its amounts in cents. */
export interface Month {
  month: string
  days: [ValuedDay, ...ValuedDay[]]
  averageAssets: bigint
  benchmark: number | null
}

/** The months of a period; the first and last as far as they lie in it. */
export function monthsOf({ days, beginOn }: Period, benchmark: Benchmark | null): Month[] {
  const groups = new Map<string, [ValuedDay, ...ValuedDay[]]>()
  for (const day of days) {
    const month = day.day.slice(0, 7)
    const group = groups.get(month)
    if (group) group.push(day)
    else groups.set(month, [day])
  }
  let before = benchmark?.closeOn(beginOn) ?? null
  return [...groups].map(([month, ofMonth]) => {
    const close = benchmark?.closeOn(ofMonth.at(-1)!.day) ?? null
    const change = before === null || close === null ? null : close / before - 1
    before = close
    return { month, days: ofMonth, averageAssets: averageAssets({ days: ofMonth }), benchmark: change }
  })
}

/** A month as it is told (ANA-06). */
export function toldMonth({ month, days, averageAssets: average, benchmark }: Month): MonthOfPeriod {
  const sum = (of: (day: ValuedDay) => bigint) => sumOf(days, of)
  return {
    month,
    profit: money(sum((day) => day.profit)),
    netInflow: money(sum((day) => day.netInflow)),
    bought: money(sum((day) => day.bought)),
    sold: money(sum((day) => day.sold)),
    commission: money(sum((day) => day.commission)),
    netCommission: money(sum((day) => day.netCommission)),
    averageAssets: money(average),
    turnover: shareOf(
      sum((day) => day.bought + day.sold),
      average,
    ),
    benchmark,
  }
}

/** What a customer does in months in which the benchmark rose and in which it fell (ANA-14); null without a benchmark. */
export function marketsOf(months: readonly Month[]): CustomerAnalysis['markets'] {
  const told = months.flatMap((month) => (month.benchmark === null ? [] : [{ ...month, benchmark: month.benchmark }]))
  if (told.length === 0) return null
  const of = (chosen: typeof told) => {
    const days = chosen.flatMap((month) => month.days)
    const assets = sumOf(chosen, (month) => month.averageAssets)
    const netBuying = sumOf(days, (day) => day.bought - day.sold)
    return {
      months: chosen.length,
      benchmark: chosen.length === 0 ? null : chosen.reduce((sum, { benchmark }) => sum + benchmark, 0) / chosen.length,
      netBuying: money(netBuying),
      netBuyingShare: shareOf(netBuying, assets),
      turnover: shareOf(
        sumOf(days, (day) => day.bought + day.sold),
        assets,
      ),
      profit: money(sumOf(days, (day) => day.profit)),
    }
  }
  return {
    rising: of(told.filter(({ benchmark }) => benchmark > 0)),
    falling: of(told.filter(({ benchmark }) => benchmark < 0)),
  }
}
