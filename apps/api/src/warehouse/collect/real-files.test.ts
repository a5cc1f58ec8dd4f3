import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { repositoryRoot } from '@rapport/database/repository-root'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { guessLayout } from './guess/guess-layout.ts'
import { compileMapping } from './mapping/compile-mapping.ts'
import { preview } from './preview.ts'
import { collected } from './testing.ts'
import { Faults, type Values } from './values.ts'

const folder = process.env.RAPPORT_SHARED_DATA ?? join(repositoryRoot(), '../shared/data')
const isThere = existsSync(join(folder, 'berka')) && existsSync(join(folder, 'prices-cn'))
if (!isThere) console.warn(`The real public files are not at ${folder}: their reading is not tried here.`)

/** Reads a real file by the layout that its head suggests: its values, and the reasons of the rows that were refused. */
async function read(name: string, mapping: z.input<typeof CollectionMapping>) {
  const bytes = readFileSync(join(folder, name))
  const layout = await guessLayout(bytes.subarray(0, 1 << 20), bytes.length < 1 << 20)
  const { columns, records } = await collected(bytes, layout)
  const { map, at } = compileMapping(CollectionMapping.parse(mapping), columns)
  const taken: Values[] = []
  const refused = new Map<string, number>()
  for (const { cells, fault } of records) {
    const found = fault === null ? map(cells) : new Faults([{ field: '', code: fault }])
    if (!(found instanceof Faults)) taken.push(found)
    else
      for (const { field, code } of found.reasons)
        refused.set(`${field} ${code}`, (refused.get(`${field} ${code}`) ?? 0) + 1)
  }
  const column = (field: string) => taken.map((values) => values[at(field)])
  return { columns, rows: records.length, taken: taken.length, refused: Object.fromEntries(refused), column }
}
const col = (column: string) => ({ column })

describe.runIf(isThere)('the real public files', () => {
  it('of a Czech bank are read: holders, days of two-digit years, and the gender in a birth number', async () => {
    const clients = await read('berka/client.csv', {
      target: 'customers',
      fields: { customerNo: col('client_id'), birthNumber: col('birth_number'), unitCode: col('district_id') },
    })
    expect(clients).toMatchObject({ rows: 5369, taken: 5369 })
    expect(clients.column('gender').filter((gender) => gender === 'female')).toHaveLength(2645)
    expect(clients.column('birthOn')[0]).toBe('1970-12-13')
    const accounts = await read('berka/account.csv', {
      target: 'accounts',
      fields: {
        accountNumber: col('account_id'),
        unitCode: col('district_id'),
        openedOn: { ...col('date'), format: 'YYMMDD' },
      },
    })
    expect(accounts).toMatchObject({ rows: 4500, taken: 4500 })
    expect(accounts.column('openedOn').toSorted()[0]).toBe('1993-01-01')
    const holders = await read('berka/disp.csv', {
      target: 'account-holders',
      fields: { accountNumber: col('account_id'), customerNo: col('client_id'), role: col('type') },
    })
    expect(holders).toMatchObject({ rows: 5369, taken: 5369 })
    expect(holders.column('role').filter((role) => role === 'disponent')).toHaveLength(869)
    const cards = await read('berka/card.csv', {
      target: 'table',
      key: ['card_id'],
      fields: { card_id: col('card_id'), issued: { ...col('issued'), format: 'YYMMDD' }, type: col('type') },
    }).catch((error) => error.faults)
    // A table of the firm's own keeps text as it is: there is nothing that a format could say of it.
    expect(cards).toMatchObject([{ field: 'fields.issued', code: 'format.shape' }])
  })

  it('of ten investors make 4,917 fills', async () => {
    const trades = await read('directa/trades_10_investors.csv.gz', {
      target: 'trades',
      zone: 'Europe/Rome',
      fields: {
        accountNumber: col('investor'),
        securityCode: col('asset'),
        side: col('type'),
        quantity: col('quantity'),
        price: col('price'),
        tradedAt: col('datetime'),
        currency: { constant: 'EUR' },
      },
    })
    expect(trades).toMatchObject({ rows: 4917, taken: 4917 })
  })

  it('of the CSI 300 make 369,338 prices with their previous closes', async () => {
    const prices = await read('prices-cn/cn_csi300_daily_2020_2025.csv.gz', {
      target: 'prices',
      fields: {
        securityCode: col('code'),
        day: col('date'),
        price: col('close'),
        previousClose: col('preclose'),
        volume: col('volume'),
        turnoverAmount: col('amount'),
        tradeStatus: col('tradestatus'),
      },
    })
    expect(prices).toMatchObject({ rows: 369_338, taken: 369_338 })
  })

  it('of the exchange make its calendar and its securities', async () => {
    const calendar = await read('securities-cn/trade_calendar.csv', {
      target: 'calendar',
      fields: { market: col('exchange'), day: col('cal_date'), trading: col('is_open') },
    })
    expect(calendar).toMatchObject({ rows: 1096, taken: 1096 })
    const securities = await read('securities-cn/stock_basic.csv', {
      target: 'securities',
      fields: {
        securityCode: col('ts_code'),
        name: col('name'),
        industry: col('industry'),
        listedOn: col('list_date'),
      },
    })
    expect(securities).toMatchObject({ rows: 5448, taken: 5448 })
  })

  it('of consumer complaints are read with American days and a first column without a name', async () => {
    const complaints = await read('complaints/complaints_2015Q1_first20000.csv.gz', {
      target: 'contacts',
      zone: 'America/New_York',
      fields: {
        customerNo: col('ZIP code'),
        contactNo: col('Complaint ID'),
        contactedAt: { ...col('Date received'), format: 'M/D/YYYY' },
        channel: { constant: 'web' },
        kind: col('Product'),
        subject: col('Issue'),
      },
    })
    expect(complaints.columns[0]).toBe('')
    expect(complaints.rows).toBe(20_000)
    expect(complaints.taken + (complaints.refused['customerNo required'] ?? 0)).toBe(20_000)
    expect(complaints.column('contactedAt')[0]).toBe('2015-03-19T19:00:00.000Z')
  })

  it('of ISO 20022 are guessed and previewed, each of them', async () => {
    const names = readdirSync(join(folder, 'messages/iso20022'))
    for (const name of names) {
      const bytes = readFileSync(join(folder, 'messages/iso20022', name))
      const layout = await guessLayout(bytes, true)
      expect(layout.format, name).toBe('xml')
      const found = await preview(bytes, true, layout)
      expect(found.rows.length, name).toBeGreaterThan(0)
      expect(
        found.rows.some(({ cells }) => cells.some((cell) => cell !== '')),
        name,
      ).toBe(true)
    }
    const statement = readFileSync(join(folder, 'messages/iso20022/prowide_camt.053.001.07.xml'))
    const found = await collected(statement, {
      format: 'xml',
      record: 'Stmt/Bal',
      columns: [
        { name: 'account', path: '../Acct/Id/Othr/Id' },
        { name: 'amount', path: 'Amt' },
        { name: 'currency', path: 'Amt/@Ccy' },
        { name: 'direction', path: 'CdtDbtInd' },
      ],
    })
    expect(found.records.length).toBeGreaterThan(0)
    expect(found.records[0]!.cells[0]).toBe('2345234534')
  })
})
