import { makeProfile, makeSecurity, makeTrade } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessDays, type Firm, startFirm, today, yesterday } from './testing.ts'

let firm: Firm
beforeAll(async () => {
  firm = await startFirm()
}, 60_000)
afterAll(() => firm.close())
const days = businessDays(12)
const ask = async <T>(sql: string) => (await firm.make((db) => db.rows<{ x: T }>('', `select ${sql} as x`, [])))[0]!.x

it('the thirty of every firm are live and judged without an error', async () => {
  await firm.publish(today)
  await firm.look()
  const rules = await firm.make((db) => db.momentRule.findMany({ orderBy: { code: 'asc' } }))
  expect(rules.map(({ code, state, error }) => ({ code, state, error }))).toEqual(
    Array.from({ length: 30 }, (_, n) => ({ code: `M${String(n + 1).padStart(2, '0')}`, state: 'live', error: null })),
  )
  expect(await firm.make((db) => db.momentRun.count())).toBe(30)
})

describe('the arithmetic of the exchanges', () => {
  it.each([
    ['600000.SH', false, '2026-11-18', '10.03', '9.03', '11.03'],
    // Half up, never as a binary float would have it.
    ['600000.SH', false, '2026-11-18', '1.95', '1.76', '2.15'],
    ['600000.SH', true, '2026-07-05', '10.00', '9.50', '10.50'],
    ['600000.SH', true, '2026-07-06', '10.00', '9.00', '11.00'],
    ['688001.SH', true, '2026-11-18', '10.00', '8.00', '12.00'],
    ['300750.SZ', false, '2026-11-18', '10.00', '8.00', '12.00'],
    ['830799.BJ', false, '2026-11-18', '10.00', '7.00', '13.00'],
    // At least one cent.
    ['600000.SH', true, '2026-01-05', '0.05', '0.04', '0.06'],
  ])('%s, special treatment %s, on %s, after %s: from %s to %s', async (code, special, day, previous, low, high) => {
    const rate = `warehouse.limit_rate(warehouse.board_of('${code}'), ${special}, '${day}', null, false)`
    const price = (direction: number) =>
      ask<string>(`to_char(warehouse.limit_price(${previous}, ${rate}, ${direction}), 'FM9990.00')`)
    expect([await price(-1), await price(1)]).toEqual([low, high])
  })

  it('knows no limit in the first days of a listing, on the first day of a delisting period, and of what is no share', async () => {
    const rate = (code: string, since: number | null, leaving = false) =>
      ask<string | null>(
        `warehouse.limit_rate(warehouse.board_of('${code}'), false, '2026-11-18', ${since}, ${leaving})`,
      )
    expect([
      await rate('688001.SH', 5),
      await rate('830799.BJ', 1),
      await rate('600000.SH', null, true),
      await rate('510300.SH', null),
    ]).toEqual([null, null, null, null])
    expect([await rate('688001.SH', 6), await rate('830799.BJ', 2)]).toEqual(['0.20', '0.30'])
  })

  it('works out 137.95 % of margin, and what brings it to 140 %: 7,880 in cash or 19,700 repaid', async () => {
    expect(await ask(`round(warehouse.maintenance_ratio(50000, 480000, 380000, 0, 4200), 2)::text`)).toBe('137.95')
    expect(await ask(`warehouse.margin_to_add(530000, 384200, 140)::text`)).toBe('7880.00')
    expect(await ask(`warehouse.margin_to_repay(530000, 384200, 140)::text`)).toBe('19700.00')
    expect(await ask(`warehouse.maintenance_ratio(50000, 0, 0, 0, 0)`)).toBeNull()
  })

  it.each([
    ['2000-02-29', '2026-02-28', true],
    ['2000-02-29', '2028-02-28', false],
    ['2000-02-29', '2028-02-29', true],
    ['2000-02-28', '2028-02-28', true],
    ['2000-11-18', '2026-11-18', true],
    ['2000-11-18', '2026-11-17', false],
  ])('born on %s, %s is a birthday: %s', async (born, day, is) => {
    expect(await ask(`warehouse.same_day_of_year('${born}', '${day}')`)).toBe(is)
  })
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
      { code: 'M06', title: '大额转入、首次入金', dueAt: new Date('2026-11-19T02:30:00Z') },
    ])
  })
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
