import { z } from 'zod'
import { count, decimal } from '#shapes.ts'
import { ratio } from './customer-performance.ts'

/** One part of what was traded in the period and is held at its end; `name` is null where nothing tells it. */
export const StylePart = z
  .strictObject({
    name: z.string().nullable(),
    traded: decimal,
    tradedShare: ratio,
    held: decimal,
    heldShare: ratio,
  })
  .meta({ id: 'StylePart' })
export type StylePart = z.infer<typeof StylePart>

export const boards = ['main', 'chinext', 'star', 'bse', 'hk-connect', 'otc'] as const
export const productTypes = ['stock', 'etf', 'fund', 'money-fund', 'bond', 'repo', 'derivative', 'structured'] as const

/** Largest part of traded value first (domain 2.6). */
export const StyleOfPeriod = z
  .strictObject({
    sectors: z.array(StylePart),
    /** Boards as in `boards`, else the market as the list of securities writes it. */
    boards: z.array(StylePart),
    products: z.array(StylePart),
  })
  .meta({ id: 'StyleOfPeriod' })

const Habit = <T extends z.ZodType>(name: T) => z.strictObject({ name, trades: count, traded: decimal, share: ratio })

/** When, how and how often a customer trades (ANA-03, CUS-16). Shares are of traded value. */
export const HabitsOfPeriod = z
  .strictObject({
    /** 1 Monday to 7. */
    weekdays: z.array(Habit(z.int())),
    /** 0 to 23, Shanghai time. */
    hours: z.array(Habit(z.int())),
    channels: z.array(Habit(z.string().nullable())),
    trades: count,
    tradeDays: count,
    tradesADay: ratio,
    /** Days with trades in a month of the period. */
    tradeDaysAMonth: ratio,
    daysSinceLastTrade: z.int().nullable(),
  })
  .meta({ id: 'HabitsOfPeriod' })

const Market = z.strictObject({
  months: count,
  benchmark: ratio,
  netBuying: decimal,
  /** Net buying over average assets, a month. */
  netBuyingShare: ratio,
  turnover: ratio,
  profit: decimal,
})

/** What a customer does in months in which the benchmark rose, and fell (ANA-14). Null without a benchmark. */
export const MarketsOfPeriod = z.strictObject({ rising: Market, falling: Market }).meta({ id: 'MarketsOfPeriod' })
