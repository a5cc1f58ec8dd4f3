import type { Condition } from '@rapport/contract/analytics/conditions'
import { newId } from '@rapport/database/ids'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepIndicators } from '#warehouse/indicators/customer-indicators.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'
import { type Judged, judge } from './judge.ts'
import { renewSegments } from './renew-segments.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const customers = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6']
const conditions: Condition[] = [
  { is: 'at-least', field: 'assets', value: '5000' },
  { is: 'within-last', field: 'lastTradedOn', days: 7 },
  { is: 'longer-ago', field: 'lastTradedOn', days: 20 },
  {
    is: 'all',
    of: [
      { is: 'at-most', field: 'cashShare', value: '0.5' },
      { is: 'known', field: 'firstTradedOn' },
    ],
  },
  { is: 'not', of: { is: 'at-least', field: 'tradeDays12m', value: '2' } },
  { is: 'at-least', field: 'netInflow30d', value: '1' },
  { is: 'at-least', field: 'averageAssets', value: '4000' },
  { is: 'at-least', field: 'tierAssets', value: '9000' },
  { is: 'at-least', field: 'turnover6m', value: '0.5' },
  { is: 'in', field: 'holdsCategory', values: ['Stock'] },
  { is: 'within-next', field: 'birthday', days: 20 },
  { is: 'at-least', field: 'age', value: '40' },
  { is: 'top-percent', field: 'assets', percent: 40 },
  { is: 'in', field: 'visitOutcome12m', values: ['interested'] },
  {
    is: 'any',
    of: [
      { is: 'in', field: 'level', values: ['premium'] },
      { is: 'unknown', field: 'lastContactOn' },
    ],
  },
  { is: 'at-least', field: 'topShare', value: '0.9' },
  { is: 'at-least', field: 'aboveTolerance', value: '2000' },
  { is: 'at-least', field: 'aboveToleranceShare', value: '0.5' },
]

const tradeNames = 'customerNo,accountNumber,securityCode,side,quantity,price,fees,commission,tradedOn,tradeNo'.split(
  ',',
)
const plusDays = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** A day of the firm: what its feeds and people brought. */
const aDay = fc.record({
  ahead: fc.integer({ min: 1, max: 16 }),
  trades: fc.array(
    fc.record({
      who: fc.constantFrom(...customers),
      code: fc.constantFrom('S1', 'B1'),
      side: fc.constantFrom('buy', 'sell'),
      quantity: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 3 },
  ),
  cash: fc.array(fc.record({ who: fc.constantFrom(...customers), amount: fc.integer({ min: -3, max: 9 }) }), {
    maxLength: 2,
  }),
  prices: fc.record({ S1: fc.integer({ min: 80, max: 140 }), B1: fc.integer({ min: 95, max: 105 }) }),
  person: fc.constantFrom('', 'level', 'visit', 'remove', 'birth', 'assess', 'rename', 'rule'),
  whose: fc.constantFrom(...customers),
})
type ADay = typeof aDay extends fc.Arbitrary<infer T> ? T : never

async function live(on: string, day: ADay, items: Record<'trades' | 'cash' | 'prices', ReturnType<Warehouse['item']>>) {
  const lines = (head: string, rows: string[]) => `${[head, ...rows].join('\n')}\n`
  const trades = day.trades.map(({ who, code, side, quantity }, n) =>
    [who, `A${who}`, code, side, quantity * 100, day.prices[code as 'S1'] / 10, 5, 4, on, `${on}-${n}`].join(','),
  )
  const cash = day.cash
    .filter(({ amount }) => amount !== 0)
    .map(({ who, amount }, n) =>
      [who, `A${who}`, on, amount > 0 ? 'deposit' : 'withdrawal', amount * 1000, `${on}-${n}`].join(','),
    )
  const deliveries = [
    { item: items.trades, businessDate: on, text: lines(tradeNames.join(','), trades) },
    {
      item: items.cash,
      businessDate: on,
      text: lines('customerNo,accountNumber,movedOn,kind,amount,serialNo', cash),
    },
    {
      item: items.prices,
      businessDate: on,
      text: lines('securityCode,day,price', [`S1,${on},${day.prices.S1 / 10}`, `B1,${on},${day.prices.B1 / 10}`]),
    },
  ]
  await warehouse.load(deliveries.filter(({ text }) => text.split('\n').length > 2))
  const act: Record<string, string> = {
    level: `update customers set level = case when level = 'premium' then 'mass' else 'premium' end where customer_no = $1`,
    birth: `update customers set birth_on = ('1986-02-27'::date + (extract(day from $2::date)::int % 4)) where customer_no = $1`,
    assess: `update customers set risk_level = 'C' || (1 + extract(day from $2::date)::int % 4), risk_basis = 'assessed',
               assessed_on = $2::date, assessment_valid_to = $2::date + extract(day from $2::date)::int where customer_no = $1`,
    rename: `update securities set category = case when category = 'Stock' then 'Bond' else 'Stock' end where code = 'S1'`,
    rule: `insert into warehouse.product_classes (place, valid_from, valid_to, code_pattern, product, risk_grade)
           values (1, $2::date + 3, $2::date + 9, '^B1', 'structured', 5) on conflict do nothing`,
    remove: `update customers set deleted_at = case when deleted_at is null then now() end where customer_no = $1`,
    visit: `insert into care_visits (id, customer_id, staff_id, kind, channel, planned_on, state, outcome, unit_id, live)
            select uuid_v7(), id, (select id from users limit 1), 'care', 'phone', $2::date, 'recorded', 'interested', unit_id, true
            from customers where customer_no = $1`,
  }
  if (day.person) await warehouse.ask(act[day.person]!.replaceAll('$1', `'${day.whose}'`).replaceAll('$2', `'${on}'`))
}

const members = () =>
  warehouse.ask<{ segment: string; customer: string }>(
    'select segment_id as segment, customer_id as customer from segment_memberships where left_on is null order by 1, 2',
  )
const figures = () =>
  warehouse.ask(
    "select to_jsonb(i) - 'judged_on' - 'as_of' - 'due_on' as figures from warehouse.customer_indicators i order by customer_id",
  )

describe('segments that are kept up to date day by day', () => {
  it('have the members and customers the figures of a full rebuild, whatever happened', async () => {
    await warehouse.manager()
    const security = warehouse.item('securities', ['securityCode', 'market', 'category', 'currency'])
    await warehouse.load([
      {
        item: security,
        businessDate: '2026-01-01',
        text: 'securityCode,market,category,currency\nS1,SSE,Stock,CNY\nB1,SSE,Bond,CNY\n',
      },
    ])
    const segments: Judged[] = conditions.map((condition) => ({
      id: newId(),
      condition,
      reach: 'all',
      ownerId: null,
      unitId: null,
    }))
    await warehouse.ask('delete from segments where code is not null')
    for (const { id, condition } of segments)
      await warehouse.ask(`insert into segments (id, name, condition, reach) values ($1, $2, $3, 'all')`, [
        id,
        condition.is,
        JSON.stringify(condition),
      ])
    const items = {
      trades: warehouse.item('trades', tradeNames),
      cash: warehouse.item('cash-movements', ['customerNo', 'accountNumber', 'movedOn', 'kind', 'amount', 'serialNo']),
      prices: warehouse.item('prices', ['securityCode', 'day', 'price']),
    }
    const days = fc.sample(aDay, { numRuns: 40, seed: 12 })
    let on = '2026-01-02'
    for (const day of days) {
      const works = { ...warehouse.works, now: () => new Date(`${on}T08:00:00Z`) }
      await live(on, day, items)
      await renewWhatImportsTouched(works)
      while (await renewSegments(works));
      // A day on which nothing came: time alone passes.
      on = plusDays(on, day.ahead)
      while (await renewSegments(works));
      const kept = { members: await members(), figures: await figures() }
      await warehouse.make(async (db) => {
        const all = await db.rows<{ id: string }>('', 'select id from customers', [])
        await keepIndicators(
          db,
          all.map(({ id }) => id),
          on,
        )
        await judge(db, segments, null, on)
      })
      expect([on, kept]).toEqual([on, { members: await members(), figures: await figures() }])
    }
    const counted = await warehouse.ask<{ n: number }>(
      'select count(*)::int as n from segment_memberships group by segment_id',
    )
    // Nothing is proved of a segment that nobody ever entered.
    expect(counted).toHaveLength(conditions.length)
    expect(await warehouse.ask('select 1 from segment_memberships where left_on is not null limit 1')).toHaveLength(1)
  })
})
