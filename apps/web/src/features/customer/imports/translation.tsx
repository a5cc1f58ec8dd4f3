import { Select } from '@mantine/core'
import type { ImportPreview } from '@rapport/contract/customer/imports'
import { useWords } from '#words/words.ts'
import { valueName } from './field-words.ts'
import classes from './imports.module.css'
import { type MappedField, type Source, translated, wordsIn } from './mapping.ts'

interface Props {
  field: MappedField
  source: Source
  preview: ImportPreview
  onChange: (source: Source) => void
}

/** Words of the file that the server could not place under the present mapping. */
export function unplaced({ field, source, preview }: Omit<Props, 'onChange'>): string[] {
  if (source.column === undefined) return []
  const at = preview.columns.indexOf(source.column)
  const refused = preview.rows.filter((_, row) =>
    preview.refusals?.[row]?.some((reason) => reason.field === field.name && reason.code === 'choice'),
  )
  return [...new Set(refused.map((row) => row[at]?.trim() ?? ''))]
}

/** What each word of a column means in our terms; a word that is known already may stay as it is. */
export function Translation({ field, source, preview, onChange }: Props) {
  const { t } = useWords()
  const words = [
    ...new Set([
      ...(source.column === undefined ? [] : wordsIn(preview, source.column)),
      ...Object.keys(source.values ?? {}),
    ]),
  ]
  const unknown = unplaced({ field, source, preview })
  if (words.length === 0) return null
  return (
    <details className={classes.translation} open={unknown.length > 0 || undefined}>
      <summary>
        {t('import.translate', { count: words.length })}
        {unknown.length > 0 && <strong> {t('import.translate.unknown', { count: unknown.length })}</strong>}
      </summary>
      <ul>
        {words.map((word) => (
          <li key={word} data-unknown={unknown.includes(word) || undefined}>
            <span className="truncate" title={word}>
              {word}
            </span>
            <Select
              size="xs"
              aria-label={t('import.translate.word', { word })}
              placeholder={t('import.translate.as-it-is')}
              clearable
              clearButtonProps={{ 'aria-label': t('ui.clear') }}
              data={[
                ...(field.values ?? []).map((value) => ({ value, label: valueName(field.name, value) })),
                { value: '', label: t('import.translate.nothing') },
              ]}
              value={source.values?.[word] ?? null}
              onChange={(value) => onChange(translated(source, word, value))}
            />
          </li>
        ))}
      </ul>
    </details>
  )
}
