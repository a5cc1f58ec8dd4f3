import { plain } from '#warehouse/collect/plain.ts'

/** A field that a column of a file can be mapped to. */
export interface Field {
  readonly name: string
  readonly required?: boolean
  /** Our terms, where there is a closed list of them. */
  readonly values?: readonly string[]
  /** Names of columns that suggest this field, besides its own: written as they are; case, blanks and marks do not count. */
  readonly columns?: readonly string[]
  /** What files say for our terms, where it is no name: `B` for `buy`. Keys as `plain` writes them. */
  readonly synonyms?: Readonly<Record<string, string>>
}

/** Looks words of files up in a closed list: our own term, a synonym, or nothing. */
export function termsOf({ values = [], synonyms = {} }: Field): (word: string) => string | undefined {
  const terms = new Map([
    ...values.map((value) => [plain(value), value] as const),
    ...Object.entries(synonyms).map(([word, value]) => [plain(word), value] as const),
  ])
  return (word) => terms.get(plain(word))
}
