import { fieldName, valueName } from '#features/customer/imports/field-words.ts'
import { wordsFor } from '#words/words.ts'
import { camel } from './differences.ts'

/** A kind of record by its table, as people say it. */
export const objectName = (objectType: string) => wordsFor(`audit.object.${objectType}`) ?? objectType

/** A column as people say it: as the imports name it, or in its own plain words. */
export function columnName(column: string): string {
  const name = camel(column)
  const known = wordsFor(`audit.field.${name}`) ?? fieldName(name)
  return known === name ? column.replaceAll('_', ' ') : known
}

/** Where the words of closed lists stand; a column of one name has different lists in different records. */
const books: Record<string, string[]> = {
  kind: ['kind', 'visit-kind', 'contact', 'account', 'account-service', 'unit-kind'],
  type: ['identification'],
  state: ['visit-state', 'request-state'],
  outcome: ['outcome'],
  channel: ['channel'],
  scope: ['scope'],
  permissions: ['permission'],
  clearance: ['personal'],
  theme: ['frame.theme'],
  rising: ['frame.rising'],
}

const listed = () => wordsFor('role.list') ?? ', '

/** A column with its value. */
export const pairText = (column: string, value: unknown) =>
  wordsFor('audit.pair', { name: columnName(column), value: valueText(column, value) }) ?? column

/** A value as it is read: words of closed lists, lists in a row, nothing as a dash. */
export function valueText(column: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return wordsFor(value ? 'ui.yes' : 'ui.no') ?? String(value)
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((one) => valueText(column, one)).join(listed())
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, one]) => pairText(name, one))
      .join(listed())
  if (typeof value !== 'string') return String(value)
  const name = camel(column)
  for (const book of books[name] ?? []) {
    const known = wordsFor(`${book}.${value}`)
    if (known) return known
  }
  return valueName(name, value)
}
