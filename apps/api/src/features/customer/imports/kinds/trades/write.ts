import type { Db } from '@rapport/database/as-viewer'
import { makeCustomers } from '#features/customer/imports/kinds/customers/make.ts'
import type { Outcome, WriteMeans, Written } from '#features/customer/imports/kinds/kind.ts'
import { isPlaced, placements } from '#features/customer/imports/kinds/placement.ts'
import {
  customersByNo,
  knownByOldNumbers,
  makeSecurities,
  securitiesByCode,
} from '#features/customer/imports/kinds/references.ts'
import { insertion, monthsOf, writeAll } from '#features/customer/imports/kinds/statements.ts'
import { accountsFor } from './accounts.ts'
import type { TradeSaid } from './check.ts'

/** Numbers of fills begin anew each day (domain 7): the day is part of what tells one from another. */
interface Known {
  customerId: string
  on: string
  key: string
  /** What must be the same for it to be the same fill. */
  said: string
  importId: string | null
}

/**
 * Writes a block of trades. Customers, accounts and securities that rows name and nobody knows are made and counted.
 * A fill is a fact: one that is there stays, and a row that tells it otherwise is refused.
 */
export async function writeTrades(db: Db, told: readonly TradeSaid[], means: WriteMeans): Promise<Written> {
  const { mode, importId } = means
  const rows = await knownByOldNumbers(db, told)
  const outcomes = new Array<Outcome | null>(rows.length).fill(null)
  const customers = await customersByNo(
    db,
    rows.map(({ customerNo }) => customerNo),
  )
  const made = await missingCustomers(db, rows, customers, outcomes, means)
  const securities = await securitiesByCode(
    db,
    rows.map((row) => row.securityCode),
  )
  const known = await knownTrades(db, rows, customers)

  const fresh: TradeSaid[] = []
  rows.forEach((row, i) => {
    if (outcomes[i]) return
    const { on } = row.moment
    const place = `${customers.get(row.customerNo)} ${on} ${row.key}`
    const there = known.get(place)
    if (there) {
      outcomes[i] =
        mode === 'create' && there.importId !== importId
          ? [{ field: 'tradeNo', code: 'exists' }]
          : there.said === saidOf(row)
            ? 'unchanged'
            : [{ field: 'tradeNo', code: 'trade.differs' }]
    } else if (mode === 'update') outcomes[i] = [{ field: 'tradeNo', code: 'missing' }]
    else {
      known.set(place, { customerId: '', on, key: row.key, said: saidOf(row), importId })
      fresh.push(row)
      outcomes[i] = 'created'
    }
  })

  const unknown = new Map(
    fresh.filter((row) => !securities.has(row.securityCode)).map((row) => [row.securityCode, row.currency] as const),
  )
  if (unknown.size > 0) for (const [code, id] of await makeSecurities(db, importId, unknown)) securities.set(code, id)
  const accounts = await accountsFor(db, fresh, customers, importId)
  await writeAll(db, [
    () =>
      monthsOf(
        'trades',
        fresh.map((row) => row.moment.on),
      ),
    () =>
      insertion(
        'trades',
        fresh.map((row) => ({
          customer_id: customers.get(row.customerNo),
          account_id: accounts.of(row),
          security_id: securities.get(row.securityCode),
          traded_at: row.moment.at,
          traded_on: row.moment.on,
          side: row.side,
          quantity: row.quantity,
          price: row.price,
          amount: row.amount,
          fees: row.fees,
          currency: row.currency,
          external_key: row.key,
          batch_id: importId,
        })),
      ),
  ])
  return {
    outcomes: outcomes as Outcome[],
    made: { customers: made, accounts: accounts.made, securities: unknown.size },
  }
}

/** Makes the customers that nobody knows, and refuses rows whose customer cannot be made or told apart. */
async function missingCustomers(
  db: Db,
  rows: readonly TradeSaid[],
  customers: Map<string, string | null>,
  outcomes: (Outcome | null)[],
  means: WriteMeans,
): Promise<number> {
  const placed = await placements(db, means.viewer, rows)
  const wanted = new Map<string, Parameters<typeof makeCustomers>[1][number]>()
  rows.forEach((row, i) => {
    const there = customers.get(row.customerNo)
    const place = placed(row)
    if (there === null) outcomes[i] = [{ field: 'customerNo', code: 'customer-no.ambiguous' }]
    else if (!isPlaced(place) && (!there || means.viewer.scope === 'own')) outcomes[i] = place
    else if (!there && means.mode === 'update') outcomes[i] = [{ field: 'customerNo', code: 'missing' }]
    else if (!there && isPlaced(place) && !wanted.has(row.customerNo))
      wanted.set(row.customerNo, { customerNo: row.customerNo, place })
  })
  for (const [no, id] of await makeCustomers(db, [...wanted.values()], means)) customers.set(no, id)
  return wanted.size
}

const saidOf = (row: TradeSaid) =>
  [row.securityCode, row.side, row.quantity, row.price, row.amount, row.fees, row.currency, row.moment.at].join(' ')

async function knownTrades(db: Db, rows: readonly TradeSaid[], customers: ReadonlyMap<string, string | null>) {
  const asked = rows.filter((row) => customers.get(row.customerNo))
  const found = await db.rows<Known & { said: string }>(
    'import-trades-known',
    `select t.customer_id as "customerId", t.traded_on as "on", t.external_key as key, t.batch_id as "importId",
       concat_ws(' ', s.code, t.side, t.quantity, t.price, t.amount, t.fees, t.currency,
         to_char(t.traded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as said
     from unnest($1::uuid[], $2::date[], $3::text[]) as asked (customer_id, day, key)
     join warehouse.trades t
       on t.customer_id = asked.customer_id and t.traded_on = asked.day and t.external_key = asked.key
     join securities s on s.id = t.security_id`,
    [
      asked.map((row) => customers.get(row.customerNo)),
      asked.map(({ moment }) => moment.on),
      asked.map(({ key }) => key),
    ],
  )
  return new Map(found.map((trade) => [`${trade.customerId} ${trade.on} ${trade.key}`, trade]))
}
