import type { ControlTotals, SideFile } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { RowReader } from '#warehouse/collect/file/row-reader.ts'
import { Declared } from './declared.ts'

const LARGEST = 65_536

/** The totals that a file beside the file declares. Throws `CannotRead` where it does not say all that it should. */
export function readSideFile(bytes: Buffer, layout: SideFile): ControlTotals {
  if (bytes.length > LARGEST) throw new CannotRead('file.too-large')
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  if (text.includes('\ufffd')) throw new CannotRead('file.encoding')
  const declared = new Declared()
  if (layout.format === 'sha256') {
    // As sha256sum writes it: the hash, blanks, and the name of the file.
    const hash = /^\s*\\?([0-9a-f]{64})(?:\s|$)/i.exec(text)?.[1]
    if (!hash) throw new CannotRead('side-file.shape', { key: 'sha256' })
    declared.take({ is: 'sha256', scale: 0 }, hash)
    return declared.totals
  }
  const said = entriesOf(text, layout.format)
  for (const total of layout.totals)
    if (!declared.take(total, said.get(total.key) ?? '')) throw new CannotRead('side-file.shape', { key: total.key })
  return declared.totals
}

function entriesOf(text: string, format: 'json' | 'key-value' | 'csv'): Map<string, string> {
  if (format === 'json') return jsonEntries(text)
  if (format === 'csv') return csvEntries(text)
  const lines = text.split(/\r\n|\r|\n/).map((line) => /^\s*([^=:#]+?)\s*[=:]\s*(.*?)\s*$/.exec(line))
  return new Map(lines.flatMap((found) => (found ? [[found[1]!, found[2]!.replace(/^"(.*)"$/, '$1')] as const] : [])))
}

/** Numbers keep their digits: as a binary float a sum of sixteen digits would lose its cents. */
function jsonEntries(text: string): Map<string, string> {
  const quoted = text.replace(/("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)/g, (_, word, number) => word ?? `"${number}"`)
  try {
    const said: unknown = JSON.parse(quoted)
    if (typeof said !== 'object' || said === null || Array.isArray(said)) throw new SyntaxError()
    return new Map(Object.entries(said).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one] as const] : [])))
  } catch {
    throw new CannotRead('side-file.shape')
  }
}

/** One line of cells, known by their numbers from 1; with a line of names above it, by their names too. */
function csvEntries(text: string): Map<string, string> {
  const first = text.split(/[\r\n]/, 1)[0]!
  const delimiter = [',', ';', '|', '\t'].reduce((best, one) =>
    first.split(one).length > first.split(best).length ? one : best,
  )
  const rows = new RowReader(delimiter).read(text, true)
  if (rows.length === 0 || rows.length > 2) throw new CannotRead('side-file.shape')
  const cells = rows.at(-1)!.cells
  const names = rows.length === 2 ? rows[0]!.cells : []
  return new Map([
    ...cells.map((cell, i) => [String(i + 1), cell] as const),
    ...names.map((name, i) => [name.trim(), cells[i] ?? ''] as const),
  ])
}
