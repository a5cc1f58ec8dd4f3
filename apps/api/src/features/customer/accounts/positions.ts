import type { Position, Positions } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { formatDecimal, parseDecimal } from '@rapport/finance/decimal'
import { cents, money, quantity, quantityUnits } from '@rapport/finance/scales'
import { averageCost, marketValue } from '@rapport/finance/valuation'
import type { z } from 'zod'
import { businessDay } from '#product.ts'
import { refuseOutOfSight } from './customer-in-sight.ts'
import {
  type KeptPosition,
  keptPositions,
  lastPaid,
  pendingSince,
  type TradedSum,
  tradedSums,
} from './kept-positions.ts'
import { inOneCurrency } from './together.ts'
import { totalsOf } from './turnover-totals.ts'

/**
 * Every security a customer ever had, at moving average cost, as the warehouse keeps it for each account (domain 2.4);
 * shown for each security and currency; those held now first, the most valuable on top. 404 when the customer is out of
 * sight.
 */
export async function positionsOfCustomer(db: Db, customerId: string): Promise<z.output<typeof Positions>> {
  await refuseOutOfSight(db, customerId)
  const kept = await keptPositions(db, customerId)
  const traded = await tradedSums(db, customerId)
  const unpriced = new Set(kept.flatMap((one) => (one.lastPrice === null ? [keyOf(one)] : [])))
  const paid = await lastPaid(
    db,
    customerId,
    traded.filter((one) => unpriced.has(keyOf(one))),
  )
  const prices = new Map(paid.map((one) => [keyOf(one), one]))
  const sums = new Map(traded.map((one) => [keyOf(one), one]))
  const items = [...bySecurity(kept)].map(([key, parts]) => {
    const [{ lastPrice, lastPriceAt }] = parts
    const last = lastPrice !== null && lastPriceAt !== null ? { price: lastPrice, at: lastPriceAt } : prices.get(key)
    return positionOf(parts, last, sums.get(key))
  })
  const totals = await totalsOf(db, customerId, items, traded, lastDays(kept))
  const asOf = totals.reduce<string | null>(
    (latest, { until }) => (latest === null || until > latest ? until : latest),
    null,
  )
  return {
    items: items.toSorted(byWorth),
    together: await inOneCurrency(db, totals, asOf),
    totals: totals.map(({ until: _, ...total }) => total),
    asOf,
    unpriced: new Set(
      kept.flatMap((one) => (one.lastPrice === null && cents(one.quantity) !== 0n ? [one.securityId] : [])),
    ).size,
    pendingSince: await pendingSince(db, customerId),
  }
}

const keyOf = ({ securityId, currency }: { securityId: string; currency: string }) => `${securityId} ${currency}`

function bySecurity(kept: readonly KeptPosition[]): Map<string, [KeptPosition, ...KeptPosition[]]> {
  const groups = new Map<string, [KeptPosition, ...KeptPosition[]]>()
  for (const one of kept) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** One line for what several accounts hold of a security: quantities, costs and profits add up, the average follows. */
function positionOf(
  parts: readonly [KeptPosition, ...KeptPosition[]],
  last: { price: string; at: string } | undefined,
  traded: TradedSum | undefined,
): Position {
  const [{ securityId, code, name, currency }] = parts
  const add = (amount: (one: KeptPosition) => bigint) => parts.reduce((sum, one) => sum + amount(one), 0n)
  const units = add((one) => quantityUnits(one.quantity))
  const cost = add((one) => cents(one.cost))
  const average = averageCost({ quantity: units, cost })
  const price = last && parseDecimal(last.price)
  // Each account is rounded to the cent, as it is where it is shown alone.
  const value = price && add((one) => marketValue({ quantity: quantityUnits(one.quantity) }, price))
  return {
    securityId,
    securityCode: code,
    securityName: name,
    currency,
    quantity: quantity(units),
    averageCost: average && formatDecimal(average),
    totalCost: money(cost),
    lastPrice: last?.price ?? null,
    lastPriceAt: last?.at ?? null,
    marketValue: value === undefined ? null : money(value),
    unrealised: value === undefined ? null : money(value - cost),
    realised: money(add((one) => cents(one.realised))),
    trades: traded?.trades ?? 0,
  }
}

/** Of each currency the last day on which something changed or was priced. */
function lastDays(kept: readonly KeptPosition[]): Map<string, string> {
  const days = new Map<string, string>()
  for (const { currency, day, lastPriceAt } of kept)
    for (const one of lastPriceAt === null ? [day] : [day, businessDay(new Date(lastPriceAt))])
      if (one > (days.get(currency) ?? '')) days.set(currency, one)
  return days
}

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
