import type { CollectionPreview } from '@rapport/contract/administration/collection-items'
import type { CollectionField, CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type { z } from 'zod'

export type Source = z.input<typeof CollectionField>
export type MappingDraft = z.input<typeof CollectionMapping>
export type TargetField = CollectionPreview['fields'][number]

/** Where a field comes from, as one choice. */
export type Choice = `column:${string}` | 'none' | 'constant' | 'columns' | 'value'

export function choiceOf(source: Source | undefined): Choice {
  if (!source) return 'none'
  if (source.column !== undefined) return `column:${source.column}`
  if (source.columns) return 'columns'
  return source.value === undefined ? 'constant' : 'value'
}

/** The mapping after another choice for one field; how it is read stays where it still can. */
export function chosen(mapping: MappingDraft, field: string, choice: Choice): MappingDraft {
  const { [field]: before, ...rest } = mapping.fields ?? {}
  if (choice === 'none') return { ...mapping, fields: rest }
  const { column: _, columns, constant: __, value: ___, values: ____, ...reading } = before ?? {}
  const source: Source =
    choice === 'constant'
      ? { ...reading, constant: '' }
      : choice === 'value'
        ? { ...reading, value: '' }
        : choice === 'columns'
          ? { ...reading, columns: columns ?? [] }
          : { ...reading, column: choice.slice('column:'.length) }
  return { ...mapping, fields: { ...rest, [field]: source } }
}

export const withSource = (mapping: MappingDraft, field: string, source: Source): MappingDraft => ({
  ...mapping,
  fields: { ...mapping.fields, [field]: source },
})

/** A source with an option changed; `undefined` takes it away. */
export function withOption<Name extends keyof Source>(source: Source, name: Name, value: Source[Name]): Source {
  const { [name]: _, ...rest } = source
  return (value === undefined ? rest : { ...rest, [name]: value }) as Source
}

/** As it is sent: what was begun and left empty counts as nothing. */
export const mappingToSend = (mapping: MappingDraft): MappingDraft => ({
  ...mapping,
  fields: Object.fromEntries(
    Object.entries(mapping.fields ?? {}).filter(
      ([, { column, columns, constant, value }]) =>
        column !== undefined || (columns?.length ?? 0) > 1 || constant?.trim() || value?.trim(),
    ),
  ),
})

/** The field that each column goes to. */
export const fieldsByColumn = (mapping: MappingDraft): Map<string, string> =>
  new Map(
    Object.entries(mapping.fields ?? {}).flatMap(([field, { column, columns }]) =>
      (column === undefined ? (columns ?? []) : [column]).map((name) => [name, field] as const),
    ),
  )

/** The fields to map: those that the server told with a preview, or before one those that are mapped. */
export const fieldsOf = (preview: CollectionPreview | undefined, mapping: MappingDraft): TargetField[] =>
  preview?.fields ??
  Object.keys(mapping.fields ?? {}).map((name) => ({ name, required: false, type: '', values: null }))
