import { fieldText } from '#words/problem-text.ts'
import { wordsFor } from '#words/words.ts'

export interface Reason {
  /** Empty where the row as a whole is meant. */
  field: string
  code: string
}

/** Why a row is refused, in words for files where those for forms do not fit. */
export const reasonWords = (code: string) => wordsFor(`import.reason.${code}`) ?? fieldText(code) ?? code

/** A reason with the field it speaks of; the row as a whole has none. */
export const reasonText = ({ field, code }: Reason, nameOf: (field: string) => string) =>
  field
    ? (wordsFor('import.reason.of', { field: nameOf(field), reason: reasonWords(code) }) ?? code)
    : reasonWords(code)
