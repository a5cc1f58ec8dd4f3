import type { FieldSource, ImportPreview, Mapping } from '@rapport/contract/customer/imports'
import type { z } from 'zod'

export type Source = z.output<typeof FieldSource>
export type MappedField = ImportPreview['fields'][number]

/** Where a field comes from, as one choice: a column by its name, one value for all rows, a spread, or nothing. */
export type Choice = `column:${string}` | 'constant' | 'spread' | 'none'

export function choiceOf(source: Source | undefined): Choice {
  if (!source) return 'none'
  if (source.column !== undefined) return `column:${source.column}`
  return source.spread ? 'spread' : 'constant'
}

/** The mapping after another choice for one field. */
export function chosen(mapping: Mapping, field: string, choice: Choice): Mapping {
  const { [field]: _, ...rest } = mapping
  if (choice === 'none') return rest
  if (choice === 'constant') return { ...rest, [field]: { constant: '' } }
  if (choice === 'spread') return { ...rest, [field]: { spread: [] } }
  return { ...rest, [field]: { column: choice.slice('column:'.length) } }
}

/** What the file says, in our terms: without one it is taken as it is. */
export function translated(source: Source, said: string, value: string | null): Source {
  const { [said]: _, ...rest } = source.values ?? {}
  const values = value === null ? rest : { ...rest, [said]: value }
  const { values: __, ...plain } = source
  return Object.keys(values).length > 0 ? { ...plain, values } : plain
}

/** As it is sent: what was begun and left empty counts as nothing. */
export const mappingToSend = (mapping: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(mapping).filter(
      ([, source]) => source.column !== undefined || source.constant?.trim() || (source.spread?.length ?? 0) > 0,
    ),
  )

/** The field that each column goes to. */
export const fieldsByColumn = (mapping: Mapping): Map<string, string> =>
  new Map(Object.entries(mapping).flatMap(([field, { column }]) => (column === undefined ? [] : [[column, field]])))
