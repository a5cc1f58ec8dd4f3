import type { accounts, Trade } from '@rapport/contract/customer/accounts'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { factId } from '#warehouse/fact-id.ts'
import { refuseOutOfSight } from './customer-in-sight.ts'
import { type FeesOfTrade, feesByRates } from './trade-fees.ts'

type TradeFilter = QueryOf<typeof accounts.exportTrades>

/** The one meaning of every filter. A security is looked for by its code, or by a part of its name. */
const filtered = (name: string, customerId: string, filter: TradeFilter) =>
  new Conditions(name)
    .add('', customerId, (customer) => `t.customer_id = ${customer}::uuid`)
    .add('from', filter.from, (from) => `t.traded_on >= ${from}::date`)
    .add('to', filter.to, (to) => `t.traded_on <= ${to}::date`)
    .add('side', filter.side, (side) => `t.side = ${side}`)
    .add('amount-from', filter.amountFrom, (least) => `t.amount >= ${least}::numeric`)
    .add('amount-to', filter.amountTo, (most) => `t.amount <= ${most}::numeric`)
    .add('security', filter.security, (text) => `t.security_id = any (array(${securitiesLike(text)}))`)

const securitiesLike = (text: string) =>
  `select s.id from securities s where lower(s.code) = lower(${text}) or strpos(lower(s.name), lower(${text})) > 0`

const columns = `${factId('t.customer_id', 't.traded_on', 't.external_key')} as id, t.external_key as key,
  t.traded_at as "tradedAt", t.traded_on as "tradedOn", t.side, a.number as "accountNumber",
  s.code as "securityCode", s.name as "securityName", trim_scale(t.quantity) as quantity, trim_scale(t.price) as price,
  trim_scale(t.amount) as amount, trim_scale(t.fees) as fees, t.currency, t.commission as "toldCommission",
  t.pass_through as "toldPassThrough", warehouse.fee_market(s.market, s.code) as market, warehouse.fee_kind(s.category) as kind`

async function readPage(db: Db, customerId: string, filter: TradeFilter, after: string | undefined, limit: number) {
  const conditions = filtered('trades', customerId, filter)
  const place = placeOf('trades', after, [z.iso.date(), z.iso.datetime(), z.string().max(400)])
  if (place) {
    const [on, at, key] = place.map((value) => conditions.value(value))
    conditions.addPiece(
      'after',
      `t.traded_on <= ${on}::date
       and (t.traded_on, t.traded_at, t.external_key) < (${on}::date, ${at}::timestamptz, ${key}::text)`,
    )
  }
  // The day first: months are read one after the other until the page is full.
  const order = 'order by t.traded_on desc, t.traded_at desc, t.external_key desc'
  const rows = await db.rows<Omit<Trade, 'commission' | 'netCommission' | 'feesBy'> & FeesOfTrade & { key: string }>(
    conditions.name,
    `with t as (select t.* from warehouse.trades t ${conditions.where} ${order} limit ${conditions.value(limit + 1)}::int)
     select ${columns} from t join accounts a on a.id = t.account_id join securities s on s.id = t.security_id ${order}`,
    conditions.values,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const withFees = await feesByRates(db)
  const items = rows.slice(0, limit).map(({ key: _, ...trade }) => withFees(trade))
  return { items, next: last ? cursorAt('trades', [last.tradedOn, last.tradedAt, last.key]) : null }
}

/** One page of a customer's trades, latest first; `total` counts all under the same filter. 404 out of sight. */
export async function listTrades(db: Db, customerId: string, query: QueryOf<typeof accounts.trades>) {
  await refuseOutOfSight(db, customerId)
  const { after, limit, ...filter } = query
  const page = await readPage(db, customerId, filter, after, limit)
  const counted = filtered('trades.count', customerId, filter)
  const [count] = await db.rows<{ total: number }>(
    counted.name,
    `select count(*) as total from warehouse.trades t ${counted.where}`,
    counted.values,
  )
  return { ...page, total: count!.total }
}

/** The next rows of the file, latest first. 404 out of sight. */
export async function exportTrades(
  db: Db,
  customerId: string,
  filter: TradeFilter,
  after: string | undefined,
  limit = 1_000,
) {
  await refuseOutOfSight(db, customerId)
  return readPage(db, customerId, filter, after, limit)
}
