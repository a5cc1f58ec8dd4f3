import { accounts } from '@rapport/contract/customer/accounts'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const ask = <Row extends object>(text: string, values: unknown[] = []) =>
  api.make((db) => db.rows<Row & Record<string, unknown>>('', text, values))
const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-04-01'] as const

/** A customer with an account, fills that are numbered from 1 each day, and cash from `since` on. */
async function trader(
  owner: Firm['am'],
  security: { id: string },
  fills: [day: string, side: 'buy' | 'sell', quantity: string, price: string][],
) {
  const customer = await firm.customerOf(owner)
  const account = await api.make(async (db) => {
    const account = await makeAccount(db, { customer })
    for (const [on, side, quantity, price] of fills)
      await makeTrade(db, {
        ...{ customer, account, security, side, quantity, price, fees: '1.23' },
        tradedAt: `${on}T10:00:00+08:00`,
        externalKey: '1',
      })
    return account
  })
  const cash = async (table: 'cash_movements' | 'cash_balances', on: string, amount: string) => {
    const [day, value, kind] =
      table === 'cash_movements' ? ['moved_on', 'amount', `, 'deposit'`] : ['day', 'balance', '']
    await ask(`select warehouse.make_months($1, array[$2::date])`, [table, on])
    await ask(
      `insert into warehouse.${table} (customer_id, account_id, ${day}, currency, external_key, ${value}${kind && ', kind'})
       values ($1, $2, $3, 'CNY', $4, $5${kind})`,
      [customer.id, account.id, on, `${table}-${on}`, amount],
    )
    await ask(
      `insert into warehouse.dirty values ($1, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', $2)
       on conflict (customer_id, account_id, security_id) do update set from_day = least(warehouse.dirty.from_day, excluded.from_day)`,
      [customer.id, on],
    )
  }
  return { customer, account, cash }
}

const sums = (name: string) => `sum(${name})::text as ${name}`
const added = [
  'assets',
  'position_value',
  'cash',
  'product_value',
  'net_inflow',
  'profit',
  'realised',
  'bought',
  'sold',
  'fees',
  'gap',
]
/** Days of these customers together, to the cent. */
const daysOf = (...ids: string[]) =>
  ask(
    `select day::text, ${added.map(sums).join(', ')}, sum(trades)::int as trades from warehouse.customer_days
     where customer_id = any ($1::uuid[]) group by day order by day`,
    [ids],
  )
const monthly = ['traded_value', 'asset_days', 'closing_assets', 'net_inflow', 'profit', 'realised', 'fees']
const monthsOf = (...ids: string[]) =>
  ask(
    `select month::text, ${monthly.map(sums).join(', ')}, sum(trades)::int as trades from warehouse.customer_months
     where customer_id = any ($1::uuid[]) group by month order by month`,
    [ids],
  )
const cashOf = (...ids: string[]) =>
  ask('select sum(balance)::text as balance from warehouse.cash where customer_id = any ($1::uuid[])', [ids])
const positionsOf = (...ids: string[]) =>
  ask(
    `select account_id, quantity::text, cost::text, realised::text from warehouse.positions
     where customer_id = any ($1::uuid[]) order by account_id`,
    [ids],
  )
const all = async (...ids: string[]) => [
  await daysOf(...ids),
  await monthsOf(...ids),
  await cashOf(...ids),
  await positionsOf(...ids),
]
/** What the firm as a whole comes to; a head less where two had something on the same day. */
const ofUnits = () =>
  ask(
    `select day::text, sum(assets)::text as assets, sum(profit)::text as profit, sum(trades)::int as trades, sum(customers)::int as customers
     from warehouse.unit_days group by day order by day`,
  )
/** Units and staff as their customers' own rows have it: nothing of it was counted on. */
const unitsFromCustomers = () =>
  ask(
    `select d.day::text, sum(d.assets)::text as assets, sum(d.profit)::text as profit, sum(d.trades)::int as trades,
       sum((d.assets <> 0)::int)::int as customers
     from warehouse.customer_days d join warehouse.customer_scope s on s.customer_id = d.customer_id and s.live group by d.day order by d.day`,
  )
const staffMonths = () =>
  ask(
    `select staff_id, month::text, traded_value::text, profit::text, customers from warehouse.staff_months
     where customers <> 0 or trades <> 0 order by staff_id, month`,
  )
const staffFromCustomers = () =>
  ask(
    `select owner_id as staff_id, month::text, sum(traded_value)::text as traded_value, sum(profit)::text as profit, count(*)::int as customers
     from warehouse.customer_months where live group by 1, 2 order by 1, 2`,
  )

it('what the one that stays comes to is the sum of both to the cent, at once and computed anew', async () => {
  const security = await api.make(async (db) => {
    const security = await makeSecurity(db)
    for (const [i, pricedOn] of days.entries()) await makePrice(db, { security, pricedOn, price: `${10 + i}.37` })
    return security
  })
  const one = await trader(firm.stranger, security, [
    ['2026-03-02', 'buy', '100', '10.11'],
    ['2026-03-04', 'sell', '33', '12.07'],
  ])
  const other = await trader(firm.am, security, [
    ['2026-03-02', 'buy', '70', '10.13'],
    ['2026-03-03', 'buy', '50', '11.29'],
    ['2026-04-01', 'sell', '120', '13.01'],
  ])
  await one.cash('cash_movements', '2026-03-02', '5000.55')
  // The cash of both is known from their first fill on: folded anew, it is followed from the first day that is known of either.
  await other.cash('cash_movements', '2026-03-02', '7000.07')
  await other.cash('cash_movements', '2026-04-01', '1.01')
  while (await renewWhatImportsTouched(api.product));
  const [stays, gone] = [one.customer.id, other.customer.id]
  const [both, units] = [await all(stays, gone), await ofUnits()]
  expect(both[0]!.length).toBe(4)
  expect(units).toEqual(await unitsFromCustomers())

  await firm.ho.call(customerMerges.merge, {
    params: one.customer,
    body: { mergedId: gone, mergedVersion: 1 },
    version: 1,
  })
  expect(await all(stays)).toEqual(both)
  expect(await ofUnits()).toEqual(await unitsFromCustomers())
  expect(await staffMonths()).toEqual(await staffFromCustomers())
  const kept = ({ customers: _, ...day }: Record<string, unknown>) => day
  expect((await ofUnits()).map(kept)).toEqual(units.map(kept))

  // Folded anew from the facts of both, it comes to the same.
  const peaks = `select month::text, days, peak_assets::text, peak_on::text from warehouse.customer_months where customer_id = $1 order by month`
  const steps = `select day::text, balance::text from warehouse.cash_days where customer_id = $1 order by day`
  const [atOnce, cash] = [await ask(peaks, [stays]), await ask(steps, [stays])]
  await ask(
    `insert into warehouse.dirty select distinct customer_id, account_id, security_id, date '2026-03-02' from warehouse.trades where customer_id = $1`,
    [stays],
  )
  expect(await renewWhatImportsTouched(api.product)).toBe(true)
  expect(await all(stays)).toEqual(both)
  expect(await ask(peaks, [stays])).toEqual(atOnce)
  expect(await ask(steps, [stays])).toEqual(cash)
  expect(await ofUnits()).toEqual(await unitsFromCustomers())
  // Both fills that had the number 1 on one day are there.
  const { items } = await firm.stranger.call(accounts.trades, { params: one.customer, query: {} })
  expect(items).toHaveLength(5)
})
