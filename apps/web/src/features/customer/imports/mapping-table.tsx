import { Select } from '@mantine/core'
import type { ImportPreview, Mapping } from '@rapport/contract/customer/imports'
import { useState } from 'react'
import { MappingRow, MappingRows } from '#features/file-mapping/mapping-rows.tsx'
import { useWords } from '#words/words.ts'
import { fieldName } from './field-words.ts'
import { type Choice, choiceOf, chosen, type MappedField, type Source } from './mapping.ts'
import { ConstantField, SpreadField } from './source-fields.tsx'
import { FieldTranslation } from './translation.tsx'

interface Props {
  preview: ImportPreview
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

/** Each field of ours and where it comes from; what the file does not seem to have stands folded below. */
export function MappingTable({ preview, mapping, onChange }: Props) {
  // As it began: a field does not change its place while one works on it.
  const [first] = useState(() => new Set(Object.keys(mapping)))
  const rowOf = (field: MappedField) => (
    <FieldRow
      key={field.name}
      field={field}
      preview={preview}
      source={mapping[field.name]}
      choose={(choice) => onChange(chosen(mapping, field.name, choice))}
      change={(source) => onChange({ ...mapping, [field.name]: source })}
    />
  )
  const others = preview.fields.filter(({ name, required }) => !required && !first.has(name))
  return (
    <MappingRows
      rows={preview.fields.filter((field) => !others.includes(field)).map(rowOf)}
      others={others.map(rowOf)}
    />
  )
}

interface FieldProps {
  field: MappedField
  preview: ImportPreview
  source: Source | undefined
  choose: (choice: Choice) => void
  change: (source: Source) => void
}

function FieldRow({ field, preview, source, choose, change }: FieldProps) {
  const { t } = useWords()
  const name = fieldName(field.name)
  const missing = field.required && !source
  const example = source?.column === undefined ? undefined : preview.rows[0]?.[preview.columns.indexOf(source.column)]
  return (
    <MappingRow name={name} required={field.required} missing={missing} example={example}>
      <Select
        size="xs"
        aria-label={t('import.mapping.of', { field: name })}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('ui.nothing-found')}
        error={missing ? t('import.mapping.missing') : undefined}
        data={[
          { value: 'none', label: t('import.mapping.none') },
          { value: 'constant', label: t('import.mapping.constant') },
          { value: 'spread', label: t('import.mapping.spread') },
          {
            group: t('import.mapping.columns'),
            items: preview.columns.map((column) => ({ value: `column:${column}`, label: column })),
          },
        ]}
        value={choiceOf(source)}
        onChange={(choice) => choice && choose(choice as Choice)}
      />
      {source?.constant !== undefined && <ConstantField field={field} source={source} onChange={change} />}
      {source?.spread && <SpreadField field={field} source={source} onChange={change} />}
      {source?.column !== undefined && field.values && (
        <FieldTranslation field={field} source={source} preview={preview} onChange={change} />
      )}
    </MappingRow>
  )
}
