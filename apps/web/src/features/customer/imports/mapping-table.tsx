import { Select } from '@mantine/core'
import type { ImportPreview, Mapping } from '@rapport/contract/customer/imports'
import { useState } from 'react'
import { useWords } from '#words/words.ts'
import { fieldName } from './field-words.ts'
import classes from './imports.module.css'
import { type Choice, choiceOf, chosen, type MappedField, type Source } from './mapping.ts'
import { ConstantField, SpreadField } from './source-fields.tsx'
import { Translation } from './translation.tsx'

interface Props {
  preview: ImportPreview
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

/** Each field of ours and where it comes from; what the file does not seem to have stands folded below. */
export function MappingTable({ preview, mapping, onChange }: Props) {
  const { t } = useWords()
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
    <div className={classes.mapping}>
      <div className={classes.mappingHead} aria-hidden>
        <span>{t('import.mapping.field')}</span>
        <span>{t('import.mapping.from')}</span>
        <span>{t('import.mapping.example')}</span>
      </div>
      {preview.fields.filter((field) => !others.includes(field)).map(rowOf)}
      {others.length > 0 && (
        <details className={classes.others}>
          <summary>{t('import.mapping.others', { count: others.length })}</summary>
          {others.map(rowOf)}
        </details>
      )}
    </div>
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
    <div className={classes.mappingRow} data-missing={missing || undefined}>
      <span>
        {name}
        {field.required && (
          <span className={classes.required} title={t('import.required')}>
            {' *'}
          </span>
        )}
      </span>
      <div className={classes.source}>
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
          <Translation field={field} source={source} preview={preview} onChange={change} />
        )}
      </div>
      <span className={`${classes.example} truncate`} title={example}>
        {example}
      </span>
    </div>
  )
}
