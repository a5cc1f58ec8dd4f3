import type { Db } from '@rapport/database/as-viewer'
import { CostMethods, type Costs } from '@rapport/finance/cost-methods'
import type { Lot } from '@rapport/finance/fifo'
import type { RoundTrip } from '@rapport/finance/round-trips'
import { entitlementOf, parted } from '#warehouse/positions/event-fold.ts'
import { EVENT_END, eventKinds, eventsOfCustomer } from '#warehouse/positions/position-events.ts'
import type { Period } from './period.ts'

/** One position in one account over a period: how it stood before, at the end, and what it closed in between. */
export interface PositionOfPeriod {
  securityId: string
  before: Costs
  after: Costs
  trips: RoundTrip[]
  lots: readonly Lot[]
}

/**
 * Every position of a customer from its first trade to the end of the period, by all three methods: the warehouse keeps
 * moving average only, and lots need all that came before.
 */
export async function costsOver(db: Db, customerId: string, period: Period): Promise<PositionOfPeriod[]> {
  const rows = await db.rows<{ securityId: string; events: string }>('analysis.events', eventsOfCustomer, [
    customerId,
    period.currency,
    period.to,
  ])
  return rows.map(({ securityId, events }) => folded(securityId, events, period))
}

function folded(securityId: string, events: string, { from, base }: Period): PositionOfPeriod {
  const costs = new CostMethods()
  let before: Costs | null = null
  for (const line of events.split(EVENT_END)) {
    if (before === null && line.slice(0, base.on.length) > base.on) before = costs.now()
    take(costs, line)
  }
  const after = costs.now()
  const trips = costs.trips.closed.filter(({ closedOn }) => closedOn >= from)
  return { securityId, before: before ?? after, after, trips, lots: costs.fifo.lots }
}

/** A line is day, kind, q, a, f, and behind them what names an action, which may hold blanks itself. */
function take(costs: CostMethods, line: string): void {
  const [day, kind, q, a, f] = line.split(' ', 5) as [string, string, string, string, string]
  const named = () => line.slice(day.length + kind.length + q.length + a.length + f.length + 5)
  if (kind === eventKinds.trade) costs.trade(day, BigInt(q), BigInt(a), BigInt(f))
  else if (kind === eventKinds.transfer) costs.transfer(day, BigInt(q), BigInt(a))
  else if (kind === eventKinds.record) costs.record(named())
  else {
    const [what, action] = parted(named())
    costs.goEx(day, action, entitlementOf(what, BigInt(q), BigInt(a)))
  }
}
