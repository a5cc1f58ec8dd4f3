import type { CollectionField } from '@rapport/contract/administration/collection-mapping'
import { compileCellText } from '#warehouse/collect/conditions/conditions.ts'

/** What a row says of a field, before it is read: '' for nothing. */
export type Said = (cells: readonly string[]) => string

/** Where the text of a field comes from, translated; the mapping was checked. */
export function saidBy(source: CollectionField, columns: readonly string[]): Said {
  const given = textFrom(source, columns)
  const { values, upper } = source
  const raised: Said = upper ? (cells) => given(cells).toUpperCase() : given
  if (!values) return raised
  const exact = new Map(Object.entries(values))
  const anyCase = new Map([...exact].map(([word, value]) => [word.toLowerCase(), value]))
  return (cells) => {
    const said = raised(cells)
    return exact.get(said) ?? anyCase.get(said.toLowerCase()) ?? said
  }
}

function textFrom(
  { column, columns: several, constant, value, trim }: CollectionField,
  columns: readonly string[],
): Said {
  const tidy = trim ? trimmed : (text: string) => text
  if (constant !== undefined) return () => constant
  if (value !== undefined) return compileCellText(value, columns)
  if (column !== undefined) {
    const at = columns.indexOf(column)
    return (cells) => tidy(cells[at] ?? '')
  }
  const places = several!.map((name) => columns.indexOf(name))
  return (cells) => trimmed(places.map((at) => tidy(cells[at] ?? '')).join(' '))
}

/** Most cells have nothing to trim: their ends tell. */
export function trimmed(text: string): string {
  const { length } = text
  if (length === 0) return text
  const first = text.charCodeAt(0)
  const last = text.charCodeAt(length - 1)
  return first > 32 && first < 128 && last > 32 && last < 128 ? text : text.trim()
}
