import { auditEvents } from '@rapport/contract/administration/audit-events'
import { type ReportDefinition, recordsBehind } from '@rapport/contract/analytics/report-definition'
import { reportFieldsOf, reportSubjects } from '@rapport/contract/analytics/report-subjects'
import { reports } from '@rapport/contract/analytics/reports'
import { standardReportNames, standardReports } from '@rapport/contract/analytics/standard-reports'
import type { BodyOf } from '@rapport/contract/endpoint'
import { asLoader } from '@rapport/database/as-loader'
import {
  makeAccount,
  makeBranch,
  makeCustomer,
  makeHeadOffice,
  makeRegion,
  makeSecurity,
  makeTrade,
  makeVisit,
} from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { renewContributions } from '#warehouse/sums/contributions.ts'
import { whole } from './testing.ts'

const now = () => new Date('2026-11-20T02:00:00Z')
let api: Api
let am: Client
let bm: Client
let ho: Client
let co: Client
let one: { id: string; name: string }
let two: { id: string; name: string }

beforeAll(async () => {
  api = await startApi({ now })
  const head = await api.make(async (db) => {
    const region = await makeRegion(db)
    one = await makeBranch(db, { region, name: 'One' })
    two = await makeBranch(db, { region, name: 'Two, "north"' })
    return makeHeadOffice(db)
  })
  am = await api.signIn('account-manager', one)
  bm = await api.signIn('branch-manager', one)
  ho = await api.signIn('head-office', head)
  co = await api.signIn('compliance', head)
  const levels = ['premium', 'mass', null] as const
  await api.make(async (db) => {
    const security = await makeSecurity(db, { code: '600000', name: '=浦发' })
    let n = 0
    for (const [owner, unit] of [
      [am, one],
      [null, one],
      [null, two],
    ] as const)
      for (const level of levels) {
        n++
        const customer = await makeCustomer(db, api.product.seal, {
          owner: owner && { id: owner.userId },
          unit,
          level,
          customerNo: `C${n}`,
          name: n === 1 ? '=1+1' : `Customer ${n}`,
          openedOn: '2025-03-01',
        })
        const account = await makeAccount(db, { customer })
        const trade = { customer, account, security, side: 'buy' as const, price: '10.10' }
        await makeTrade(db, { ...trade, quantity: `${n}00`, tradedAt: '2026-10-12T10:00:00+08:00' })
        await makeTrade(db, { ...trade, quantity: '100', tradedAt: '2026-11-12T10:00:00+08:00' })
        await makeTrade(db, { ...trade, quantity: '100', currency: 'HKD', tradedAt: '2026-11-12T10:00:00+08:00' })
        await makeTrade(db, { ...trade, quantity: '100', tradedAt: '2024-11-12T10:00:00+08:00' })
        await makeVisit(db, { customer, staff: { id: am.userId }, plannedOn: '2026-11-02', outcome: 'reached' })
      }
    await db.rows('', 'update warehouse.customer_months set closing_assets = 100.10, days = 20, asset_days = 2000', [])
  })
  await asLoader(api.product.connections, (loader) => renewContributions(loader, null))
})
afterAll(() => api.close())

type Draft = BodyOf<typeof reports.run> extends ReportDefinition ? Partial<ReportDefinition> : never
const run = (who: Client, subject: ReportDefinition['subject'], draft: Draft = {}) =>
  who.call(reports.run, { body: { subject, ...draft } })
const byUnitAndMonth = whole('customer-months', {
  groups: [{ field: 'unit', by: 'month' }],
  pivot: { field: 'month', by: 'month' },
  measures: [{ of: 'sum', field: 'tradedValue' }, { of: 'customers' }, { of: 'sum', field: 'closingAssets' }],
})

describe('a report', () => {
  it('adds up what each viewer sees, and nothing out of sight', async () => {
    const seen = await Promise.all([am, bm, ho].map((who) => run(who, 'customer-months', byUnitAndMonth)))
    expect(seen.map(({ rows }) => rows.map(({ cells }) => cells[0]))).toEqual([
      ['One'],
      ['One'],
      ['One', 'Two, "north"'],
    ])
    // October: n × 1,010 for customers 1 to n; November 1,010 each.
    expect(seen.map(({ totals }) => totals)).toEqual([
      ['9090.0000', '3', null],
      ['27270.0000', '6', null],
      ['54540.0000', '9', null],
    ])
    expect(seen[2]).toMatchObject({ from: '2025-12-01', to: '2026-11-20', total: 2 })
  })

  it('opens a column for each month, and does not add up assets of several months', async () => {
    const { pivots, rows } = await run(ho, 'customer-months', byUnitAndMonth)
    expect(pivots.map(({ label }) => label)).toEqual(['2026-10', '2026-11'])
    expect(rows[0]!.pivoted).toEqual([
      ['21210.0000', '6', '600.60'],
      ['6060.0000', '6', '600.60'],
    ])
    expect(rows[0]!.values).toEqual(['27270.0000', '6', null])
  })

  it('opens the records behind every number, as many as it counts', async () => {
    for (const subject of reportSubjects) {
      const fields = reportFieldsOf(subject, 'choice', 'words', 'id', 'day')
      for (const field of fields)
        for (const by of ['month', 'year'] as const) {
          const definition = whole(subject, {
            groups: [{ field, by }],
            pivot: { field: 'level', by },
            measures: [{ of: 'rows' }],
          })
          const { rows, pivots, totals } = await run(ho, subject, definition)
          expect(rows.length, `${subject} ${field}`).toBeGreaterThan(0)
          const row = rows.at(-1)!
          const behind = await run(ho, subject, recordsBehind(definition, row.keys))
          expect(String(behind.total), `${subject} ${field} ${row.keys}`).toBe(row.values[0])
          const cell = row.pivoted.at(-1)
          const inCell = await run(ho, subject, recordsBehind(definition, row.keys, pivots.at(-1)!.key))
          expect(String(inCell.total)).toBe(cell?.[0] ?? '0')
          expect(rows.reduce((sum, { values }) => sum + Number(values[0]), 0)).toBe(Number(totals[0]))
        }
    }
  })

  it('tells records with their customer, in the order that is asked for, and how many there are in all', async () => {
    const { rows, total, totals } = await run(bm, 'trades', {
      columns: ['customer', 'securityCode', 'amount', 'price'],
      where: [{ is: 'at-least', field: 'amount', value: '2020' }],
      sort: { of: 'column', at: 2, down: true },
      limit: 2,
    })
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Customer 6', '600000', '6060.0000', '10.100000000000'],
      ['Customer 5', '600000', '5050.0000', '10.100000000000'],
    ])
    expect([total, totals]).toEqual([5, [null, null, '20200.0000', null]])
    expect(rows[0]!.customerId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is of one currency, of its days and of whom a condition names', async () => {
    const measures: ReportDefinition['measures'] = [{ of: 'rows' }]
    const total = async (draft: Draft) => (await run(ho, 'trades', { measures, ...draft })).totals[0]
    expect(await total({})).toBe('18')
    expect(await total({ currency: 'HKD' })).toBe('9')
    expect(await total({ period: { is: 'this-year' } })).toBe('18')
    expect(await total({ period: { is: 'days', from: '2024-01-01', to: '2026-10-31' } })).toBe('18')
    expect(await total({ period: { is: 'last-months', months: 1 } })).toBe('9')
    expect(await total({ customers: { is: 'in', field: 'level', values: ['premium'] } })).toBe('6')
    expect(
      await total({
        customers: { is: 'unknown', field: 'level' },
        where: [{ is: 'in', field: 'side', values: ['sell'] }],
      }),
    ).toBe('0')
  })

  it('answers every field of every subject, as column, as filter and as measure', async () => {
    for (const subject of reportSubjects) {
      for (const columns of [reportFieldsOf(subject).slice(0, 20), reportFieldsOf(subject).slice(20)])
        if (columns.length > 0) expect((await run(ho, subject, { columns })).total).toBeGreaterThan(0)
      for (const field of reportFieldsOf(subject, 'number'))
        await run(ho, subject, {
          measures: [
            { of: 'average', field },
            { of: 'least', field },
            { of: 'most', field },
          ],
          groups: [{ field: 'kind', by: 'month' }],
          where: [{ is: 'at-most', field, value: '999999999' }],
          sort: { of: 'measure', at: 1, down: true },
        })
    }
  })

  it('that everybody has from the start has an answer for whoever may read what it is about', async () => {
    for (const name of standardReportNames) {
      const { rows } = await ho.call(reports.run, { body: standardReports[name] })
      expect(Array.isArray(rows), name).toBe(true)
    }
    expect((await ho.call(reports.run, { body: standardReports['customers-by-level'] })).totals).toEqual(['9'])
  })

  it('refuses what is not in its catalogue: nothing of a definition becomes a statement', async () => {
    const tried = async (body: object) => (await ho.send('POST', '/reports/run', asJson(body))).status
    expect(await tried({ subject: 'trades', columns: ["amount'; drop table reports; --"] })).toBe(400)
    expect(await tried({ subject: 'users' })).toBe(400)
    expect(await tried({ subject: 'trades', groups: [{ field: 'amount', by: 'month' }] })).toBe(400)
    expect(await tried({ subject: 'trades', measures: [{ of: 'sum', field: 'price' }] })).toBe(400)
    expect(await tried({ subject: 'trades', pivot: { field: 'side', by: 'month' } })).toBe(400)
    expect(await tried({ subject: 'trades', where: [{ is: 'key', field: 'unit', by: 'day', value: 'x' }] })).toBe(400)
    const { total } = await run(ho, 'trades', {
      where: [{ is: 'in', field: 'securityName', values: ["' or true --"] }],
    })
    expect(total).toBe(0)
  })
})

const asJson = (body: object) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

describe('the file of a report', () => {
  it('has all rows that its reader sees, harmless to a spreadsheet, and is written into the trail', async () => {
    const definition = whole('trades', { columns: ['customer', 'unit', 'amount'], limit: 1 })
    const answer = await ho.send('POST', '/reports/export', asJson(definition))
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())
    const lines = text.split('\r\n')
    expect(lines[0]).toBe('\ufeff客户,机构,金额')
    expect(lines.length).toBe(1 + 18 + 1)
    expect(lines).toContain(`"'=1+1",One,1010.0000`)
    expect(lines).toContain('Customer 9,"Two, ""north""",9090.0000')
    const own = await (await am.send('POST', '/reports/export', asJson(definition))).text()
    expect(own.split('\r\n').length).toBe(1 + 6 + 1)
    const { items } = await co.call(auditEvents.list, { query: { action: 'export' } })
    expect(items.filter(({ objectType }) => objectType === 'reports').length).toBe(2)
  })

  it('waits its turn where more are asked for at once than are written at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 14 }, () => ho.send('POST', '/reports/export', asJson(whole('trades', {})))),
    )
    for (const answer of answers) expect((await answer.text()).split('\r\n').length).toBe(1 + 18 + 1)
  })

  it('of groups has each group and column of the pivot in a line', async () => {
    const answer = await ho.send('POST', '/reports/export', asJson(byUnitAndMonth))
    expect((await answer.text()).replace('\ufeff', '').split('\r\n')).toEqual([
      '机构,月份,合计：成交额,客户数,合计：月末资产',
      'One,2026-10,21210.0000,6,600.60',
      'One,2026-11,6060.0000,6,600.60',
      '"Two, ""north""",2026-10,24240.0000,3,300.30',
      '"Two, ""north""",2026-11,3030.0000,3,300.30',
      '',
    ])
  })
})

describe('a kept report', () => {
  it('that is shared is seen by others over their own customers, and changed by its maker alone', async () => {
    const body = { name: 'By branch', definition: byUnitAndMonth, shared: 'firm' as const }
    const made = await ho.call(reports.create, { body })
    const seen = await am.call(reports.open, { params: { id: made.id } })
    expect(seen).toMatchObject({ definition: byUnitAndMonth, mayEdit: false, name: 'By branch' })
    const edit = { headers: { 'content-type': 'application/json', 'if-match': '"1"' }, body: '{"name":"Mine"}' }
    expect((await am.send('PATCH', `/reports/${made.id}`, edit)).status).toBe(403)
    expect((await am.send('POST', '/reports', asJson(body))).status).toBe(403)
    const edited = await ho.call(reports.edit, { params: { id: made.id }, version: 1, body: { shared: 'nobody' } })
    expect(edited.version).toBe(2)
    expect((await am.send('GET', `/reports/${made.id}`)).status).toBe(404)
    expect((await ho.call(reports.list)).items.map(({ id }) => id)).toContain(made.id)
    expect((await ho.send('PATCH', `/reports/${made.id}`, edit)).status).toBe(412)
    await ho.call(reports.remove, { params: { id: made.id }, version: 2 })
    expect((await ho.call(reports.list)).items).toEqual([])
  })
})
