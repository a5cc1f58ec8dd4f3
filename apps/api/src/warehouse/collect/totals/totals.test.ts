import { createHash } from 'node:crypto'
import { SideFile } from '@rapport/contract/administration/collection-layout'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inPieces } from '#warehouse/collect/testing.ts'
import { readSideFile } from './side-file.ts'
import { compareTotals, Tally } from './tally.ts'

const fields = [{ name: 'side' }, { name: 'amount', places: 4 }]

it('shows the row and the 26,066.56 that a file of 9,876 rows is short of (domain 7)', () => {
  const declared = { rows: 9876, sums: { amount: '215640338.20' }, sha256: null }
  const found = { rows: 9875, sums: { amount: '215614271.6400' }, sha256: null }
  expect(compareTotals(declared, found)).toEqual([
    { what: 'rows', declared: '9876', found: '9875', difference: '1' },
    { what: 'amount', declared: '215640338.20', found: '215614271.6400', difference: '26066.56' },
  ])
  expect(compareTotals(declared, { ...found, rows: 9876, sums: { amount: '215640338.2000' } })).toEqual([])
})

it('folds sums exactly, however large and many, also by what another field says', () => {
  const units = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('buy', 'sell'), fc.oneof(units, fc.bigInt(-99999n, 99999n)))),
      (rows) => {
        const tally = new Tally({
          fields,
          sums: [{ field: 'amount' }, { field: 'amount', when: { field: 'side', value: 'buy' } }],
          groups: [{ field: 'amount', by: 'side' }],
        })
        const text = (n: bigint) => {
          const digits = (n < 0n ? -n : n).toString().padStart(5, '0')
          return `${n < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
        }
        for (const [side, amount] of rows) tally.add([side, text(amount)])
        tally.add(['buy', null])
        const sum = (of: (side: string) => boolean) =>
          text(rows.filter(([side]) => of(side)).reduce((a, [, b]) => a + b, 0n))
        const { sums, rows: count } = tally.found()
        expect(count).toBe(rows.length + 1)
        expect(sums.amount).toBe(sum(() => true))
        expect(sums['amount[side=buy]']).toBe(sum((side) => side === 'buy'))
        if (rows.some(([side]) => side === 'sell'))
          expect(sums['amount[side=sell]']).toBe(sum((side) => side === 'sell'))
      },
    ),
  )
})

it('takes the hash of the bytes as they pass, and says when it is another', async () => {
  const bytes = Buffer.from('a,b\n1,2\n')
  const tally = new Tally({ fields, sums: [] })
  const passed: Buffer[] = []
  for await (const part of tally.over(inPieces(bytes, 3))) passed.push(part)
  expect(Buffer.concat(passed)).toEqual(bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  expect(tally.found().sha256).toBe(sha256)
  expect(compareTotals({ rows: null, sums: {}, sha256: 'f'.repeat(64) }, tally.found())).toMatchObject([
    { what: 'sha256', difference: null },
  ])
})

it('reads what a side file declares, in each of its forms', () => {
  const hash = 'ab'.repeat(32)
  const totals = [
    { key: 'count', is: 'rows' as const },
    { key: 'sum', is: 'sum' as const, of: { field: 'amount' } },
  ]
  const read = (text: string, layout: object) => readSideFile(Buffer.from(text), SideFile.parse({ totals, ...layout }))
  const declared = { rows: 9876, sums: { amount: '1215640338123456.20' }, sha256: null }
  expect(read('{"count": 9876, "sum": 1215640338123456.20}', { format: 'json' })).toEqual(declared)
  expect(read('# day\r\ncount = 9876\r\nsum: "1,215,640,338,123,456.20"\r\n', { format: 'key-value' })).toEqual(
    declared,
  )
  expect(read('file;count;sum\nx;9876;1215640338123456.20', { format: 'csv' })).toEqual(declared)
  expect(
    read('x|9876|1215640338123456.20', {
      format: 'csv',
      totals: totals.map((one, i) => ({ ...one, key: `${i + 2}` })),
    }),
  ).toEqual(declared)
  expect(read(`${hash}  trades.csv\n`, { format: 'sha256', totals: [] })).toEqual({
    rows: null,
    sums: {},
    sha256: hash,
  })
  for (const [text, format] of [
    ['count=1', 'key-value'],
    ['[]', 'json'],
    ['{"count":', 'json'],
    ['', 'csv'],
    ['nothing', 'sha256'],
  ] as const)
    expect(() => read(text, { format })).toThrow(expect.objectContaining({ code: 'side-file.shape' }))
})
