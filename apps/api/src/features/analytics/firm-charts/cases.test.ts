import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { cases } from '@rapport/contract/service/cases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServiceFirm, startService } from '#features/service/cases/testing.ts'

let firm: ServiceFirm
type Chart = 'complaints' | 'complaint-causes' | 'case-times' | 'case-load'
const ask = (chart: Chart, who = firm.ho, query: object = {}) =>
  who.call(firmCharts.open, { params: { chart }, query: { to: '2026-11', months: '2', ...query } })

beforeAll(async () => {
  firm = await startService()
  const { register, sa, sa2, bm, am, at } = firm
  const customer = await firm.customerOf(am)
  const day = async (instant: string, cause: string, who = sa, more: object = {}) => {
    at(instant)
    return register(who, { customerId: customer.id, title: `${cause} ${instant}`, cause, ...more })
  }
  for (const n of [1, 2, 3]) await day(`2026-10-1${n + 1}T02:00:00Z`, '佣金')
  await day('2026-11-03T02:00:00Z', '系统')
  await day('2026-11-04T02:00:00Z', '佣金', sa2)
  await day('2026-11-05T02:00:00Z', '', sa2, { cause: null, subjectId: bm.userId })
  await day('2026-11-06T02:00:00Z', '咨询', sa2, { classCode: 'enquiry', answer: '已答复' })
  at('2026-11-20T02:00:00Z')
  const late = (await bm.call(cases.list, { query: { q: '2026-10-12', kind: 'complaint' } })).items[0]!
  await firm.api.make((db) =>
    db.case.update({
      where: { id: late.id },
      data: {
        state: 'closed',
        open: false,
        step: null,
        stepBy: null,
        stepDueAt: null,
        onTime: false,
        closedAt: new Date(),
        responseMinutes: 700,
      },
    }),
  )
  await firm.api.make((db) =>
    db.rows(
      '',
      `insert into warehouse.unit_months (unit_id, month, currency, active_customers, traded_value, trades)
       values ($1, '2026-10-01', 'CNY', 10000, 0, 0), ($1, '2026-11-01', 'CNY', 0, 0, 0)`,
      [firm.branch.id],
    ),
  )
})
afterAll(() => firm.api.close())

const told = (rows: { key: string; label: string | null; values: (string | null)[] }[]) =>
  rows.map(({ key, label, values }) => [label ?? key, ...values])

describe('charts of cases', () => {
  it('tell complaints received and closed, a ten thousand active customers and closed in time; of nobody no rate', async () => {
    const { rows } = await ask('complaints')
    expect(told(rows)).toEqual([
      ['2026-10', '3', '1', '0.0003', '0'],
      ['2026-11', '3', '0', null, null],
    ])
    expect(rows[0]!.list).toEqual({
      of: 'cases',
      filter: { view: 'all', from: '2026-10-01', to: '2026-10-31', kind: 'complaint' },
    })
  })

  it('have the commonest causes first, with what they come to together', async () => {
    const { rows } = await ask('complaint-causes')
    expect(told(rows)).toEqual([
      ['佣金', '4', '0.6666666667', '0.6666666667'],
      ['系统', '1', '0.1666666667', '0.8333333333'],
      ['none', '1', '0.1666666667', '1'],
    ])
    const { filter } = rows[0]!.list!
    expect(
      (
        await firm.ho.call(cases.list, {
          query: { kind: 'complaint', from: filter.from, to: filter.to, cause: filter.cause } as never,
        })
      ).total,
    ).toBe(4)
  })

  it('count for whoever a complaint is about as if it were not there', async () => {
    expect(told((await ask('complaints', firm.bm)).rows)[1]![1]).toBe('2')
    expect(told((await ask('complaint-causes', firm.bm)).rows).map(([name]) => name)).toEqual(['佣金', '系统'])
  })

  it('say how soon cases were answered, and who has how many', async () => {
    expect(told((await ask('case-times')).rows)).toEqual([
      ['2026-10', '700', '700', null, null],
      ['2026-11', '0', '0', '1', '0'],
    ])
    const { rows } = await ask('case-load')
    expect(rows.map(({ key, values }) => [key, ...values])).toEqual([
      [firm.sa.userId, '3', '3', '1', '1'],
      [firm.sa2.userId, '2', '2', '1', '2'],
    ])
  })
})
