import type { LogLine } from '@rapport/contract/administration/etl-runs'
import { failureText } from '#features/administration/data-centre/failure.tsx'
import { sizeText } from '#features/file-mapping/file-size.ts'
import { type Locale, wordsFor } from '#words/words.ts'

type Details = LogLine['details']

/** Details as a sentence takes them: a cause is a code itself. */
const blanks = (details: Details, locale: Locale) =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      value === null
        ? '–'
        : name === 'cause'
          ? failureText(String(value)).what
          : name === 'bytes'
            ? sizeText(locale, Number(value))
            : String(value),
    ]),
  )

/** A line of a log in words; a code that has none is shown with all that it says. */
export function logText({ code, details }: Pick<LogLine, 'code' | 'details'>, locale: Locale = 'en'): string {
  const said = blanks(details, locale)
  const known = wordsFor(`run.log.code.${code}`, said) ?? wordsFor(`run.failure.${code}`, said)
  const pairs = Object.entries(said)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  if (known) return known
  const { what } = failureText(code, said)
  const text = what.includes(code) ? code : what
  return pairs ? `${text} (${pairs})` : text
}
