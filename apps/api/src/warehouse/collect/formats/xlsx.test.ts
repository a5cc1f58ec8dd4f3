import { expect, it } from 'vitest'
import { cellsOf, collected, refusalOf } from '#warehouse/collect/testing.ts'
import { bookOf, bookParts, zipOf } from './xlsx/testing.ts'

const layout = { format: 'xlsx' } as const
const text = (place: string, said: string) => `<c r="${place}" t="inlineStr"><is><t>${said}</t></is></c>`
const head = `<row r="1">${text('A1', 'no')}${text('B1', 'x')}</row>`

it('reads text as it was typed, numbers as they are shown, and days as days', async () => {
  const styles = `<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="[Red]&quot;d&quot;0.00"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>`
  const strings =
    '<si><t>000123</t></si><si><r><t>王</t></r><r><t>小明</t></r><rPh><t>wang</t></rPh></si><si><t>1E5</t></si>'
  const cell = (place: string, value: string, more = '') => `<c r="${place}"${more}><v>${value}</v></c>`
  const pairs = [
    [cell('A2', '0', ' t="s"'), cell('B2', '1', ' t="s"')],
    [cell('A3', '2', ' t="s"'), cell('B3', '12.470000000000001')],
    [cell('A4', '45356', ' s="1"'), cell('B4', '45356.396527777775', ' s="2"')],
    [cell('A5', '59', ' s="1"'), cell('B5', '61', ' s="1"')],
    [cell('A6', '5', ' s="3"'), cell('B6', '1.0000000000000001E-5')],
    [cell('A7', '1', ' t="b"'), '<c r="B7" t="str"><f>A1&amp;A2</f><v>sum</v></c>'],
  ]
  const rows = head + pairs.map(([a, b], i) => `<row r="${i + 2}">${a}${b}</row>`).join('')
  const found = await collected(bookOf({ rows, strings, styles }), layout)
  expect(found.columns).toEqual(['no', 'x'])
  expect(cellsOf(found)).toEqual([
    ['000123', '王小明'],
    ['1E5', '12.47'],
    ['2024-03-05', '2024-03-05 09:31:00'],
    ['1900-02-28', '1900-03-01'],
    ['5', '0.00001'],
    ['true', 'sum'],
  ])
  const of1904 = bookOf({ rows, strings, styles, properties: '<workbookPr date1904="1"/>' })
  expect(cellsOf(await collected(of1904, layout))[2]![0]).toBe('2028-03-06')
})

it('reads the named sheet below its head, without empty rows, wherever cells are left out', async () => {
  const rows = `<row r="1">${text('A1', 'title')}</row><row r="3">${text('A3', 'a')}${text('C3', 'c')}</row>
    <row r="4"/><row r="900000">${text('C900000', 'z')}</row><row>${'<c t="str"><v>q</v></c>'}</row>`
  const found = await collected(bookOf({ rows }), { ...layout, sheet: 'Trades', headerRow: 3 })
  expect(found.columns).toEqual(['a', '', 'c'])
  expect(found.records).toEqual([
    { line: 900_000, cells: ['', '', 'z'], fault: null },
    { line: 900_001, cells: ['q', '', ''], fault: null },
  ])
  expect(await refusalOf(bookOf({ rows }), { ...layout, sheet: 'Other' })).toBe('xlsx.no-such-sheet')
  expect(await refusalOf(bookOf({ rows }), { ...layout, headerRow: 2 })).toBe('file.columns')
})

it('refuses cells in places that no sheet has (BI-44)', async () => {
  for (const rows of [
    `${head}<row r="99999999"/>`,
    `${head}<row r="1048577"/>`,
    `${head}<row r="2"/><row r="2"/>`,
    `${head}<row r="2"><c r="XFE2"><v>1</v></c></row>`,
    `${head}<row r="2"><c r="A3"><v>1</v></c></row>`,
    `${head}<row r="2"><c r="B2"/><c r="A2"/></row>`,
  ])
    expect(await refusalOf(bookOf({ rows }), layout), rows.slice(-60)).toBe('xlsx.cell-place')
  const wide = `${head}<row r="2">${text('XFD2', 'far')}</row><row r="3">${text('A3', 'fine')}</row>`
  expect(cellsOf(await collected(bookOf({ rows: wide }), layout))).toEqual(['row.too-large', ['fine', '']])
})

it('refuses bombs by what they declare and by what comes out of them (BI-42), within a second and 64 MB', async () => {
  const zeros = Buffer.alloc(40 * 1024 * 1024)
  const parts = bookParts({ rows: head })
  const swapped = (content: Buffer, declares?: number) =>
    zipOf(parts.map((part) => (part.name.includes('sheet1') ? { ...part, content, declares: declares! } : part)))
  const honest = swapped(zeros)
  const lying = swapped(zeros, 1_000)
  const before = process.memoryUsage().rss
  const start = process.cpuUsage()
  expect(await refusalOf(honest, layout)).toBe('file.expands-too-far')
  expect(await refusalOf(lying, layout)).toBe('file.expands-too-far')
  expect(process.cpuUsage(start).user).toBeLessThan(1_000_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024)
})

it('refuses directories that are no workbook: many entries, names twice or upwards, damage (BI-43)', async () => {
  const rows = head
  const more = (name: string) => bookOf({ rows, more: [{ name, content: 'x' }] })
  expect(await refusalOf(more('../../etc/passwd'), layout)).toBe('xlsx.entries')
  expect(await refusalOf(more('/etc/passwd'), layout)).toBe('xlsx.entries')
  expect(await refusalOf(more('xl/workbook.xml'), layout)).toBe('xlsx.entries')
  const many = Array.from({ length: 5_000 }, (_, i) => ({ name: `x${i}`, content: '' }))
  expect(await refusalOf(bookOf({ rows, more: many }), layout)).toBe('xlsx.entries')
  const book = bookOf({ rows })
  expect(await refusalOf(book.subarray(0, book.length - 30), layout)).toBe('file.damaged')
  const otherwise = bookParts({ rows }).map((part) => (part.name.includes('sheet1') ? { ...part, crc: 7 } : part))
  expect(await refusalOf(zipOf(otherwise), layout)).toBe('file.damaged')
  const flipped = Buffer.from(book)
  const at = book.indexOf('sheet1.xml') + 30
  flipped[at] = flipped[at]! ^ 0xff
  expect(['file.damaged', 'xml.not-well-formed', 'file.expands-too-far']).toContain(await refusalOf(flipped, layout))
  expect(await refusalOf('a,b\n1,2\n', layout)).toBe('xlsx.not-one')
  expect(await refusalOf(zipOf([{ name: 'x', content: 'y' }]), layout)).toBe('xlsx.not-one')
  expect(await refusalOf(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), layout)).toBe(
    'xlsx.protected',
  )
})

it('refuses more strings and styles than a workbook may have, and a DOCTYPE', async () => {
  expect(await refusalOf(bookOf({ rows: head, strings: '<si/>'.repeat(1_100_000) }), layout)).toBe('xlsx.strings')
  const styles = `<cellXfs>${'<xf numFmtId="0"/>'.repeat(100_000)}</cellXfs>`
  expect(await refusalOf(bookOf({ rows: head, styles }), layout)).toBe('xlsx.styles')
  expect(await refusalOf(bookOf({ rows: `${head}<row r="2"><c t="s"><v>7</v></c></row>` }), layout)).toBe(
    'file.damaged',
  )
  const evil = bookParts({ rows: head }).map((part) => ({ ...part, content: `<!DOCTYPE x>${part.content}` }))
  expect(await refusalOf(zipOf(evil), layout)).toBe('xml.doctype')
})
