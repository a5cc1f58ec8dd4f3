import type { Positions } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { dailyPositionValues } from '@rapport/finance/daily-values'
import type { Holding } from '@rapport/finance/holdings'
import { cents, money } from '@rapport/finance/scales'
import { averageValue, turnover } from '@rapport/finance/turnover'
import type { z } from 'zod'
import { businessDay } from '#product.ts'
import { closingPrices, pricedDays } from './closing-prices.ts'
import { type Held, heldBy } from './held.ts'
import { pricesAcrossAccounts } from './traded-securities.ts'

type Totals = z.output<typeof Positions>['totals'][number] & { from: string; to: string }

/** The sums of each currency, and turnover on average position value from its first trade to its latest price or trade. */
export async function totalsOf(db: Db, held: readonly Held[]): Promise<Totals[]> {
  const totals: Totals[] = []
  for (const [currency, part] of heldBy(held, (traded) => traded.currency))
    totals.push({ currency, ...sumsOf(part), ...(await turnoverOfPart(db, part)) })
  return totals.toSorted((one, other) => (one.currency < other.currency ? -1 : 1))
}

function sumsOf(held: readonly Held[]) {
  const sum = (amount: (holding: Holding) => string | null) =>
    money(held.reduce((total, { holding }) => total + cents(amount(holding) ?? '0'), 0n))
  return {
    marketValue: sum((holding) => holding.marketValue),
    realised: sum((holding) => holding.realised),
    unrealised: sum((holding) => holding.unrealised),
    bought: sum((holding) => holding.boughtAmount),
    sold: sum((holding) => holding.soldAmount),
  }
}

/**
 * Every day counts on which one of the securities was priced or traded (domain 2.3, trading-day basis), also those on
 * which nothing was held; a price is read only for the days on which its security was.
 */
async function turnoverOfPart(db: Db, held: readonly Held[]) {
  const priced = held.filter(({ traded }) => traded.lastPriceAt !== null)
  const begins = held.map(({ traded }) => traded.firstOn)
  const ends = held.flatMap(({ traded: { lastOn, lastPriceAt } }) =>
    lastPriceAt === null ? [lastOn] : [lastOn, businessDay(new Date(lastPriceAt))],
  )
  const [from, to] = [begins.toSorted()[0]!, ends.toSorted().at(-1)!]
  const securityIds = [...new Set(priced.map(({ traded }) => traded.securityId))]
  const events = held.flatMap(({ traded }) => traded.fills)
  const days = new Set([...events.map(({ at }) => at.slice(0, 10)), ...(await pricedDays(db, securityIds, from, to))])
  const prices = await closingPrices(
    db,
    priced.map(({ traded, holding }) => ({
      traded,
      from: traded.firstOn,
      to: holding.quantity === '0' ? traded.lastOn : to,
    })),
  )
  const tradedAt = pricesAcrossAccounts(held.map(({ traded }) => traded))
  const values = dailyPositionValues(events, [...prices, ...tradedAt], [...days].toSorted())
  const amounts = held.flatMap(({ holding }) => [holding.boughtAmount, holding.soldAmount])
  return { turnover: turnover(amounts, values), averagePositionValue: averageValue(values), from, to }
}
