import { type Check, failed, passed } from './check.ts'

export type PersonNameCode = 'person-name.empty' | 'person-name.length' | 'person-name.characters'
const LONGEST = 200

/** The form in which names are compared: NFKC, blanks trimmed and single, one middle dot. Keep the original beside it. */
export function normaliseName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s*[·•‧∙⋅・]\s*/gu, '·')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Checks a name and gives its normalised form; at most 200 characters, none that is invisible, cannot be stored or is a mask's. */
export function checkPersonName(text: string): Check<string, PersonNameCode> {
  if (text.length > LONGEST) return failed('person-name.length')
  const name = normaliseName(text)
  if (name === '') return failed('person-name.empty')
  return /[*\p{Cc}\p{Cs}\p{Cn}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]/u.test(name)
    ? failed('person-name.characters')
    : passed(name)
}
