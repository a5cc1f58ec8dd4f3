import type { LogLine } from '@rapport/contract/administration/etl-runs'
import { failureText } from '#features/administration/data-centre/failure.tsx'
import { wordsFor } from '#words/words.ts'

type Details = LogLine['details']

/** Details as a sentence takes them: a cause is a code itself. */
const blanks = (details: Details) =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      value === null ? '–' : name === 'cause' ? failureText(String(value)).what : String(value),
    ]),
  )

/** A line of a log in words; a code that has none is shown with all that it says. */
export function logText({ code, details }: Pick<LogLine, 'code' | 'details'>): string {
  const known = wordsFor(`run.log.code.${code}`, blanks(details)) ?? wordsFor(`run.failure.${code}`, blanks(details))
  const pairs = Object.entries(blanks(details))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  if (known) return known
  const { what } = failureText(code, blanks(details))
  const text = what.includes(code) ? code : what
  return pairs ? `${text} (${pairs})` : text
}
