import { type ReportDefinition, recordsBehind } from '@rapport/contract/analytics/report-definition'
import { reports } from '@rapport/contract/analytics/reports'
import type { BodyOf } from '@rapport/contract/endpoint'
import {
  makeAccount,
  makeBranch,
  makeCustomer,
  makeHeadOffice,
  makePrice,
  makeRegion,
  makeSecurity,
  makeTrade,
  makeVisit,
} from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp, makeIncome } from '#features/analytics/contributions/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { whole } from './testing.ts'

let api: Api
let ho: Client
let am: Client
const regions: { id: string; name: string }[] = []
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  const units = await api.make(async (db) => {
    const made = []
    for (const name of ['North', 'South']) {
      const region = await makeRegion(db, { name })
      regions.push({ id: region.id, name })
      for (const branch of ['1', '2']) made.push(await makeBranch(db, { region, name: `${name} ${branch}` }))
    }
    return made
  })
  am = await api.signIn('account-manager', units[0]!)
  ho = await api.signIn('head-office', await api.make((db) => makeHeadOffice(db)))
  const kinds = [
    { code: '600000', market: 'SSE', category: 'Stock' },
    { code: '688001', market: 'SSE', category: 'Stock' },
    { code: '010107', market: 'SSE', category: '国债' },
  ]
  const securities = await api.make(async (db) => {
    const made = []
    for (const kind of kinds) {
      const security = await makeSecurity(db, kind)
      made.push(security)
      for (const [day, price] of [
        ['2026-10-12', '10.00'],
        ['2026-10-30', '11.00'],
        ['2026-11-12', '9.00'],
      ] as const)
        await makePrice(db, { security, price, pricedOn: day })
    }
    return made
  })
  for (const [n, unit] of units.entries()) {
    const owner = n === 0 ? { id: am.userId } : null
    const customer = await api.make(async (db) => {
      const customer = await makeCustomer(db, api.product.seal, { owner, unit, level: n % 2 ? 'mass' : 'premium' })
      const account = await makeAccount(db, { customer })
      for (const [i, security] of securities.entries()) {
        const trade = { customer, account, security, fees: '6.00' }
        const quantity = String(100 * (n + i + 1))
        await makeTrade(db, { ...trade, side: 'buy', price: '10.00', quantity, tradedAt: '2026-10-12T10:00:00+08:00' })
        await makeTrade(db, {
          ...trade,
          side: 'sell',
          price: '9.50',
          quantity: '50',
          tradedAt: '2026-11-12T10:00:00+08:00',
        })
      }
      const visit = { customer, staff: { id: am.userId }, outcome: 'reached' as const }
      await makeVisit(db, { ...visit, plannedOn: '2026-10-20', minutes: 10 + n })
      return customer
    })
    await makeIncome(api, customer, [['2026-10-31', 'interest', `${100 + n}.05`]])
  }
  await addUp(api)
})
afterAll(() => api.close())

const run = (definition: ReportDefinition, who = ho) =>
  who.call(reports.run, { body: definition as BodyOf<typeof reports.run> })
const sql = async <Row extends object>(text: string) => api.make((db) => db.rows<Row>('', text, []))
const sum = (field: string) => ({ of: 'sum', field }) as const
const by = (field: string) => ({ field, by: 'month' }) as const
const regionOf = `(select u.id from units u join unit_ancestry a on a.ancestor_id = u.id where u.kind = 'region' and a.descendant_id = x.unit_id)`
const exact = (value: string | null | undefined) => (value == null ? null : String(Number(value)))

describe('cost, profit and productivity', () => {
  const definition = whole('contributions', {
    groups: [by('unit')],
    pivot: by('month'),
    measures: [
      sum('income'),
      sum('cost'),
      sum('contribution'),
      sum('profit'),
      { of: 'average', field: 'contributionPerMinute' },
    ],
  })

  it('come to what the facts come to, in every cell and all together', async () => {
    const { rows, pivots, totals } = await run(definition)
    // Worked apart from what is kept: income and minutes of the facts, commission of the days.
    const facts = await sql<{ unit: string; month: string; income: string; cost: string; profit: string }>(`
      select x.unit_id as unit, to_char(x.month, 'YYYY-MM-DD') as month,
        (sum(x.net) + coalesce(sum((select sum(i.amount) from warehouse.income i where i.customer_id = x.customer_id
          and date_trunc('month', i.booked_on) = x.month)), 0))::text as income,
        sum(2 * coalesce((select sum(v.minutes) from care_visits v where v.customer_id = x.customer_id and v.state = 'recorded'
          and date_trunc('month', v.planned_on) = x.month), 0) + 5)::text as cost, sum(x.profit)::text as profit
      from (select d.customer_id, s.unit_id, date_trunc('month', d.day)::date as month, sum(d.net_commission) as net, sum(d.profit) as profit
            from warehouse.customer_days d join warehouse.customer_scope s using (customer_id) group by 1, 2, 3) x group by 1, 2`)
    expect(facts).toHaveLength(8)
    for (const { unit, month, income, cost, profit } of facts) {
      const row = rows.find(({ keys }) => keys[0] === unit)!
      const cell = row.pivoted[pivots.findIndex(({ key }) => key === month)]!
      const contribution = Number(income) - Number(cost)
      expect(cell.slice(0, 4).map(exact)).toEqual([
        exact(income),
        exact(cost),
        exact(contribution.toFixed(4)),
        exact(profit),
      ])
    }
    const all = (name: 'income' | 'cost') => facts.reduce((total, fact) => total + Number(fact[name]), 0)
    expect([Number(totals[0]), Number(totals[1])]).toEqual([Number(all('income').toFixed(4)), all('cost')])
    // One sum over another, never a mean of ratios: 10 + 11 + 12 + 13 minutes.
    expect(Number(totals[4])).toBeCloseTo((all('income') - all('cost')) / 46, 6)
  })

  it('open the records behind a cell, which add up to it', async () => {
    const { rows, pivots } = await run(definition)
    for (const row of rows)
      for (const [at, { key }] of pivots.entries()) {
        const behind = {
          ...recordsBehind(definition, row.keys, key),
          columns: ['customer', 'income', 'cost', 'contribution'],
        }
        const { totals } = await run(behind)
        expect(totals.slice(1).map(exact)).toEqual(row.pivoted[at]!.slice(0, 3).map(exact))
      }
  })

  it('are put together by region, department, tier and level, and of whom one sees', async () => {
    const regional = await run(whole('contributions', { groups: [by('region')], measures: [sum('contribution')] }))
    const kept = await sql<{ region: string; value: string }>(
      `select ${regionOf} as region, sum(x.interest + x.net_commission - 2 * x.minutes - 5 * x.served)::text as value
       from warehouse.customer_contributions x group by 1`,
    )
    expect(regional.rows.map(({ cells }) => cells[0])).toEqual(['North', 'South'])
    for (const { region, value } of kept)
      expect(exact(regional.rows.find(({ keys }) => keys[0] === region)!.values[0])).toBe(exact(value))
    for (const field of ['tier', 'level', 'owner', 'unit']) {
      const { totals } = await run(whole('contributions', { groups: [by(field)], measures: [sum('contribution')] }))
      expect(totals, field).toEqual(regional.totals)
    }
    const mine = await run(whole('contributions', { groups: [by('region')], measures: [{ of: 'customers' }] }), am)
    expect(mine.totals).toEqual(['1'])
  })
})

describe('customers that a report tells apart', () => {
  const days = {
    'customer-months': 'month',
    contributions: 'month',
    'customer-products': 'month',
    trades: 'tradedOn',
    'care-visits': 'plannedOn',
  } as const
  it.each(Object.entries(days) as [ReportDefinition['subject'], string][])(
    'of %s are those behind each cell and behind all together, each once, by whatever it is grouped',
    async (subject, day) => {
      const monthly = by(day)
      const yearly = { field: day, by: 'year' } as const
      for (const groups of [[], [by('region')], [yearly], [by('level'), monthly]])
        for (const pivot of groups.length > 0 ? [null, monthly, yearly] : [null]) {
          const definition = whole(subject, { groups, pivot, measures: [{ of: 'customers' }] })
          const { rows, pivots, totals } = await run(definition)
          const behind = async (keys: (string | null)[], key?: string | null) => {
            const records = await run({ ...recordsBehind(definition, keys, key), columns: ['customer'], limit: 1000 })
            return String(new Set(records.rows.map(({ customerId }) => customerId)).size)
          }
          const what = JSON.stringify([groups, pivot])
          expect(totals, what).toEqual(['4'])
          for (const row of rows) {
            expect(row.values, what).toEqual([await behind(row.keys)])
            for (const [at, { key }] of pivots.entries())
              expect(row.pivoted[at]?.[0] ?? '0', what).toBe(await behind(row.keys, key))
          }
        }
    },
  )
})

describe('products', () => {
  it('are told by kind, grade and region, with what is held at the end of months that are over', async () => {
    const definition = whole('customer-products', {
      groups: [by('product'), by('riskGrade')],
      pivot: by('region'),
      measures: [sum('tradedValue'), sum('netCommission'), sum('realised'), sum('trades')],
    })
    const { rows, pivots } = await run(definition)
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['bond', '1'],
      ['stock', '3'],
      ['stock', '4'],
    ])
    const codes: Record<string, string> = { 'bond 1': '010107', 'stock 3': '600000', 'stock 4': '688001' }
    for (const row of rows)
      for (const [at, { key }] of pivots.entries()) {
        const [direct] = await sql<{ traded: string; trades: string; realised: string }>(
          `select sum(t.amount)::text as traded, count(*)::text as trades,
             (select sum(d.realised_on_day)::text from warehouse.position_days d join securities s on s.id = d.security_id
              join warehouse.customer_scope x on x.customer_id = d.customer_id
              where s.code = '${codes[row.keys.join(' ')]}' and ${regionOf} = '${key}') as realised
           from warehouse.trades t join securities s on s.id = t.security_id join warehouse.customer_scope x on x.customer_id = t.customer_id
           where s.code = '${codes[row.keys.join(' ')]}' and ${regionOf} = '${key}'`,
        )
        const [traded, , realised, trades] = row.pivoted[at]!
        expect([exact(traded), exact(realised), trades]).toEqual([
          exact(direct!.traded),
          exact(direct!.realised),
          direct!.trades,
        ])
        const behind = { ...recordsBehind(definition, row.keys, key), columns: ['customer', 'tradedValue', 'realised'] }
        expect((await run(behind)).totals.slice(1).map(exact)).toEqual([exact(traded), exact(realised)])
      }
    const held = await run(
      whole('customer-products', {
        groups: [by('month')],
        measures: [sum('valueHeld'), sum('highRiskValue'), { of: 'average', field: 'highRiskShare' }],
      }),
    )
    // Bought (1 + 2 + 3 + 4), (2 + 3 + 4 + 5) and (3 + 4 + 5 + 6) hundreds, at 11.00: of 4,200 shares the second are R4.
    expect(held.rows.map(({ cells, values }) => [cells[0], ...values])).toEqual([
      ['2026-10', '46200.00', '15400.00', '0.33333333'],
      ['2026-11', null, null, null],
    ])
  })
})
