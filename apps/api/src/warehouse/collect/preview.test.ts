import { gzipSync } from 'node:zlib'
import { Layout } from '@rapport/contract/administration/collection-layout'
import { encode } from 'iconv-lite'
import { expect, it } from 'vitest'
import { bookOf } from './formats/xlsx/testing.ts'
import { guessLayout } from './guess/guess-layout.ts'
import { suggestedFormat } from './mapping/suggest-format.ts'
import { suggestedFields } from './mapping/suggest-mapping.ts'
import { columnsOf, preview } from './preview.ts'

const csv = (more = {}) => Layout.parse({ format: 'csv', ...more })
const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i},"x${i}"\n`).join('')

it('shows the first 20 records, of a head that is cut off too, and none that is broken by the cut', async () => {
  const file = Buffer.from(`n,t\n${rows(1000)}`)
  expect((await preview(file, true, csv())).rows).toHaveLength(20)
  const cut = file.subarray(0, 90)
  for (let at = 60; at < 120; at++) {
    const layout = csv(at % 2 ? {} : { trailer: { prefix: 'END', totals: [] } })
    const found = await preview(file.subarray(0, at), false, layout)
    expect(found.columns).toEqual(['n', 't'])
    expect(found.rows.every(({ fault, cells }) => fault === null && cells[1] === `x${cells[0]}`)).toBe(true)
    expect(found.rows.length).toBeGreaterThan(5)
  }
  const packed = gzipSync(file)
  expect((await preview(packed.subarray(0, 900), false, csv())).rows).toHaveLength(20)
  await expect(preview(packed.subarray(0, 900), true, csv({ skipLines: 900 }))).rejects.toMatchObject({
    code: 'file.damaged',
  })
  expect(await columnsOf(cut, false, csv())).toEqual(['n', 't'])
  await expect(preview(Buffer.alloc(0), true, csv())).rejects.toMatchObject({ code: 'file.empty' })
})

it('guesses how a file is written', async () => {
  const guess = (file: string | Buffer) => guessLayout(Buffer.from(file), true)
  expect(await guess('a;b\n1;2,5\n3;4,5\n')).toMatchObject({ format: 'csv', delimiter: ';', header: true })
  expect(await guess('日期|金额\n20240305|1,200.50\n')).toMatchObject({ delimiter: '|', encoding: 'auto' })
  expect(await guess('1\t2\n3\t4\n')).toMatchObject({ delimiter: '\t', header: false, columns: ['c1', 'c2'] })
  expect(await guess(encode('a,b\n1,2\n', 'utf-16le', { addBOM: true }))).toMatchObject({ encoding: 'utf-16le' })
  expect(await guess(gzipSync('a,b\n1,2\n'))).toMatchObject({ format: 'csv', delimiter: ',' })
  expect(await guess('{"no":1,"leg":{"qty":[5,6]}}\n{"no":2,"x":null}\n{"cut')).toMatchObject({
    format: 'json-lines',
    columns: ['no', 'leg.qty.0', 'leg.qty.1', 'x'].map((path) => ({ name: path, path })),
  })
  expect(await guess('<a><h><n>1</n></h><r k="1"><v>2</v></r><r><v>3</v><w>4</w></r><r>')).toMatchObject({
    format: 'xml',
    record: 'a/r',
    columns: ['@k', 'v', 'w'].map((path) => ({ name: path, path })),
  })
  expect(await guess(bookOf({ rows: '' }))).toMatchObject({ format: 'xlsx', sheet: 1 })
  await expect(guess('<!DOCTYPE a><a/>')).rejects.toMatchObject({ code: 'xml.doctype' })
  await expect(guess(' \n')).rejects.toMatchObject({ code: 'file.empty' })
  await expect(guess(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0]))).rejects.toMatchObject({
    code: 'file.not-a-table',
  })
})

it('suggests the fields that the names of columns speak of, each column once', () => {
  expect(suggestedFields('trades', ['成交日期', '资金账号', 'TS Code', 'type', 'qty', '备注'])).toEqual({
    accountNumber: { column: '资金账号' },
    securityCode: { column: 'TS Code' },
    side: { column: 'type' },
    quantity: { column: 'qty' },
    tradedOn: { column: '成交日期' },
  })
})

it('suggests how days are written where rows show it, and leaves to a person what two formats read differently', () => {
  const format = (type: 'day' | 'instant', ...texts: string[]) => suggestedFormat(texts, type)
  expect(format('day', '930101', '981231')).toBe('YYMMDD')
  expect(format('day', '931107 00:00:00')).toBe('YYMMDD')
  expect(format('day', '05.03.2024', '31.12.2024')).toBe('DD.MM.YYYY')
  expect(format('day', '3/19/2015', '12/1/2015')).toBe('M/D/YYYY')
  expect(format('instant', '19/03/2015 9:30', '01/12/2015 15:00')).toBe('DD/MM/YYYY H:mm')
  expect(format('instant', '19/03/2015 09:30', '01/12/2015 15:00')).toBe('DD/MM/YYYY HH:mm')
  expect(format('day', '2024-03-05', '20240305')).toBeUndefined()
  expect(format('day', '3/4/2015', '5/6/2015')).toBeUndefined()
  expect(format('day', '4/4/2015', '5/5/2015')).toBe('D/M/YYYY')
  expect(format('day', 'soon', '930101')).toBeUndefined()
  expect(format('day')).toBeUndefined()
  const rows = [
    ['576', '930101'],
    ['3818', '930102'],
    ['704', ''],
  ]
  expect(suggestedFields('accounts', ['account_number', 'opened_on'], rows)).toEqual({
    accountNumber: { column: 'account_number' },
    openedOn: { column: 'opened_on', format: 'YYMMDD' },
  })
})
