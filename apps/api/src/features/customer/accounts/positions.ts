import type { Position, Positions } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { formatDecimal } from '@rapport/finance/decimal'
import { type Holding, positionsOf } from '@rapport/finance/holdings'
import { cents, money, quantity, quantityUnits } from '@rapport/finance/scales'
import { averageCost } from '@rapport/finance/valuation'
import type { z } from 'zod'
import { refuseOutOfSight } from './customer-in-sight.ts'
import { type Held, heldBy } from './held.ts'
import { instantOf, lastPrices, pricesAcrossAccounts, tradedSecurities } from './traded-securities.ts'
import { totalsOf } from './turnover-totals.ts'

/**
 * Every security a customer ever traded, at moving average cost: folded for each account (domain 2.4), shown for each
 * security and currency; those held now first, the most valuable on top. 404 when the customer is out of sight.
 */
export async function positionsOfCustomer(db: Db, customerId: string): Promise<z.output<typeof Positions>> {
  await refuseOutOfSight(db, customerId)
  const traded = await tradedSecurities(db, customerId)
  const holdings = positionsOf(
    traded.flatMap(({ fills }) => fills),
    [...lastPrices(traded), ...pricesAcrossAccounts(traded)],
  )
  const byKey = new Map(traded.map((one) => [one.key, one]))
  const held = holdings.map((holding) => ({ traded: byKey.get(holding.security)!, holding }))
  const totals = await totalsOf(db, held)
  const items = heldBy(held, ({ securityId, currency }) => `${securityId} ${currency}`)
  return {
    items: [...items.values()].map(positionOf).toSorted(byWorth),
    totals,
    asOf: totals.reduce<string | null>((latest, { to }) => (latest === null || to > latest ? to : latest), null),
    unpriced: new Set(
      held.flatMap(({ traded, holding }) =>
        traded.lastPrice === null && holding.quantity !== '0' ? [traded.securityId] : [],
      ),
    ).size,
  }
}

/** One line for what several accounts hold of a security: quantities, costs and profits add up, the average follows. */
function positionOf(parts: Held[]): Position {
  const { traded } = parts[0]!
  const of = (amount: (holding: Holding) => string | null) => {
    const known = parts.flatMap(({ holding }) => amount(holding) ?? [])
    return known.length === 0 ? null : money(known.reduce((sum, text) => sum + cents(text), 0n))
  }
  const units = parts.reduce((sum, { holding }) => sum + quantityUnits(holding.quantity), 0n)
  const totalCost = of((holding) => holding.totalCost)!
  const average = averageCost({ quantity: units, cost: cents(totalCost) })
  const last = parts.map(({ holding }) => holding).reduce((one, other) => (later(other, one) ? other : one))
  return {
    securityId: traded.securityId,
    securityCode: traded.code,
    securityName: traded.name,
    currency: traded.currency,
    quantity: quantity(units),
    averageCost: average && formatDecimal(average),
    totalCost,
    lastPrice: last.lastPrice,
    lastPriceAt: last.lastPriceAt && instantOf(last.lastPriceAt),
    marketValue: of((holding) => holding.marketValue),
    unrealised: of((holding) => holding.unrealised),
    realised: of((holding) => holding.realised)!,
    trades: parts.reduce((sum, { holding }) => sum + holding.trades, 0),
  }
}

const later = (one: Holding, other: Holding) => (one.lastPriceAt ?? '') > (other.lastPriceAt ?? '')

function byWorth(one: Position, other: Position): number {
  const [worth, otherWorth] = [one, other].map(({ marketValue }) => {
    const value = cents(marketValue ?? '0')
    return value < 0n ? -value : value
  }) as [bigint, bigint]
  const heldFirst = Number(one.quantity === '0') - Number(other.quantity === '0')
  if (heldFirst !== 0) return heldFirst
  if (worth !== otherWorth) return worth > otherWorth ? -1 : 1
  return one.securityCode < other.securityCode ? -1 : 1
}
