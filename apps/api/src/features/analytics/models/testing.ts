import { asSystem, type Db } from '@rapport/database/as-viewer'
import { makeAccount, makeCustomer } from '@rapport/database/factories'
import { Random } from '@rapport/models/random'
import type { Firm } from '#features/customer/testing.ts'
import type { Api } from '#http/testing.ts'
import { dayAfter } from './fit/days.ts'

export const LAST_DAY = '2026-11-20'
const DAYS = 400

/** Weekdays up to the last one, ascending. */
const days = Array.from({ length: DAYS }, (_, n) => dayAfter(LAST_DAY, n - DAYS + 1)).filter((day) => {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
})

interface Day {
  day: string
  assets: number
  inflow: number
  trades: number
}

/**
 * Customers of a firm over 400 days: a third of them trade less and take money out for a month, and then the rest of it. When they
 * begin is spread over the year, so that some have gone, some go in the last quarter, and some are about to.
 */
export async function makeYear(api: Api, firm: Firm, count: number): Promise<{ leaving: string[]; staying: string[] }> {
  const random = new Random('year')
  const told: { leaving: string[]; staying: string[] } = { leaving: [], staying: [] }
  await api.make(async (db) => {
    await db.rows('', 'insert into warehouse.valuation_days (day) select unnest($1::date[]) on conflict do nothing', [
      days,
    ])
    await db.rows('', `select warehouse.make_months('customer_days', $1::date[])`, [
      [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))],
    ])
  })
  const rows: object[] = []
  for (let n = 0; n < count; n++) {
    const isLeaving = n % 3 === 0
    const owner = n % 2 === 0 ? firm.am : firm.stranger
    const id = await asSystem(api.product.connections, {}, async (db) => {
      const customer = await makeCustomer(db, api.product.seal, {
        owner: { id: owner.userId },
        unit: n % 2 === 0 ? firm.branch : firm.elsewhere,
        openedOn: '2022-01-04',
      })
      await makeAccount(db, { customer })
      return customer.id
    })
    const begins = isLeaving ? Math.floor(days.length * (0.1 + 0.85 * random.next())) : days.length
    for (const day of lifeOf(random, begins)) rows.push(rowOf(id, day))
    told[isLeaving ? 'leaving' : 'staying'].push(id)
  }
  await api.make((db) => insertDays(db, rows))
  return told
}

function lifeOf(random: Random, begins: number): Day[] {
  const often = 0.1 + 0.5 * random.next()
  let assets = 20_000 + 400_000 * random.next() ** 2
  return days.flatMap((day, n) => {
    const since = n - begins
    const trades = random.next() < often * (since >= 0 ? 0.2 : 1) ? 1 + random.below(3) : 0
    const outflow = since >= 0 && since < 20 ? assets * 0.04 : since === 30 ? assets * 0.97 : 0
    assets -= outflow
    if (assets < 1) return []
    return [{ day, assets, inflow: -outflow, trades: since > 30 ? 0 : trades }]
  })
}

const rowOf = (customerId: string, { day, assets, inflow, trades }: Day) => ({
  customer_id: customerId,
  day,
  currency: 'CNY',
  assets: assets.toFixed(2),
  position_value: (assets * 0.6).toFixed(2),
  cash: (assets * 0.4).toFixed(2),
  net_inflow: inflow.toFixed(2),
  bought: (trades * 1000).toFixed(2),
  trades,
  net_commission: (trades * 7.5).toFixed(2),
  ...Object.fromEntries(
    [
      'product_value',
      'margin_debt',
      'position_cost',
      'profit',
      'realised',
      'dividends',
      'sold',
      'fees',
      'commission',
    ].map((name) => [name, 0]),
  ),
  contacts: 0,
  gap: 0,
})

async function insertDays(db: Db, rows: readonly object[]) {
  for (let from = 0; from < rows.length; from += 10_000)
    await db.rows(
      'test-days',
      `insert into warehouse.customer_days select * from jsonb_populate_recordset(null::warehouse.customer_days, $1::jsonb)`,
      [JSON.stringify(rows.slice(from, from + 10_000))],
    )
}
