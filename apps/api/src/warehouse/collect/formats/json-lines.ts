import type { JsonLinesLayout } from '@rapport/contract/administration/collection-layout'
import { decode } from '#warehouse/collect/file/decode.ts'
import { TextLines } from '#warehouse/collect/file/text-lines.ts'
import { KEPT, LONGEST_RECORD, type Part, type RawRecord } from './record.ts'

/** One JSON object a line; a cell for each of the layout's paths, '' where there is nothing. Blank lines are no records. */
export async function* readJsonLines(bytes: AsyncIterable<Buffer>, layout: JsonLinesLayout): AsyncGenerator<Part> {
  const columns = layout.columns.map(({ name }) => name)
  const paths = layout.columns.map(({ path }) => path.split('.'))
  const lines = new TextLines(LONGEST_RECORD)
  const records = (found: { line: number; text: string | null }[]): RawRecord[] =>
    found.flatMap(({ line, text }) =>
      text === null
        ? [{ line, cells: [''], fault: 'row.too-large' }]
        : text.trim() === ''
          ? []
          : [{ line, ...cellsOf(text, paths) }],
    )
  for await (const text of decode(bytes, layout.encoding))
    yield { columns, records: records(lines.read(text, false)), declared: null }
  yield { columns, records: records(lines.read('', true)), declared: null }
}

function cellsOf(text: string, paths: readonly (readonly string[])[]): Omit<RawRecord, 'line'> {
  const broken = (fault: string) => ({ cells: [text.slice(0, KEPT)], fault })
  if (text.includes('\ufffd')) return broken('row.encoding')
  const said = parsed(text)
  if (said === undefined) return broken('row.json')
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return broken('row.not-an-object')
  const cells = paths.map((path) => textAt(said, path))
  return { cells, fault: cells.some((cell) => cell.includes('\0')) ? 'row.zero-character' : null }
}

/** A number that a binary float may not hold keeps its digits: it is read as the text that it is written as. */
const long = /\d[\d.]{14}|\d[eE][+-]?\d/
const numbers = /("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g

function parsed(text: string): unknown {
  try {
    return JSON.parse(long.test(text) ? text.replace(numbers, (_, word, number) => word ?? `"${number}"`) : text)
  } catch {
    return undefined
  }
}

/** Only what the object itself holds: `constructor` and `__proto__` are names like any other. */
function textAt(said: object, path: readonly string[]): string {
  let at: unknown = said
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return ''
    at = (at as Record<string, unknown>)[name]
  }
  if (at === null || at === undefined) return ''
  return typeof at === 'object' ? JSON.stringify(at) : String(at)
}
