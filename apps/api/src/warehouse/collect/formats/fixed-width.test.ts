import { encode } from 'iconv-lite'
import { expect, it } from 'vitest'
import { cellsOf, collected, refusalOf } from '#warehouse/collect/testing.ts'

const columns = [
  { name: 'no', start: 1, length: 4 },
  { name: 'name', start: 5, length: 8 },
  { name: 'amount', start: 13, length: 6 },
]
const layout = { format: 'fixed-width', encoding: 'gb18030', columns } as const
const line = (no: string, name: string, amount: string) => encode(`${no}${name}${amount}\r\n`, 'gb18030')
const two = Buffer.concat([line('0001', '王小明  ', '001250'), line('0002', 'Smith   ', '000099')])

it('counts bytes of its own encoding: a Chinese character takes two', async () => {
  for (const piece of [1, 5, 1000]) {
    const found = await collected(two, layout, piece)
    expect(found.columns).toEqual(['no', 'name', 'amount'])
    expect(found.records).toEqual([
      { line: 1, cells: ['0001', '王小明  ', '001250'], fault: null },
      { line: 2, cells: ['0002', 'Smith   ', '000099'], fault: null },
    ])
  }
  expect(cellsOf(await collected(two, { ...layout, encoding: 'auto' }))).toHaveLength(2)
})

it('refuses a line of another width, and one whose column ends in the middle of a character', async () => {
  const cut = Buffer.concat([two, encode('0003王小', 'gb18030')])
  expect(cellsOf(await collected(cut, layout)).at(-1)).toBe('row.width')
  expect(cellsOf(await collected(Buffer.concat([two, line('0003', 'Smith   ', '000099x')]), layout)).at(-1)).toBe(
    'row.width',
  )
  expect(cellsOf(await collected(line('0001', '1234567王', '01250'), layout))).toEqual(['row.encoding'])
  const short = encode('0003Smith   00', 'gb18030')
  expect(cellsOf(await collected(short, { ...layout, shortLines: true }))).toEqual([['0003', 'Smith   ', '00']])
})

it('reads the totals of its trailer at their bytes, in units of cents', async () => {
  const trailer = {
    prefix: '9999',
    totals: [
      { start: 5, length: 4, is: 'rows' as const },
      { start: 9, length: 10, is: 'sum' as const, of: { field: 'amount' }, scale: 2 },
    ],
  }
  const file = Buffer.concat([two, Buffer.from('999900020000001349\r\n\x1a')])
  const found = await collected(file, { ...layout, trailer })
  expect(found.declared).toEqual({ rows: 2, sums: { amount: '13.49' }, sha256: null })
  expect(found.records).toHaveLength(2)
  expect(await refusalOf(two, { ...layout, trailer })).toBe('file.trailer-missing')
})

it('goes on behind a line without end, in bounded memory', async () => {
  const file = Buffer.concat([two, Buffer.alloc(10_000_000, 'x'), Buffer.from('\r\n'), two])
  expect(cellsOf(await collected(file, layout)).map((row) => (typeof row === 'string' ? row : row[0]))).toEqual([
    '0001',
    '0002',
    'row.too-large',
    '0001',
    '0002',
  ])
})
