import type {
  CustomerAnalysis,
  CustomerAnalysisReply,
  customerAnalyses,
} from '@rapport/contract/analytics/customer-analyses'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { concentrationOf } from '@rapport/finance/concentration'
import { money } from '@rapport/finance/scales'
import { refuseOutOfSight } from '#features/customer/accounts/customer-in-sight.ts'
import { pendingSince } from '#features/customer/accounts/kept-positions.ts'
import { valuedCurrencies } from '#features/customer/accounts/valued-currencies.ts'
import { businessDay } from '#product.ts'
import { assetsOf, preservationOf } from './assets.ts'
import { habitsOf, styleOf, tradedBy } from './behaviour.ts'
import { benchmarkChoices, benchmarkOver } from './benchmark.ts'
import { costsOver } from './costs.ts'
import { knownSecurities } from './known-securities.ts'
import { marketsOf, monthsOf, toldMonth } from './months.ts'
import { type Period, periodOf, shareOf, sumOf } from './period.ts'
import { performanceOf } from './returns.ts'
import { securitiesOf, tripsOf } from './securities.ts'
import { toleranceOf } from './tolerance.ts'
import { turnoverOf } from './turnover.ts'

type Wanted = QueryOf<typeof customerAnalyses.read>
type Choices = CustomerAnalysisReply['benchmarks']

/**
 * A customer between two days in one currency: the one asked for, or the one in which most was there last; since the start
 * where no first day is told. 404 out of sight.
 */
export async function analyseCustomer(
  db: Db,
  customerId: string,
  wanted: Wanted,
  now: Date,
): Promise<CustomerAnalysisReply> {
  await refuseOutOfSight(db, customerId)
  const { currencies, asOf } = await valuedCurrencies(db, customerId)
  const benchmarks = await benchmarkChoices(db)
  const currency = wanted.currency ?? currencies[0]
  const period = currency ? await periodOf(db, customerId, currency, wanted.from, wanted.to ?? businessDay(now)) : null
  return {
    currencies,
    benchmarks,
    asOf,
    pendingSince: await pendingSince(db, customerId),
    analysis: period && (await analysisOf(db, customerId, period, benchmarks, wanted.benchmark)),
  }
}

async function analysisOf(
  db: Db,
  customerId: string,
  period: Period,
  choices: Choices,
  wanted: string | undefined,
): Promise<CustomerAnalysis> {
  const { currency, from, to, since, beginOn } = period
  const benchmark = await benchmarkOver(db, choices, wanted, beginOn, to)
  const positions = await costsOver(db, customerId, period)
  const groups = await tradedBy(db, customerId, period)
  const known = await knownSecurities(db, [...new Set(positions.map(({ securityId }) => securityId))], to)
  const { securities, profit, held } = await securitiesOf(db, positions, period, known)
  const preservation = await preservationOf(db, customerId, period, benchmark)
  const months = monthsOf(period, benchmark)
  return {
    currency,
    from,
    to,
    since,
    assets: assetsOf(period, preservation),
    turnover: turnoverOf(groups, known, period),
    revenue: revenueOf(period),
    ...performanceOf(period, benchmark),
    profit,
    securities,
    trips: tripsOf(positions, period),
    concentration: concentrationOf([...held.values()].map(Number)),
    tolerance: await toleranceOf(db, customerId, held, known, to),
    style: styleOf(groups, held, known),
    habits: habitsOf(groups, period),
    markets: marketsOf(months),
    months: months.map(toldMonth),
  }
}

function revenueOf({ days }: Period): CustomerAnalysis['revenue'] {
  const netCommission = sumOf(days, (day) => day.netCommission)
  return {
    commission: money(sumOf(days, (day) => day.commission)),
    netCommission: money(netCommission),
    netRate: shareOf(
      netCommission,
      sumOf(days, (day) => day.bought + day.sold),
    ),
  }
}
