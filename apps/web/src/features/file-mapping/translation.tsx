import { Select } from '@mantine/core'
import { useWords } from '#words/words.ts'
import classes from './file-mapping.module.css'

interface Props {
  /** What the column says in the first rows, and what was translated before. */
  words: readonly string[]
  /** Those of them that the server could not place. */
  unknown: readonly string[]
  values: Readonly<Record<string, string>> | undefined
  choices: { value: string; label: string }[]
  /** `null` takes the word as it is. */
  onChange: (word: string, value: string | null) => void
}

/** What each word of a column means in our terms; a word that is known already may stay as it is. */
export function Translation({ words, unknown, values, choices, onChange }: Props) {
  const { t } = useWords()
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
              data={[...choices, { value: '', label: t('import.translate.nothing') }]}
              value={values?.[word] ?? null}
              onChange={(value) => onChange(word, value)}
            />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The different words of a column in the first rows, in the order they appear. */
export function wordsIn(columns: readonly string[], rows: readonly (readonly string[])[], column: string): string[] {
  const at = columns.indexOf(column)
  return at < 0 ? [] : [...new Set(rows.map((row) => row[at]?.trim() ?? '').filter((word) => word !== ''))]
}

/** Words of a column in rows that were refused because a field does not know them. */
export function unplacedIn(
  columns: readonly string[],
  rows: readonly { cells: readonly string[]; reasons: readonly { field: string; code: string }[] | null }[],
  column: string,
  field: string,
): string[] {
  const refused = rows.filter(({ reasons }) =>
    reasons?.some((reason) => reason.field === field && reason.code === 'choice'),
  )
  return wordsIn(
    columns,
    refused.map(({ cells }) => cells),
    column,
  )
}
