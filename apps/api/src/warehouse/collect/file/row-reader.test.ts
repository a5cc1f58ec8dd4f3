import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FileRow, RowReader } from './row-reader.ts'

/** Reads a text in pieces cut at these places. */
function rowsOf(text: string, { delimiter = ',', cuts = [] as number[], longest = 262_144 } = {}): FileRow[] {
  const reader = new RowReader(delimiter, { longest })
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b)
  const pieces = [0, ...places].map((from, i) => text.slice(from, places[i] ?? text.length))
  return [...pieces.flatMap((piece) => [...reader.read(piece, false)]), ...reader.read('', true)]
}
const cells = (rows: FileRow[]) => rows.map((row) => row.fault ?? row.cells)

describe('a file of rows', () => {
  it('is read as it was written, wherever its pieces are cut, with every delimiter and line end', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', ' ', '张') })
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(), { maxLength: 8 }),
        (rows, delimiter, record_delimiter, cuts) => {
          // The writer quotes what holds its own line end only; a reader of any line end needs the others quoted too.
          const text = stringify(rows, { delimiter, record_delimiter, quoted_match: /[\r\n]/ })
          expect(cells(rowsOf(text, { delimiter, cuts }))).toEqual(rows)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('loses the one line in which a quote was left open, and nothing behind it', () => {
    const text = 'a,b\n1,"open\n2,fine\n3,"quoted, well"\n4,last'
    expect(cells(rowsOf(text))).toEqual([
      ['a', 'b'],
      'row.quote-unclosed',
      ['2', 'fine'],
      ['3', 'quoted, well'],
      ['4', 'last'],
    ])
    expect(cells(rowsOf('a,b\n1,"open\n2,fine'))).toEqual([['a', 'b'], 'row.quote-unclosed', ['2', 'fine']])
  })

  it('is read on behind a row without end, whatever its cells, in bounded memory', () => {
    for (const huge of ['x'.repeat(5_000), `"${'x'.repeat(5_000)}"`, ','.repeat(5_000)]) {
      const text = `a,b\n1,${huge}\n2,fine\n`
      const cuts = Array.from({ length: 20 }, (_, i) => i * 300)
      expect(cells(rowsOf(text, { cuts, longest: 1_000 }))).toEqual([['a', 'b'], 'row.too-large', ['2', 'fine']])
    }
  })

  it('refuses the row that holds bytes which are no text', () => {
    expect(cells(rowsOf('a,b\n\ufffd,1\n2,3'))).toEqual([['a', 'b'], 'row.encoding', ['2', '3']])
  })

  it('has no rows in blank lines', () => {
    expect(cells(rowsOf('\n\na,b\r\n\r\n1,2\n\n'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })
})
