import { createHash } from 'node:crypto'
import type { Mapping } from '@rapport/contract/customer/imports'

/** What a row says of each mapped field, as text; a field that it says nothing of is not there. */
export type RowValues = Readonly<Record<string, string>>

/** Our own exports put a quote before text that a spreadsheet would run: read back, it is the text again. */
const guarded = /^'[\s\u00a0\u200b\ufeff\p{Cc}]*[=+\-@＝＋－＠\t\r\n]/u
export const withoutGuard = (cell: string) => (cell.startsWith("'") && guarded.test(cell) ? cell.slice(1) : cell)

/**
 * Reads rows by a mapping. A translation in `values` speaks before anything else and may say '' for "nothing"; a list to
 * spread over is chosen from by the row's key, so that the same row always gets the same.
 */
export function rowReaderOf(mapping: Mapping, columns: readonly string[], key: string) {
  const sources = Object.entries(mapping).map(([name, source]) => ({
    name,
    at: source.column === undefined ? -1 : columns.indexOf(source.column),
    constant: source.constant,
    spread: source.spread,
    values: source.values && translation(source.values),
  }))
  // The key is read first: others are spread by it.
  sources.sort((a, b) => Number(b.name === key) - Number(a.name === key))
  return (cells: readonly string[]): RowValues => {
    const row: Record<string, string> = Object.create(null)
    for (const { name, at, constant, spread, values } of sources) {
      const given = at >= 0 ? withoutGuard(cells[at] ?? '').trim() : (constant ?? chosen(spread, row[key] ?? ''))
      const said = values?.(given) ?? given
      if (said !== '') row[name] = said
    }
    return row
  }
}

function translation(values: Record<string, string>): (word: string) => string | undefined {
  const exact = new Map(Object.entries(values))
  const anyCase = new Map([...exact].map(([word, value]) => [word.toLowerCase(), value]))
  return (word) => exact.get(word) ?? anyCase.get(word.toLowerCase())
}

const chosen = (list: readonly string[] | undefined, key: string) =>
  list ? list[createHash('sha256').update(key).digest().readUInt32BE() % list.length]! : ''
