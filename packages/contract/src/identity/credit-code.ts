import { type Check, failed, passed, withoutBlanks } from './check.ts'

export type CreditCodeCode =
  | 'credit-code.length'
  | 'credit-code.shape'
  | 'credit-code.organisation'
  | 'credit-code.checksum'

/** The 31 characters of GB 32100-2015: no I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** The 18th character for the first 17 (GB 32100-2015). */
export function creditCodeCheckCharacter(first: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * ALPHABET.indexOf(first[place]!), 0)
  return ALPHABET[(31 - (sum % 31)) % 31]!
}

/** The ninth character of an organisation code for its first eight (GB 11714; A = 10 … Z = 35). */
export function organisationCheckCharacter(first: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, place) => total + weight * Number.parseInt(first[place]!, 36),
    0,
  )
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** Checks a unified social credit code and the organisation code inside it (places 9 to 17). */
export function checkCreditCode(text: string): Check<string, CreditCodeCode> {
  const code = withoutBlanks(text).toUpperCase()
  if (code.length !== 18) return failed('credit-code.length')
  if ([...code].some((character) => !ALPHABET.includes(character))) return failed('credit-code.shape')
  if (organisationCheckCharacter(code.slice(8, 16)) !== code[16]) return failed('credit-code.organisation')
  if (creditCodeCheckCharacter(code) !== code[17]) return failed('credit-code.checksum')
  return passed(code)
}

/** A valid code for made-up firms: authority and category one character each, area six digits, organisation eight. */
export function makeCreditCode(from: {
  authority: string
  category: string
  area: string
  organisation: string
}): string {
  const first = `${from.authority}${from.category}${from.area}${from.organisation}`
  if (first.length !== 16 || [...first].some((character) => !ALPHABET.includes(character))) {
    throw new RangeError('a credit code is made from 1 + 1 + 6 + 8 characters of its alphabet')
  }
  const seventeen = first + organisationCheckCharacter(from.organisation)
  return seventeen + creditCodeCheckCharacter(seventeen)
}
