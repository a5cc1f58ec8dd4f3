import { createHash } from 'node:crypto'
import type { Mapping } from '@rapport/contract/customer/imports'
import { plain } from '#warehouse/collect/plain.ts'
import type { Field } from './field.ts'

/** Two files have the same layout when their columns have the same names in the same order. */
export const layoutOf = (columns: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(columns)).digest('base64url')

/** The mapping that the names of the columns suggest; each column is used once, for the first field that it fits. */
export function suggestedMapping(fields: readonly Field[], columns: readonly string[]): Mapping {
  const free = new Map(columns.map((column) => [plain(column), column]).reverse() as [string, string][])
  const mapping: Mapping = {}
  for (const field of fields) {
    const name = [field.name, ...(field.columns ?? [])].map(plain).find((wanted) => wanted !== '' && free.has(wanted))
    if (name === undefined) continue
    mapping[field.name] = { column: free.get(name)! }
    free.delete(name)
  }
  return mapping
}
