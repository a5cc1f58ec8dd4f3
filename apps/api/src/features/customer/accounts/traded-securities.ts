import type { Db } from '@rapport/database/as-viewer'
import type { PricePoint, SecurityEvent } from '@rapport/finance/history'
import { businessDay } from '#product.ts'

export type Fill = SecurityEvent & { kind: 'buy' | 'sell'; price: string; amount: string }

/** A security that a customer traded in one account and currency: what a position is folded from (domain 2.4). */
export interface Traded {
  /** Names it among the customer's others; what @rapport/finance calls the security. */
  key: string
  securityId: string
  currency: string
  code: string
  name: string | null
  /** Null where no price is loaded, or only one in another currency. */
  lastPrice: string | null
  lastPriceAt: string | null
  firstOn: string
  lastOn: string
  fills: Fill[]
}

interface TradeRow {
  account_id: string
  security_id: string
  traded_at: string
  traded_on: string
  side: 'buy' | 'sell'
  quantity: string
  price: string
  amount: string
  fees: string
  currency: string
}
interface SecurityRow {
  id: string
  code: string
  name: string | null
  currency: string
  unknown: boolean
  last_price: string | null
  last_price_at: string | null
}

/**
 * The time of a trade or price as @rapport/finance compares it: the business day, then the instant, both as text. The
 * instant orders also what trades at night in Shanghai.
 */
export const timeOf = (day: string, instant: string) => `${day} ${instant}`
export const instantOf = (time: string) => time.slice(11)

/** All trades of a customer by security, account and currency, in order of the first one. */
export async function tradedSecurities(db: Db, customerId: string): Promise<Traded[]> {
  const trades = await db.rows<TradeRow>(
    'positions.trades',
    `select account_id, security_id, traded_at, traded_on, side, quantity, trim_scale(price) as price, amount, fees, currency
     from warehouse.trades where customer_id = $1 and side in ('buy', 'sell') order by traded_at, external_key`,
    [customerId],
  )
  const known = await db.rows<SecurityRow>(
    'positions.securities',
    `select id, code, name, currency, unknown, trim_scale(last_price) as last_price, last_price_at
     from securities where id = any ($1::uuid[])`,
    [[...new Set(trades.map((trade) => trade.security_id))]],
  )
  const securities = new Map(known.map((security) => [security.id, security]))
  const found = new Map<string, Traded>()
  for (const trade of trades) {
    const key = `${trade.account_id} ${trade.security_id} ${trade.currency}`
    let traded = found.get(key)
    if (!traded) {
      traded = begun(key, trade, securities.get(trade.security_id)!)
      found.set(key, traded)
    }
    traded.lastOn = trade.traded_on
    const { side: kind, quantity, price, amount, fees } = trade
    const at = timeOf(trade.traded_on, trade.traded_at)
    traded.fills.push({ kind, security: key, at, quantity, price, amount, fees })
  }
  return [...found.values()]
}

function begun(key: string, trade: TradeRow, security: SecurityRow): Traded {
  // The currency of a security that no list explained is a guess: there the trade knows better.
  const priced = security.unknown || security.currency === trade.currency
  return {
    key,
    securityId: security.id,
    currency: trade.currency,
    code: security.code,
    name: security.name,
    lastPrice: priced ? security.last_price : null,
    lastPriceAt: priced ? security.last_price_at : null,
    firstOn: trade.traded_on,
    lastOn: trade.traded_on,
    fills: [],
  }
}

/** The last price loaded of each security, where there is one. */
export const lastPrices = (traded: readonly Traded[]): PricePoint[] =>
  traded.flatMap(({ key, lastPrice, lastPriceAt }) =>
    lastPrice !== null && lastPriceAt !== null
      ? [{ security: key, price: lastPrice, at: timeOf(businessDay(new Date(lastPriceAt)), lastPriceAt) }]
      : [],
  )

/** What a security without a price was last traded at in one account values it in the others too. */
export function pricesAcrossAccounts(traded: readonly Traded[]): PricePoint[] {
  const unpriced = traded.filter(({ lastPrice }) => lastPrice === null)
  return unpriced.flatMap(({ key, securityId, currency }) => {
    const everywhere = unpriced.filter((one) => one.securityId === securityId && one.currency === currency)
    if (everywhere.length === 1) return []
    return everywhere.flatMap(({ fills }) => fills.map(({ at, price }) => ({ security: key, at, price })))
  })
}
