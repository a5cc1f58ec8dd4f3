import { z } from 'zod'
import { count, decimal, id } from '#shapes.ts'
import { ratio } from './customer-performance.ts'

/** A position by one method (domain 2.4), since it was first opened. */
const Costing = z.strictObject({
  cost: decimal,
  /** Cost of one share; null where nothing is held. */
  average: decimal.nullable(),
  realised: decimal,
  /** Null where no close is known. */
  unrealised: decimal.nullable(),
})

/** What a security did to the customer in the period, and its three costs at the end of it. */
export const SecurityOfPeriod = z
  .strictObject({
    securityId: id,
    code: z.string(),
    name: z.string().nullable(),
    quantity: decimal,
    close: decimal.nullable(),
    marketValue: decimal.nullable(),
    /** Of the period, at moving average cost. */
    realised: decimal,
    dividends: decimal,
    unrealisedChange: decimal.nullable(),
    /** The three together. */
    profit: decimal.nullable(),
    /** Of the profit of all securities; of the assets at the beginning where that is not above zero. */
    contribution: ratio,
    movingAverage: Costing,
    fifo: Costing,
    diluted: Costing,
    /** Dividends since the beginning; of diluted cost they are a part. */
    dividendsSoFar: decimal,
    /** Realised, unrealised and dividends: the same by each method. */
    profitSoFar: decimal.nullable(),
  })
  .meta({ id: 'SecurityOfPeriod' })
export type SecurityOfPeriod = z.infer<typeof SecurityOfPeriod>

/** Profit of the period: of securities, and what is none of theirs (interest, products, fees of the account). */
export const ProfitOfPeriod = z
  .strictObject({ realised: decimal, dividends: decimal, unrealisedChange: decimal, other: decimal, all: decimal })
  .meta({ id: 'ProfitOfPeriod' })

/** Round trips closed in the period, first in first out (domain 2.6). */
export const TripsOfPeriod = z
  .strictObject({
    closed: count,
    won: count,
    winRate: ratio,
    payoff: ratio,
    profitFactor: ratio,
    expectancy: decimal.nullable(),
    /** Natural days: a trip as a trip, by quantity, and of what is still held at the end. */
    meanDays: ratio,
    weightedDays: ratio,
    openDays: ratio,
  })
  .meta({ id: 'TripsOfPeriod' })

export const concentrationBands = ['diversified', 'middling', 'concentrated'] as const

/** How the value of positions is spread at the end of the period; null where nothing is held. */
export const ConcentrationOfPeriod = z
  .strictObject({
    hhi: z.number(),
    effective: z.number(),
    normalised: ratio,
    largest: z.number(),
    band: z.enum(concentrationBands),
  })
  .meta({ id: 'ConcentrationOfPeriod' })

/** What is held by grade of risk beside the customer's tolerance (ANA-04); by the firm's rules of the day. */
export const ToleranceOfPeriod = z
  .strictObject({
    riskLevel: z.string().nullable(),
    /** The last day of the assessment, and whether it is over at the end of the period. */
    validTo: z.string().nullable(),
    expired: z.boolean(),
    /** The highest grade that fits: C1 R1 … C5 R5; null without a valid assessment. */
    highestGrade: z.int().nullable(),
    grades: z.array(
      z.strictObject({
        /** 1 lowest to 5; null where no rule knows the security. */
        grade: z.int().nullable(),
        value: decimal,
        share: ratio,
        /** Whether it is above the tolerance. */
        above: z.boolean(),
      }),
    ),
    above: z.strictObject({ value: decimal, share: ratio }).nullable(),
    /** The most valuable securities above the tolerance. */
    securities: z.array(
      z.strictObject({ securityId: id, code: z.string(), name: z.string().nullable(), grade: z.int(), value: decimal }),
    ),
  })
  .meta({ id: 'ToleranceOfPeriod' })
