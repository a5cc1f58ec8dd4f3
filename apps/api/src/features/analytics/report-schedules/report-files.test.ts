import { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { asViewer } from '@rapport/database/as-viewer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPdf } from '#features/analytics/customer-reports/testing.ts'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type SignedIn, viewerById } from '#http/session.ts'
import { type Api, startApi } from '#http/testing.ts'
import { cellsOf, collected } from '#warehouse/collect/testing.ts'
import { reportFile } from './work/report-file.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T02:00:00Z') })
  firm = await makeFirm(api)
  for (const [owner, name, level] of [
    [firm.am, '王五', 'premium'],
    [firm.am, '=欧阳ሀ', 'mass'],
    [firm.stranger, 'Elsewhere', 'premium'],
  ] as const) {
    const customer = await firm.customerOf(owner, { name, level })
    for (const [month, traded] of [
      ['2026-10-01', '1234567.5'],
      ['2026-11-01', '0.25'],
    ])
      await api.make((db) =>
        db.rows(
          '',
          `insert into warehouse.customer_months (customer_id, month, currency, traded_value, trades, owner_id, unit_id, live)
           select customer_id, $2::date, 'CNY', $3::numeric, 1, owner_id, unit_id, live from warehouse.customer_scope where customer_id = $1`,
          [customer.id, month, traded],
        ),
      )
  }
})
afterAll(() => api.close())

const byLevel = ReportDefinition.parse({
  subject: 'customer-months',
  groups: [{ field: 'level' }],
  pivot: { field: 'month' },
  measures: [{ of: 'sum', field: 'tradedValue' }],
})
const list = ReportDefinition.parse({
  subject: 'customer-months',
  columns: ['month', 'customer', 'level', 'tradedValue'],
  sort: { of: 'column', at: 3, down: true },
})

async function file(
  definition: ReportDefinition,
  format: 'csv' | 'xlsx' | 'pdf',
  locale: 'en' | 'zh-CN',
  who = firm.bm,
): Promise<{ content: Buffer; rows: number }> {
  const viewer = (await viewerById(api.product, who.userId)) as SignedIn
  const preferences = { ...viewer.described.preferences, locale }
  const reader = { ...viewer, described: { ...viewer.described, preferences } }
  return asViewer(api.product.connections, reader, { readOnly: true }, (db) =>
    reportFile(db, reader, { name: '交易 by level', definition, format, now: api.product.now() }),
  )
}

describe('the file of a report', () => {
  it('as text has heads in the language of its reader', async () => {
    const head = async (definition: ReportDefinition, locale: 'en' | 'zh-CN') =>
      String((await file(definition, 'csv', locale)).content).split('\r\n')[0]
    expect(await head(list, 'en')).toBe('\ufeffMonth,Customer,Segment level,Traded value')
    expect(await head(list, 'zh-CN')).toBe('\ufeff月份,客户,客户等级,成交额')
    expect(await head(byLevel, 'en')).toBe('\ufeffSegment level,Month,Sum: Traded value')
  })

  it('as a workbook has all rows in words, with figures as numbers and nothing that reckons', async () => {
    const { content, rows } = await file(list, 'xlsx', 'zh-CN')
    expect(rows).toBe(4)
    const read = await collected(content, { format: 'xlsx' })
    expect(read.columns).toEqual(['月份', '客户', '客户等级', '成交额'])
    const cells = cellsOf(read)
    expect(cells.map((row) => row.slice(2))).toContainEqual([expect.stringMatching(/^[^a-z]+$/), '1234567.5'])
    expect(cells.map((row) => row[1])).toContain('=欧阳ሀ')
    expect(content.includes('<f>')).toBe(false)
  })

  it('as pages has the table that its reader sees, in correct Chinese, with totals and no box for a missing character', async () => {
    const pdf = await readPdf((await file(byLevel, 'pdf', 'zh-CN')).content)
    for (const text of [
      '交易 by level',
      '客户等级',
      '2026-10',
      '1,234,567.50',
      '合计',
      '2,469,135.50',
      '截至 2026-11-20',
    ])
      expect(pdf.text).toContain(text)
    expect(pdf.text).not.toContain('premium')
    const listed = await readPdf((await file(list, 'pdf', 'en')).content)
    expect(listed.text).toContain('王五')
    expect(listed.text).toContain('=欧阳〓')
    expect(listed.text).not.toContain('Elsewhere')
    expect(listed.text).toContain('4 of 4 rows')
    expect([pdf.boxes, listed.boxes]).toEqual([0, 0])
    expect((await readPdf((await file(list, 'pdf', 'en', firm.ho)).content)).text).toContain('Elsewhere')
  })

  it('as pages goes on below with its names again where its columns do not fit side by side', async () => {
    const wide = ReportDefinition.parse({
      ...byLevel,
      measures: ['tradedValue', 'trades', 'profit', 'fees', 'contacts', 'netInflow'].map((field) => ({
        of: 'sum',
        field,
      })),
    })
    const { text } = await readPdf((await file(wide, 'pdf', 'en')).content)
    expect(text.match(/Segment level/g)?.length).toBe(2)
    expect(text.match(/All: Sum: Net inflow/g)?.length).toBe(1)
    // Only where something is added up is there a line of totals.
    expect(text.split('\n').filter((line) => /^All( |$)/.test(line)).length).toBe(1)
  })
})
