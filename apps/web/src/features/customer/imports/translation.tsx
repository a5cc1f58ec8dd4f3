import type { ImportPreview } from '@rapport/contract/customer/imports'
import { Translation, unplacedIn, wordsIn } from '#features/file-mapping/translation.tsx'
import { valueName } from './field-words.ts'
import { type MappedField, type Source, translated } from './mapping.ts'
import { rowsOf } from './preview-rows.tsx'

interface Props {
  field: MappedField
  source: Source
  preview: ImportPreview
  onChange: (source: Source) => void
}

/** What each word of the field's column means in our terms. */
export function FieldTranslation({ field, source, preview, onChange }: Props) {
  const { column = '', values } = source
  const { columns, rows } = preview
  return (
    <Translation
      words={[...new Set([...wordsIn(columns, rows, column), ...Object.keys(values ?? {})])]}
      unknown={unplacedIn(columns, rowsOf(preview), column, field.name)}
      values={values}
      choices={(field.values ?? []).map((value) => ({ value, label: valueName(field.name, value) }))}
      onChange={(word, value) => onChange(translated(source, word, value))}
    />
  )
}
