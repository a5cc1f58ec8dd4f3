import { reportNames } from '@rapport/contract/words/report-names'
import { useWords, wordsFor } from '#words/words.ts'

const names = reportNames(wordsFor)

/** A value of a closed list in the reader's words; anything else as it is. */
export const valueWord = names.value

/** What a field is called: a customer's as in conditions, unless the subject means something of its own by it. */
export const fieldWord = names.field

export function useMeasureWord() {
  // Drawn anew when the language changes.
  useWords()
  return names.measure
}
