import { z } from 'zod'
import { count, decimal, id } from '#shapes.ts'

/** A share or a rate as a fraction (0.05 is 5 %): a double, because it is a statistic. Null where it is undefined. */
export const ratio = z.number().nullable()
const onDay = z.strictObject({ value: decimal, on: z.string() })

/** What was there, came in and was earned between two days (domain 2.2). */
export const AssetsOfPeriod = z
  .strictObject({
    /** At the end of the last day before the period; 0.00 where the customer begins in it. */
    begin: decimal,
    end: decimal,
    /** Mean over the days on which customers are valued, and over calendar days with the last one carried. */
    averageTradingDays: decimal.nullable(),
    averageNaturalDays: decimal.nullable(),
    tradingDays: z.int(),
    naturalDays: z.int(),
    /** Whether the averages are since the customer's first day, which is later than the period's. */
    sinceFirstDay: z.boolean(),
    peak: onDay.nullable(),
    trough: onDay.nullable(),
    netInflow: decimal,
    profit: decimal,
    /** Growth of average assets against the period before, beside the benchmark's. */
    preservation: ratio,
  })
  .meta({ id: 'AssetsOfPeriod' })

export const traderTypes = ['high-frequency', 'short-term', 'medium-term', 'long-term'] as const

/** Domain 2.3, over average assets on trading days; what counts is configuration (repo and money funds do not). */
export const TurnoverOfPeriod = z
  .strictObject({
    bought: decimal,
    sold: decimal,
    /** What was traded and does not count. */
    notCounted: decimal,
    twoSided: ratio,
    oneSided: ratio,
    annualised: ratio,
    traderType: z.enum(traderTypes).nullable(),
  })
  .meta({ id: 'TurnoverOfPeriod' })

export const RevenueOfPeriod = z
  .strictObject({
    commission: decimal,
    netCommission: decimal,
    /** Σ net commission over Σ traded value. */
    netRate: ratio,
  })
  .meta({ id: 'RevenueOfPeriod' })

/** One calendar month of the period, or what of it lies in the period. */
export const MonthOfPeriod = z
  .strictObject({
    month: z.string(),
    profit: decimal,
    netInflow: decimal,
    bought: decimal,
    sold: decimal,
    commission: decimal,
    netCommission: decimal,
    averageAssets: decimal,
    /** Bought and sold over average assets. */
    turnover: ratio,
    /** What the benchmark did in the month; null without one. */
    benchmark: ratio,
  })
  .meta({ id: 'MonthOfPeriod' })
export type MonthOfPeriod = z.infer<typeof MonthOfPeriod>

/** Domain 2.5. */
export const ReturnsOfPeriod = z
  .strictObject({
    /** Of the last stretch in which there was something that could earn: since `timeWeightedFrom`. */
    timeWeighted: ratio,
    timeWeightedFrom: z.string().nullable(),
    /** Into how many stretches the chain breaks because nothing was there between them. */
    subPeriods: z.int(),
    /** A year; null for less than one. */
    timeWeightedAnnualised: ratio,
    modifiedDietz: ratio,
    /** A year. */
    xirr: ratio,
    /** Less than a year: a rate a year says little. */
    short: z.boolean(),
  })
  .meta({ id: 'ReturnsOfPeriod' })

export const skills = ['beat', 'level', 'lag'] as const

/** What the benchmark did over the same days as the time-weighted return, and the customer beside it (domain 2.6). */
export const BenchmarkOfPeriod = z
  .strictObject({
    securityId: id,
    code: z.string(),
    name: z.string().nullable(),
    return: ratio,
    excessArithmetic: ratio,
    excessGeometric: ratio,
    beta: ratio,
    trackingError: ratio,
    /** More than two percentage points above, within them, below. */
    skill: z.enum(skills).nullable(),
  })
  .meta({ id: 'BenchmarkOfPeriod' })

/** Of the value of a unit, never of assets (domain 2.6). */
export const RiskOfPeriod = z
  .strictObject({
    drawdown: z
      .strictObject({
        value: z.number(),
        peakOn: z.string(),
        troughOn: z.string(),
        recoveredOn: z.string().nullable(),
      })
      .nullable(),
    /** A year; null for fewer than 20 returns. */
    volatility: ratio,
    returns: count,
  })
  .meta({ id: 'RiskOfPeriod' })

/** A day on which customers are valued. */
export const LinePoint = z
  .strictObject({
    day: z.string(),
    assets: decimal,
    /** Growth of a unit since the stretch began, of the benchmark over the same days, and how far the unit is below its peak. */
    growth: ratio,
    benchmark: ratio,
    drawdown: ratio,
  })
  .meta({ id: 'LinePoint' })
export type LinePoint = z.infer<typeof LinePoint>
