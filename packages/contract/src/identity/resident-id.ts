import { fullYears, isRealDay } from './calendar-day.ts'
import { type Check, failed, passed, withoutBlanks } from './check.ts'
import { mainlandProvinces, otherProvinces } from './provinces.ts'

/** A number of the resident identity system in its 18-character form, and what it says about its holder. */
export type ResidentId = {
  number: string
  /** `permit`: residence permit for Hong Kong, Macao or Taiwan; `foreigner`: permanent-resident card since 2023. */
  kind: 'resident' | 'permit' | 'foreigner'
  birthOn: string
  sex: 'male' | 'female'
}
export type ResidentIdCode =
  | 'resident-id.length'
  | 'resident-id.shape'
  | 'resident-id.area'
  | 'resident-id.birth-date'
  | 'resident-id.age'
  | 'resident-id.checksum'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const OLDEST = 150

/** The last character for the first 17 digits (ISO 7064 MOD 11-2, as GB 11643-1999 uses it). */
export function residentIdCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(digits[place]), 0)
  return '10X98765432'[sum % 11]!
}

/** A 15-digit number of before 1999 as 18 characters: the century is put in, the check character added. */
export function lengthenResidentId(fifteen: string): string {
  const digits = `${fifteen.slice(0, 6)}19${fifteen.slice(6)}`
  return digits + residentIdCheckCharacter(digits)
}

/** Checks a resident identity number of 15 or 18 characters by GB 11643-1999; `today` is `YYYY-MM-DD`. */
export function checkResidentId(text: string, today: string): Check<ResidentId, ResidentIdCode> {
  const typed = withoutBlanks(text).toUpperCase()
  if (typed.length !== 15 && typed.length !== 18) return failed('resident-id.length')
  if (!/^(\d{15}|\d{17}[\dX])$/.test(typed)) return failed('resident-id.shape')
  const number = typed.length === 15 ? lengthenResidentId(typed) : typed
  const kind = kindOf(number)
  if (kind === null || (typed.length === 15 && kind !== 'resident')) return failed('resident-id.area')
  const birthOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isRealDay(birthOn) || birthOn > today) return failed('resident-id.birth-date')
  if (fullYears(birthOn, today) > OLDEST) return failed('resident-id.age')
  if (residentIdCheckCharacter(number) !== number[17]) return failed('resident-id.checksum')
  return passed({ number, kind, birthOn, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' })
}

/** A valid number for made-up people: `area` six digits, `birthOn` `YYYY-MM-DD`, `sequence` 0–999 (odd is male). */
export function makeResidentId(from: { area: string; birthOn: string; sequence: number }): string {
  const digits = `${from.area}${from.birthOn.replaceAll('-', '')}${String(from.sequence).padStart(3, '0')}`
  if (!/^\d{17}$/.test(digits) || kindOf(digits) === null || !isRealDay(from.birthOn)) {
    throw new RangeError('a resident ID is made from a known area, a real day and a sequence of 0 to 999')
  }
  return digits + residentIdCheckCharacter(digits)
}

function kindOf(number: string): ResidentId['kind'] | null {
  const province = number.slice(0, 2)
  if (mainlandProvinces.has(province) || province === '71') return 'resident'
  if (otherProvinces.has(province)) return 'permit'
  // 9, then the province that issued the card and the nationality as three digits (ISO 3166-1).
  return number[0] === '9' && mainlandProvinces.has(number.slice(1, 3)) ? 'foreigner' : null
}
