import { makeProfile, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDays, type Firm, startFirm, today, yesterday } from './testing.ts'

let firm: Firm
beforeAll(async () => {
  firm = await startFirm()
})
afterAll(() => firm.close())
const days = businessDays(12)

it('the thirty of every firm are live and judged without an error', async () => {
  await firm.publish(today)
  await firm.look()
  const rules = await firm.make((db) => db.momentRule.findMany({ orderBy: { code: 'asc' } }))
  // Rights of M15 must be paid for, what else it tells may be told: they are two rules.
  const thirty = Array.from({ length: 30 }, (_, n) => `M${String(n + 1).padStart(2, '0')}`)
  expect(rules.map(({ code, state, error }) => ({ code, state, error }))).toEqual(
    [...thirty, 'M15R'].sort().map((code) => ({ code, state: 'live', error: null })),
  )
  expect(await firm.make((db) => db.momentRun.count())).toBe(31)
})

describe('money', () => {
  it('180,000 of 500,000 in a day is no large withdrawal of the day, but is one of five days (M07)', async () => {
    await firm.change('M07', {
      trigger: { kind: 'large-withdrawal', amount: '200000', share: 0.3, days: 5, sharesInDays: 0.99 },
    })
    const taken = async (amount: number) => {
      const of = await firm.customer()
      const account = await firm.account(of)
      await firm.stood(of, days.slice(1), { assets: 500_000 })
      await firm.put('customer_tiers', {
        customer_id: of.id,
        tier: 'gold',
        valid_from: '2026-01-01',
        tier_assets: 500_000,
      })
      await firm.put('cash_movements', {
        customer_id: of.id,
        account_id: account.id,
        kind: 'withdrawal',
        moved_on: today,
        amount: -amount,
      })
      return of
    }
    const [few, much] = [await taken(180_000), await taken(200_000)]
    await firm.publish(today)
    await firm.look()
    expect([await firm.codes(few), await firm.codes(much)]).toEqual([[], ['M07']])
    await firm.change('M07', {
      trigger: { kind: 'large-withdrawal', amount: '200000', share: 0.3, days: 5, sharesInDays: 0.3 },
    })
    await firm.publish(today)
    await firm.look()
    expect(await firm.moments(few)).toMatchObject([
      { code: 'M07', state: 'task', variables: { amount: 180_000, percent: '36.00%' } },
    ])
    // Four hours of service, from the morning after.
    expect(await firm.tasks(few)).toMatchObject([
      {
        code: 'M07',
        necessity: 'must',
        assigneeId: firm.manager.id,
        dueAt: new Date('2026-11-19T04:30:00Z'),
        goal: { kind: 'net-inflow', days: 30 },
      },
    ])
  })

  it('the first money, a large deposit, and cash that lies idle for ten business days are found, once', async () => {
    const [fresh, rich] = [await firm.customer({ openedOn: '2026-11-02' }), await firm.customer()]
    const account = await firm.account(fresh)
    await firm.put('cash_movements', {
      customer_id: fresh.id,
      account_id: account.id,
      kind: 'deposit',
      moved_on: today,
      amount: 250_000,
    })
    await firm.put('customer_tiers', { customer_id: fresh.id, tier: 'growth', valid_from: '2026-11-01' })
    await firm.put('customer_tiers', { customer_id: rich.id, tier: 'gold', valid_from: '2026-01-01' })
    await firm.stood(rich, days.slice(0, 10), { assets: 900_000, cash: 150_000 })
    for (let n = 0; n < 2; n++) {
      await firm.publish(today)
      await firm.look()
    }
    expect(await firm.codes(fresh)).toEqual(['M04', 'M06'])
    expect(await firm.codes(rich)).toEqual(['M22'])
    // One contact: both must be done, and what is due first says when.
    expect(await firm.tasks(fresh)).toMatchObject([
      {
        code: 'M06',
        title: 'Large deposit, First deposit',
        titleZh: '大额转入、首次入金',
        dueAt: new Date('2026-11-19T02:30:00Z'),
      },
    ])
  })
})

it('assets whose mean of twenty days reaches a permission are found on that day, of who has traded for two years (M26)', async () => {
  const twenty = businessDays(21)
  const reaching = async (before: number, tradedMonths: number) => {
    const of = await firm.customer()
    await firm.make((db) =>
      makeProfile(db, {
        customer: of,
        asOf: '2026-01-05',
        riskLevel: 'C4',
        riskBasis: 'assessed',
        assessedOn: '2026-01-05',
      } as never),
    )
    await firm.stood(of, twenty.slice(0, 20), { assets: 510_000 })
    await firm.stood(of, twenty.slice(20), { assets: before })
    await firm.make((db) =>
      db.rows(
        '',
        `insert into warehouse.customer_months (customer_id, month, currency, trades, owner_id, unit_id, live)
         select customer_id, (date '2026-11-01' - make_interval(months => $2::int))::date, 'CNY', 1, owner_id, unit_id, live
         from warehouse.customer_scope where customer_id = $1`,
        [of.id, tradedMonths],
      ),
    )
    return of
  }
  const [reached, young, long] = [await reaching(0, 25), await reaching(0, 3), await reaching(510_000, 25)]
  await firm.publish(today)
  await firm.look()
  expect([await firm.codes(reached), await firm.codes(young), await firm.codes(long)]).toEqual([['M26'], [], []])
})

describe('trading and what is held', () => {
  it('tells a first trade from one after a year of silence, and says nothing of who trades on (M05)', async () => {
    const security = await firm.make((db) => makeSecurity(db))
    const trading = async (...on: string[]) => {
      const customer = await firm.customer()
      const account = await firm.account(customer)
      for (const tradedOn of on) {
        await firm.make((db) =>
          makeTrade(db, {
            customer,
            account,
            security,
            side: 'buy',
            quantity: '100',
            price: '10',
            tradedAt: `${tradedOn}T02:00:00Z`,
            tradedOn,
          }),
        )
        if (tradedOn !== today)
          await firm.make((db) =>
            db.rows(
              '',
              `insert into warehouse.customer_months (customer_id, month, currency, trades, owner_id, unit_id, live)
            select customer_id, date_trunc('month', $2::date), 'CNY', 1, owner_id, unit_id, live from warehouse.customer_scope where customer_id = $1
            on conflict do nothing`,
              [customer.id, tradedOn],
            ),
          )
      }
      return customer
    }
    const [first, back, steady, nearly] = [
      await trading(today),
      await trading(today, '2025-11-18'),
      await trading(today, '2026-11-03'),
      await trading(today, '2025-11-19'),
    ]
    await firm.publish(today)
    await firm.look()
    expect((await firm.moments(first)).map(({ variables }) => variables)).toEqual([{ status: '首笔' }])
    expect((await firm.moments(back)).map(({ variables }) => variables)).toEqual([{ status: '恢复' }])
    expect([await firm.codes(steady), await firm.codes(nearly)]).toEqual([[], []])
  })

  it('finds a large loss of the day, of a position, and a holding that closed at its limit', async () => {
    const [lost, fell] = [await firm.customer(), await firm.customer()]
    await firm.stood(lost, [yesterday], { assets: 500_000 })
    await firm.stood(lost, [today], { assets: 475_000, profit: -25_000 })
    const security = await firm.make((db) => makeSecurity(db, { code: '600123.SH', name: '甲乙股份' }))
    const account = await firm.account(fell)
    await firm.stood(fell, [yesterday], { assets: 10_030 })
    await firm.stood(fell, [today], { assets: 9_030, profit: -1_000 })
    await firm.put('positions', {
      customer_id: fell.id,
      account_id: account.id,
      security_id: security.id,
      day: '2026-11-02',
      quantity: 1_000,
      cost: 11_300,
    })
    for (const [day, close] of [
      [yesterday, 10.03],
      [today, 9.03],
    ])
      await firm.put('closes', { security_id: security.id, day, close })
    await firm.put('prices', {
      security_id: security.id,
      priced_on: today,
      priced_at: `${today}T07:00:00Z`,
      price: 9.03,
      previous_close: 10.03,
    })
    await firm.put('security_signals', {
      security_id: security.id,
      day: today,
      kind: 'delisting-period',
      days_left: 15,
    })
    await firm.put('security_signals', { security_id: security.id, day: today, kind: 'suspended' })
    await firm.publish(today)
    await firm.look()
    expect(await firm.codes(lost)).toEqual(['M09'])
    // On the first day of a delisting period there is no limit.
    expect(await firm.codes(fell)).toEqual(['M09', 'M12', 'M13'])
    await firm.make((db) => db.rows('', `delete from warehouse.security_signals where kind = 'delisting-period'`, []))
    await firm.publish(today)
    await firm.look()
    const limit = (await firm.moments(fell)).find(({ code }) => code === 'M11')
    expect(limit).toMatchObject({
      state: 'merged',
      variables: { security: '甲乙股份', direction: '跌停', price: '9.03' },
    })
  })

  it('watches the margin ratio line by line, and says what is to be added (M16)', async () => {
    const of = await firm.customer()
    const account = await firm.account(of)
    const debt = { customer_id: of.id, account_id: account.id, debt: 384_200 }
    await firm.put('margin_debts', { ...debt, day: yesterday, maintenance_ratio: 148 })
    await firm.put('margin_debts', { ...debt, day: today, maintenance_ratio: 137.949 })
    await firm.publish(today)
    await firm.look()
    expect(await firm.moments(of)).toMatchObject([{ code: 'M16', variables: { ratio: '137.95', line: '140' } }])
    expect(Number((await firm.moments(of))[0]!.variables.amount)).toBeCloseTo(7_880, -1)
    expect(await firm.tasks(of)).toMatchObject([{ skill: 'margin', dueAt: new Date('2026-11-19T01:00:00Z') }])
  })
})

it('the calendar brings birthdays, anniversaries, questionnaires and documents that expire', async () => {
  const born = await firm.customer({ kind: 'person', birthOn: '1966-11-18' })
  const old = await firm.customer({ openedOn: '2021-11-18' })
  const asked = await firm.customer()
  await firm.make((db) =>
    makeProfile(db, {
      customer: asked,
      asOf: '2024-11-25',
      riskLevel: 'C3',
      riskBasis: 'assessed',
      assessedOn: '2024-11-25',
      validTo: '2026-11-25',
    } as never),
  )
  // A rule that was changed looks at the day again; so does a day that begins.
  await firm.make((db) => db.rows('', 'delete from moment_runs', []))
  await firm.look()
  expect([await firm.codes(born), await firm.codes(old), await firm.codes(asked)]).toEqual([
    ['M01', 'M25'],
    ['M02'],
    ['M18'],
  ])
  expect(await firm.tasks(born)).toMatchObject([{ code: 'M25', necessity: 'must' }])
  expect((await firm.tasks(asked))[0]!.details).toContain('2026-11-25')
})
