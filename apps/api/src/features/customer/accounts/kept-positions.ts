import type { Db } from '@rapport/database/as-viewer'
import { nobody } from '#warehouse/positions/nobody.ts'

/** A position in one account as the warehouse keeps it (domain 2.4, moving average), with the last price of its security. */
export interface KeptPosition {
  securityId: string
  currency: string
  /** The day of its last change. */
  day: string
  quantity: string
  cost: string
  realised: string
  code: string
  name: string | null
  /** Null where no price is loaded, or only one in another currency. */
  lastPrice: string | null
  lastPriceAt: string | null
}

/** Every position a customer ever had, by account, the first of each security in the order of their codes. */
export const keptPositions = (db: Db, customerId: string) =>
  db.rows<KeptPosition>(
    'positions.kept',
    // The currency of a security that no list explained is a guess: there the trade knows better.
    `select p.security_id as "securityId", p.currency, p.day, p.quantity, p.cost, p.realised, s.code, s.name,
       case when s.unknown or s.currency = p.currency then trim_scale(s.last_price) end as "lastPrice",
       case when s.unknown or s.currency = p.currency then s.last_price_at end as "lastPriceAt"
     from warehouse.positions p join securities s on s.id = p.security_id
     where p.customer_id = $1::uuid order by s.code, p.currency, p.account_id`,
    [customerId],
  )

/** What a customer traded of a security in a currency: counted and added up, never folded. */
export interface TradedSum {
  securityId: string
  currency: string
  trades: number
  bought: string
  sold: string
  firstOn: string
  /** The last day on which a quantity changed hands: trades of nothing tell no price. */
  boughtOrSoldOn: string | null
}

export const tradedSums = (db: Db, customerId: string) =>
  db.rows<TradedSum>(
    'positions.traded',
    `select security_id as "securityId", currency, count(*)::int as trades, min(traded_on) as "firstOn",
       max(traded_on) filter (where quantity > 0) as "boughtOrSoldOn",
       coalesce(sum(round(amount, 2)) filter (where side = 'buy'), 0) as bought,
       coalesce(sum(round(amount, 2)) filter (where side = 'sell'), 0) as sold
     from warehouse.trades where customer_id = $1::uuid and side in ('buy', 'sell') group by security_id, currency`,
    [customerId],
  )

/** What securities of which no price is loaded were last traded at by the customer, in each currency. */
export async function lastPaid(db: Db, customerId: string, unpriced: readonly TradedSum[]) {
  const last = unpriced.flatMap(({ securityId, currency, boughtOrSoldOn }) =>
    boughtOrSoldOn === null ? [] : [{ securityId, currency, on: boughtOrSoldOn }],
  )
  if (last.length === 0) return []
  return db.rows<{ securityId: string; currency: string; price: string; at: string }>(
    'positions.last-paid',
    `select distinct on (t.security_id, t.currency) t.security_id as "securityId", t.currency, trim_scale(t.price) as price, t.traded_at as at
     from unnest($2::uuid[], $3::text[], $4::date[]) n (security_id, currency, traded_on)
     join warehouse.trades t on t.customer_id = $1::uuid and t.traded_on = n.traded_on and t.security_id = n.security_id
       and t.currency = n.currency and t.side in ('buy', 'sell') and t.quantity > 0
     order by t.security_id, t.currency, t.traded_at desc, t.external_key desc`,
    [customerId, last.map((one) => one.securityId), last.map((one) => one.currency), last.map((one) => one.on)],
  )
}

/**
 * The day from which on the figures of a customer are being worked out anew, because an import of a person brought
 * something; null while what is kept is what follows from all that is in.
 */
export async function pendingSince(db: Db, customerId: string): Promise<string | null> {
  const [row] = await db.rows<{ since: string | null }>(
    'positions.pending',
    `select min(from_day) as since from warehouse.dirty
     where customer_id = $1::uuid and (account_id <> $2::uuid or from_day <= (select max(day) from warehouse.valuation_days))`,
    [customerId, nobody],
  )
  return row?.since ?? null
}
