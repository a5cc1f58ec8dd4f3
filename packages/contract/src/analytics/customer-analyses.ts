import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, id } from '#shapes.ts'
import { HabitsOfPeriod, MarketsOfPeriod, StyleOfPeriod } from './customer-behaviour.ts'
import {
  AssetsOfPeriod,
  BenchmarkOfPeriod,
  LinePoint,
  MonthOfPeriod,
  ReturnsOfPeriod,
  RevenueOfPeriod,
  RiskOfPeriod,
  TurnoverOfPeriod,
} from './customer-performance.ts'
import {
  ConcentrationOfPeriod,
  ProfitOfPeriod,
  SecurityOfPeriod,
  ToleranceOfPeriod,
  TripsOfPeriod,
} from './customer-securities.ts'

/** A customer between two days in one currency. What is undefined is null, never 0. */
export const CustomerAnalysis = z
  .strictObject({
    currency: z.string(),
    /** The period: from the first day asked for to the last one that is valued. */
    from: z.string(),
    to: z.string(),
    /** The customer's first day in this currency. */
    since: z.string(),
    assets: AssetsOfPeriod,
    turnover: TurnoverOfPeriod,
    revenue: RevenueOfPeriod,
    returns: ReturnsOfPeriod,
    benchmark: BenchmarkOfPeriod.nullable(),
    risk: RiskOfPeriod,
    profit: ProfitOfPeriod,
    securities: z.array(SecurityOfPeriod),
    trips: TripsOfPeriod,
    concentration: ConcentrationOfPeriod.nullable(),
    tolerance: ToleranceOfPeriod,
    style: StyleOfPeriod,
    habits: HabitsOfPeriod,
    markets: MarketsOfPeriod.nullable(),
    months: z.array(MonthOfPeriod),
    line: z.array(LinePoint),
  })
  .meta({ id: 'CustomerAnalysis' })
export type CustomerAnalysis = z.infer<typeof CustomerAnalysis>

export const CustomerAnalysisReply = z
  .strictObject({
    /** All currencies in which this customer was ever valued. */
    currencies: z.array(z.string()),
    /** What can be compared with: indices with closes, and broad funds for want of one. */
    benchmarks: z.array(z.strictObject({ id, code: z.string(), name: z.string().nullable() })),
    /** The last day on which customers are valued. */
    asOf: z.string().nullable(),
    /** The day from which on the figures are being worked out anew; null while they are final. */
    pendingSince: z.string().nullable(),
    /** Null where the customer was not valued in the period in this currency. */
    analysis: CustomerAnalysis.nullable(),
  })
  .meta({ id: 'CustomerAnalysisReply' })
export type CustomerAnalysisReply = z.infer<typeof CustomerAnalysisReply>

export const customerAnalyses = {
  read: endpoint('GET /customers/:id/analysis', {
    summary:
      'Analysis of a customer between two days: assets, turnover, returns, risk, profit by security, style and habits; since the start where no first day is told',
    permission: 'account.read',
    params: byId,
    query: z.strictObject({
      from: day.optional(),
      to: day.optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
        .optional(),
      benchmark: id.optional(),
    }),
    reply: CustomerAnalysisReply,
  }),
}
