import { gzipSync } from 'node:zlib'
import { encode } from 'iconv-lite'
import { expect, it } from 'vitest'
import { cellsOf, collected, refusalOf } from '#warehouse/collect/testing.ts'

const csv = { format: 'csv' } as const

it('reads rows by the names in its first line, with the line that each begins in', async () => {
  const { columns, records } = await collected('a,b\n1,"x\ny"\n\n2,z\n', csv)
  expect(columns).toEqual(['a', 'b'])
  expect(records).toEqual([
    { line: 2, cells: ['1', 'x\ny'], fault: null },
    { line: 5, cells: ['2', 'z'], fault: null },
  ])
})

it('reads the same wherever its bytes are cut, in each encoding, compressed or not', async () => {
  const text = '客户号|姓名\r\n1|王小明\r\n2|"李|四"\r\n'
  const layout = { ...csv, delimiter: '|' } as const
  for (const encoding of ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const)
    for (const bom of [true, false])
      for (const named of [encoding, 'auto'] as const) {
        // Without a mark, Chinese text in UTF-16 has too few zeros to be told from GB18030: it must be named.
        if (named === 'auto' && !bom && encoding.startsWith('utf-16')) continue
        const bytes = encode(text, encoding, { addBOM: bom && encoding !== 'gb18030' })
        for (const file of [bytes, gzipSync(bytes)])
          for (const piece of [1, 7, 65_536]) {
            const found = await collected(file, { ...layout, encoding: named }, piece)
            expect(found.columns, `${encoding} ${named} ${bom}`).toEqual(['客户号', '姓名'])
            expect(cellsOf(found)).toEqual([
              ['1', '王小明'],
              ['2', '李|四'],
            ])
          }
      }
})

it('takes its columns from the layout where no line names them, below the lines that are skipped', async () => {
  const layout = { ...csv, header: false, columns: ['a', 'b'], skipLines: 2 }
  const found = await collected('报表 2024\r\n----\r\n1,2\r\n3,4', layout, 3)
  expect(found.records).toEqual([
    { line: 3, cells: ['1', '2'], fault: null },
    { line: 4, cells: ['3', '4'], fault: null },
  ])
})

it('takes a quote for a character where cells have none', async () => {
  expect(cellsOf(await collected('a,b\n"x,y\n5",z\n', { ...csv, quote: false }))).toEqual([
    ['"x', 'y'],
    ['5"', 'z'],
  ])
})

it('gives a second column of the same name a number, and bears delimiters at the end of lines', async () => {
  const found = await collected('n,note,note,\n1,a,b,\n2,c,d,,\n3,e,f,,x\n4,g\n', csv)
  expect(found.columns).toEqual(['n', 'note', 'note (2)', ''])
  expect(cellsOf(found)).toEqual([['1', 'a', 'b', ''], ['2', 'c', 'd', ''], 'row.columns', 'row.columns'])
})

it('reads the totals of its trailer, cut in its own way, and no row from it', async () => {
  const trailer = {
    prefix: 'TRAILER',
    delimiter: '|',
    totals: [
      { at: 2, is: 'rows' as const },
      { at: 3, is: 'sum' as const, of: { field: 'amount' } },
      { at: 4, is: 'sum' as const, of: { field: 'fees', when: { field: 'side', value: 'buy' } }, scale: 2 },
    ],
  }
  const file = 'a,b\n1,2\n3,4\nTRAILER|9876|215,640,338.20|1250\n'
  const found = await collected(file, { ...csv, trailer })
  expect(found.records).toHaveLength(2)
  expect(found.declared).toEqual({
    rows: 9876,
    sums: { amount: '215640338.20', 'fees[side=buy]': '12.50' },
    sha256: null,
  })
  expect(await refusalOf('a,b\n1,2\n', { ...csv, trailer })).toBe('file.trailer-missing')
  expect(await refusalOf(`${file}5,6\n`, { ...csv, trailer })).toBe('file.rows-after-trailer')
  expect(await refusalOf(file.replace('9876', 'x'), { ...csv, trailer })).toBe('file.trailer-shape')
})

it('is refused where its last line must have an end and has none', async () => {
  expect(await refusalOf('a,b\n1,2\n3,4', { ...csv, lastLineEnds: true })).toBe('file.cut-off')
  expect(await refusalOf('a,b\n1,2\n3,4\n', { ...csv, lastLineEnds: true })).toBe('read')
})

it('has no rows and its columns where it holds nothing else', async () => {
  expect(await collected('a,b\n', csv)).toMatchObject({ columns: ['a', 'b'], records: [] })
})
