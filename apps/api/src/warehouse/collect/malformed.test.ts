import { gzipSync } from 'node:zlib'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { encode } from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { compileCondition } from './conditions/conditions.ts'
import { schemaDrift } from './formats/columns.ts'
import { compileMapping } from './mapping/compile-mapping.ts'
import { collected, refusalOf } from './testing.ts'
import { compareTotals, Tally } from './totals/tally.ts'
import { Faults } from './values.ts'

// F-15: what may be wrong with a day's file. Each ends as a named refusal of the file, or as rows in quarantine with their
// reason; what is read and what is refused are together every line that was written.
const ROWS = 200
const columns = ['acct', 'code', 'side', 'qty', 'px', 'amount', 'day', 'no', 'name']
const day = '2024-03-05'
const rowOf = (i: number) => {
  const [quantity, cents] = [100 * (1 + (i % 7)), 1000 + i]
  const amount = (quantity * cents) / 100
  return [
    `A${i}`,
    `60000${i % 10}`,
    i % 2 ? 'B' : 'S',
    `${quantity}`,
    (cents / 100).toFixed(2),
    amount.toFixed(2),
    day,
    `T${i}`,
    '王小明',
  ]
}
const rows = Array.from({ length: ROWS }, (_, i) => rowOf(i))
const sum = rows.reduce((total, row) => total + Math.round(Number(row[5]) * 100), 0)
const trailerLine = (count: number, cents: number) => `TRAILER,${count},${(cents / 100).toFixed(2)}\n`
const text = (lines: string[][], names = columns) => [names, ...lines].map((line) => `${line.join(',')}\n`).join('')
const whole = text(rows) + trailerLine(ROWS, sum)

const layout = {
  format: 'csv' as const,
  encoding: 'utf-8' as const,
  trailer: {
    prefix: 'TRAILER',
    totals: [
      { at: 2, is: 'rows' as const },
      { at: 3, is: 'sum' as const, of: { field: 'amount' } },
    ],
  },
}
const mapping = CollectionMapping.parse({
  target: 'trades',
  fields: {
    accountNumber: { column: 'acct' },
    securityCode: { column: 'code' },
    side: { column: 'side' },
    quantity: { column: 'qty' },
    price: { column: 'px' },
    amount: { column: 'amount' },
    tradedOn: { column: 'day' },
    tradeNo: { column: 'no' },
    channel: { column: 'name' },
  },
})

/** Reads a file as a run would: how many rows were taken, why others were not, and where its totals differ. */
async function checked(file: Buffer | string, own: object = layout, piece?: number) {
  const { columns: found, records, declared } = await collected(file, { ...layout, ...own }, piece)
  const { map, target } = compileMapping(mapping, found)
  const ofTheDay = compileCondition('tradedOn == businessDate', target, { businessDate: day })
  const tally = new Tally({ fields: target.fields, sums: [{ field: 'amount' }] })
  const refused: string[] = []
  for (const { cells, fault } of records) {
    const values = fault === null ? map(cells) : new Faults([{ field: '', code: fault }])
    if (values instanceof Faults) refused.push(values.reasons.map(({ field, code }) => field + code).join())
    else if (ofTheDay(values) !== true) refused.push('condition')
    else tally.add(values)
  }
  return { taken: tally.rows, refused, differences: declared ? compareTotals(declared, tally.found()) : null }
}
const kinds = (refused: string[]) => [...new Set(refused)]

describe('a bad feed', () => {
  it('is none where nothing is wrong', async () => {
    expect(await checked(whole)).toEqual({ taken: ROWS, refused: [], differences: [] })
  })

  it('that is cut in the middle of a row is refused by the trailer that it lost', async () => {
    for (let at = text([]).length; at < whole.length; at += 97)
      expect(['file.trailer-missing', 'file.trailer-shape', 'differs']).toContain(
        await checked(whole.slice(0, at)).then(
          ({ differences }) => (differences!.length > 0 ? 'differs' : 'nothing was noticed'),
          (error) => error.code,
        ),
      )
  })

  it('that declares other totals than it has shows by how much', async () => {
    const { taken, differences } = await checked(text(rows) + trailerLine(ROWS + 1, sum + 123))
    expect(taken).toBe(ROWS)
    expect(differences).toMatchObject([
      { what: 'rows', difference: '1' },
      { what: 'amount', difference: '1.23' },
    ])
  })

  it('of yesterday keeps none of its rows', async () => {
    const found = await checked(whole.replaceAll(day, '2024-03-04'))
    expect(found).toMatchObject({ taken: 0 })
    expect(kinds(found.refused)).toEqual(['condition'])
    expect(found.refused).toHaveLength(ROWS)
  })

  it('with one bad row in ten loses those, each with its reason, and no other', async () => {
    const spoil: ((row: string[]) => void)[] = [
      (row) => row.splice(3, 1, 'many'),
      (row) => row.splice(0, 1, ''),
      (row) => row.pop(),
      (row) => row.splice(6, 1, '2024-02-30'),
      (row) => row.splice(2, 1, 'hold'),
    ]
    const spoiled = rows.map((row, i) => {
      const copy = [...row]
      if (i % 10 === 0) spoil[(i / 10) % spoil.length]!(copy)
      return copy
    })
    const { taken, refused, differences } = await checked(text(spoiled) + trailerLine(ROWS, sum))
    expect(taken).toBe(ROWS - 20)
    expect(kinds(refused).sort()).toEqual([
      'accountNumberrequired',
      'quantitydecimal.shape',
      'row.columns',
      'sidechoice',
      'tradedOnday.unreal',
    ])
    expect(refused).toHaveLength(20)
    expect(differences).toMatchObject([{ what: 'rows', difference: '20' }, { what: 'amount' }])
  })

  it('whose columns drifted is refused, or read by their names where nothing needed is gone', async () => {
    const as = (change: (cells: string[]) => string[]) =>
      text(
        rows.map((row) => change([...row])),
        change([...columns]),
      ) + trailerLine(ROWS, sum)
    const drift = (names: string[]) => schemaDrift(columns, names)
    await expect(checked(as((cells) => cells.filter((_, i) => i !== 3)))).rejects.toMatchObject({
      faults: [{ field: 'fields.quantity', code: 'mapping.unknown-column', reason: 'qty' }],
    })
    await expect(checked(whole.replace('qty', 'quantity'))).rejects.toMatchObject({
      faults: [{ code: 'mapping.unknown-column' }],
    })
    expect(drift(columns.map((name) => (name === 'qty' ? 'quantity' : name)))).toEqual({
      missing: ['qty'],
      added: ['quantity'],
      reordered: false,
    })
    const reversed = (cells: string[]) => [...cells].reverse()
    const plain = { ...layout, trailer: undefined }
    const reordered = text(rows.map(reversed), reversed(columns))
    expect(await checked(reordered, plain)).toMatchObject({ taken: ROWS, refused: [] })
    expect(drift(reversed(columns))).toEqual({ missing: [], added: [], reordered: true })
    expect(await checked(as((cells) => [...cells, 'new']))).toMatchObject({ taken: ROWS, differences: [] })
    expect(drift([...columns, 'new'])).toEqual({ missing: [], added: ['new'], reordered: false })
    expect(drift(columns)).toBe(null)
  })

  it('in another encoding than agreed loses the rows that are no text in it', async () => {
    const { taken, refused } = await checked(encode(whole, 'gb18030'))
    expect([taken, refused.length, kinds(refused)]).toEqual([0, ROWS, ['row.encoding']])
    expect(await checked(encode(whole, 'gb18030'), { encoding: 'auto' })).toMatchObject({
      taken: ROWS,
      differences: [],
    })
    const header = text(rows).replace('name', '姓名')
    expect(await refusalOf(encode(header, 'gb18030'), { ...layout, trailer: undefined })).toBe('file.encoding')
    expect(await refusalOf(encode(header, 'utf-16le'), { ...layout, trailer: undefined })).not.toBe('read')
  })

  it('with other line ends is read the same', async () => {
    for (const end of ['\r', '\r\n'])
      expect(await checked(whole.replaceAll('\n', end))).toMatchObject({ taken: ROWS, differences: [] })
  })

  it('with zeros, a cell of 10 MB, a million delimiters or an open quote loses that row alone', async () => {
    const spoiled = (cell: string) => whole.replace('A50,', `${cell},`)
    for (const [cell, fault] of [
      ['A\0', 'row.zero-character'],
      ['x'.repeat(10_000_000), 'row.too-large'],
      [','.repeat(1_000_000), 'row.too-large'],
      [','.repeat(1_000), 'row.columns'],
      ['"A50', 'row.quote-unclosed'],
    ] as const) {
      // Pieces of another length cut the spoiled row elsewhere.
      const { taken, refused, differences } = await checked(spoiled(cell), layout, cell.length > 1000 ? 65_536 : 7)
      expect([taken, refused], fault).toEqual([ROWS - 1, [fault]])
      expect(differences).toMatchObject([{ what: 'rows', difference: '1' }, { what: 'amount' }])
    }
  })

  it('that is damaged, empty, or no such file is refused by name', async () => {
    const packed = gzipSync(whole)
    expect(await checked(packed)).toMatchObject({ taken: ROWS, differences: [] })
    for (const at of [12, 100, packed.length - 4])
      expect(await refusalOf(packed.subarray(0, at), layout)).toBe('file.damaged')
    expect(await refusalOf('', layout)).toBe('file.empty')
    expect(await refusalOf('\n\n', layout)).toBe('file.empty')
    expect(await refusalOf(gzipSync(''), layout)).toBe('file.empty')
    expect(await refusalOf(gzipSync(packed), layout)).toBe('file.not-a-table')
    expect(await refusalOf(Buffer.from('PK\u0003\u0004\u0014,\u0000b\n'), layout)).toBe('file.not-a-table')
    expect(await refusalOf(`${','.repeat(600)}\n`, layout)).toBe('file.columns')
    expect(await refusalOf(gzipSync(`a,b\n${'x'.repeat(100 * 1024 * 1024)}`), layout)).toBe('file.expands-too-far')
  })

  it('with columns named like the parts of every object is read like any other', async () => {
    const names = ['__proto__', 'constructor', 'toString']
    const found = await collected(`${names.join()}\n1,2,3\n`, { format: 'csv' })
    expect(found.columns).toEqual(names)
    const table = CollectionMapping.parse({ target: 'table', key: ['constructor'] })
    expect(compileMapping(table, found.columns).map(found.records[0]!.cells)).toEqual(['1', '2', '3'])
  })
})
