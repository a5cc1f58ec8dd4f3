import type { CollectionField, CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import { targetOf } from '#warehouse/collect/fields/targets.ts'
import { plain } from '#warehouse/collect/plain.ts'

/** The fields that the names of the columns suggest; each column is used once, for the first field that it fits. */
export function suggestedFields(
  target: CollectionTarget,
  columns: readonly string[],
): Record<string, Pick<CollectionField, 'column'>> {
  // A table of the firm's own takes every column as it is.
  if (target === 'table') return {}
  const free = new Map(columns.map((column) => [plain(column), column] as const).reverse())
  const fields: Record<string, Pick<CollectionField, 'column'>> = {}
  for (const field of targetOf({ target, fields: {} }, columns).fields) {
    const names = [field.name, ...(field.columns ?? [])].map(plain)
    const name = names.find((wanted) => wanted !== '' && free.has(wanted))
    if (name === undefined) continue
    fields[field.name] = { column: free.get(name)! }
    free.delete(name)
  }
  return fields
}
