import { MultiSelect, Select, TextInput } from '@mantine/core'
import type { CollectionPreview } from '@rapport/contract/administration/collection-items'
import { useState } from 'react'
import { MappingRow, MappingRows } from '#features/file-mapping/mapping-rows.tsx'
import { reasonWords } from '#features/file-mapping/reasons.ts'
import { Translation, unplacedIn, wordsIn } from '#features/file-mapping/translation.tsx'
import { useWords } from '#words/words.ts'
import { fieldWords, valueWords } from './field-words.ts'
import classes from './items.module.css'
import {
  type Choice,
  choiceOf,
  chosen,
  fieldsByColumn,
  fieldsOf,
  type MappingDraft,
  type Source,
  type TargetField,
  withOption,
  withSource,
} from './mapping.ts'
import { withoutZeros } from './preview.ts'
import { SourceOptions } from './source-options.tsx'

interface Props {
  preview: CollectionPreview | undefined
  mapping: MappingDraft
  /** What the server says of single fields, by their names. */
  refused: ReadonlyMap<string, string>
  onChange: (mapping: MappingDraft) => void
}

/** Each field of the target: where it comes from, how it is read, and what the first row comes to. */
export function MappingField({ preview, mapping, refused, onChange }: Props) {
  const { t } = useWords()
  // As it began with this sample: a field does not change its place while one works on it.
  const [first, setFirst] = useState<{ of: CollectionPreview | undefined; names: Set<string> }>({
    of: undefined,
    names: new Set(Object.keys(mapping.fields ?? {})),
  })
  const suggested = preview?.suggestedMapping
  if (preview && suggested && first.of === undefined)
    setFirst({ of: preview, names: new Set([...first.names, ...Object.keys(suggested.fields)]) })
  const fields = fieldsOf(preview, mapping)
  const columns = preview?.columns ?? [...fieldsByColumn(mapping).keys()]
  if (fields.length === 0) return <p className={classes.hint}>{t('item.mapping.none')}</p>
  const rowOf = (field: TargetField) => (
    <FieldRow
      key={field.name}
      field={field}
      columns={columns}
      preview={preview}
      source={mapping.fields?.[field.name]}
      refused={refused.get(field.name)}
      choose={(choice) => onChange(chosen(mapping, field.name, choice))}
      change={(source) => onChange(withSource(mapping, field.name, source))}
    />
  )
  const others = fields.filter(({ name, required }) => !required && !first.names.has(name))
  if (mapping.target === 'table' && Object.keys(mapping.fields ?? {}).length === 0)
    return (
      <>
        <p className={classes.hint}>{t('item.mapping.whole')}</p>
        <MappingRows rows={[]} others={others.map(rowOf)} example={t('item.mapping.result')} />
      </>
    )
  return (
    <MappingRows
      rows={fields.filter((field) => !others.includes(field)).map(rowOf)}
      others={others.map(rowOf)}
      example={t('item.mapping.result')}
    />
  )
}

interface FieldProps {
  field: TargetField
  columns: string[]
  preview: CollectionPreview | undefined
  source: Source | undefined
  refused: string | undefined
  choose: (choice: Choice) => void
  change: (source: Source) => void
}

function FieldRow({ field, columns, preview, source, refused, choose, change }: FieldProps) {
  const { t } = useWords()
  const name = fieldWords(field.name)
  const missing = field.required && !source
  const result = preview?.values.find((row) => row !== null)?.[field.name]
  return (
    <MappingRow
      name={name}
      required={field.required}
      missing={missing}
      example={
        result !== undefined && field.values
          ? valueWords(field.name, result)
          : field.type === 'decimal' && result !== undefined
            ? withoutZeros(result)
            : result
      }
    >
      <Select
        size="xs"
        aria-label={t('import.mapping.of', { field: name })}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('ui.nothing-found')}
        error={missing ? t('import.mapping.missing') : refused && reasonWords(refused)}
        data={[
          { value: 'none', label: t('import.mapping.none') },
          { value: 'constant', label: t('import.mapping.constant') },
          { value: 'columns', label: t('item.mapping.joined') },
          { value: 'value', label: t('item.mapping.expression') },
          {
            group: t('import.mapping.columns'),
            items: columns.map((column) => ({ value: `column:${column}`, label: column || t('item.mapping.unnamed') })),
          },
        ]}
        value={choiceOf(source)}
        onChange={(choice) => choice && choose(choice as Choice)}
      />
      {source && <SourceValue field={field} columns={columns} source={source} onChange={change} />}
      {source && field.values && source.constant === undefined && (
        <Words field={field} source={source} preview={preview} onChange={change} />
      )}
      {source && source.constant === undefined && <SourceOptions field={field} source={source} onChange={change} />}
    </MappingRow>
  )
}

interface ValueProps {
  field: TargetField
  source: Source
  onChange: (source: Source) => void
}

/** What a source needs beside its kind: one value, several columns, or an expression. */
function SourceValue({ field, columns, source, onChange }: ValueProps & { columns: string[] }) {
  const { t } = useWords()
  const name = fieldWords(field.name)
  if (source.columns)
    return (
      <MultiSelect
        size="xs"
        aria-label={t('item.mapping.joined.of', { field: name })}
        placeholder={source.columns.length === 0 ? t('item.mapping.joined.hint') : ''}
        searchable
        hidePickedOptions
        maxValues={5}
        data={columns.filter((column) => column !== '')}
        value={source.columns}
        onChange={(next) => onChange(withOption(source, 'columns', next))}
      />
    )
  if (source.value !== undefined)
    return (
      <TextInput
        size="xs"
        aria-label={t('item.mapping.expression.of', { field: name })}
        placeholder={'row["price"] * row["quantity"]'}
        description={t('item.mapping.expression.hint')}
        inputWrapperOrder={['input', 'description']}
        maxLength={1000}
        value={source.value}
        onChange={(event) => onChange(withOption(source, 'value', event.currentTarget.value))}
      />
    )
  if (source.constant === undefined) return null
  const label = t('import.constant.of', { field: name })
  return field.values ? (
    <Select
      size="xs"
      aria-label={label}
      placeholder={t('import.constant')}
      allowDeselect={false}
      data={field.values.map((value) => ({ value, label: valueWords(field.name, value) }))}
      value={source.constant || null}
      onChange={(constant) => onChange(withOption(source, 'constant', constant ?? ''))}
    />
  ) : (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={t('import.constant')}
      maxLength={300}
      value={source.constant}
      onChange={(event) => onChange(withOption(source, 'constant', event.currentTarget.value))}
    />
  )
}

/** What each word of the column means in our terms. */
function Words({ field, source, preview, onChange }: ValueProps & { preview: CollectionPreview | undefined }) {
  const { column = '', values } = source
  const [columns, rows] = [preview?.columns ?? [], preview?.rows ?? []]
  const change = (word: string, value: string | null) => {
    const { [word]: _, ...rest } = values ?? {}
    const next = value === null ? rest : { ...rest, [word]: value }
    onChange(withOption(source, 'values', Object.keys(next).length > 0 ? next : undefined))
  }
  const said = wordsIn(
    columns,
    rows.map(({ cells }) => cells),
    column,
  )
  return (
    <Translation
      words={[...new Set([...said, ...Object.keys(values ?? {})])]}
      unknown={unplacedIn(columns, rows, column, field.name)}
      values={values}
      choices={(field.values ?? []).map((value) => ({ value, label: valueWords(field.name, value) }))}
      onChange={change}
    />
  )
}
