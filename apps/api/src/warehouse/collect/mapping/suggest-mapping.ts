import type { CollectionField, CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import { targetOf } from '#warehouse/collect/fields/targets.ts'
import { plain } from '#warehouse/collect/plain.ts'
import { suggestedFormat } from './suggest-format.ts'

type Suggested = Pick<CollectionField, 'column' | 'format'>

/**
 * The fields that the names of the columns suggest; each column is used once, for the first field that it fits. Some rows
 * of the file, as many cells each as there are columns, show how days are written.
 */
export function suggestedFields(
  target: CollectionTarget,
  columns: readonly string[],
  rows: readonly (readonly string[])[] = [],
): Record<string, Suggested> {
  // A table of the firm's own takes every column as it is.
  if (target === 'table') return {}
  const free = new Map(columns.map((column) => [plain(column), column] as const).reverse())
  const fields: Record<string, Suggested> = {}
  for (const field of targetOf({ target, fields: {} }, columns).fields) {
    const names = [field.name, ...(field.columns ?? [])].map(plain)
    const name = names.find((wanted) => wanted !== '' && free.has(wanted))
    if (name === undefined) continue
    const column = free.get(name)!
    fields[field.name] = { column }
    free.delete(name)
    if (field.type !== 'day' && field.type !== 'instant') continue
    const at = columns.indexOf(column)
    const texts = rows.map((cells) => (cells[at] ?? '').trim()).filter((text) => text !== '')
    const format = suggestedFormat(texts, field.type)
    if (format !== undefined) fields[field.name] = { column, format }
  }
  return fields
}
