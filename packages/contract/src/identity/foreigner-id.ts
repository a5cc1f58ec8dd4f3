import { isRealDay } from './calendar-day.ts'
import { type Check, failed, passed, withoutBlanks } from './check.ts'
import { mainlandProvinces } from './provinces.ts'
import { checkResidentId, type ResidentId, type ResidentIdCode } from './resident-id.ts'

/** A foreign permanent-resident card. The form of before 2023 does not say the sex. */
export type ForeignerId = { number: string; birthOn: string; sex: ResidentId['sex'] | null }
export type ForeignerIdCode =
  | ResidentIdCode
  | 'foreigner-id.shape'
  | 'foreigner-id.birth-date'
  | 'foreigner-id.checksum'

/** Checks the card of a foreign permanent resident: 18 digits starting with 9, or three letters and 12 digits. */
export function checkForeignerId(text: string, today: string): Check<ForeignerId, ForeignerIdCode> {
  const typed = withoutBlanks(text).toUpperCase()
  if (/^[A-Z]/.test(typed)) return checkOldCard(typed, today)
  if (typed.length !== 18 || typed[0] !== '9') return failed('foreigner-id.shape')
  const found = checkResidentId(typed, today)
  if (!found.ok) return found
  return passed({ number: found.value.number, birthOn: found.value.birthOn, sex: found.value.sex })
}

/** Nationality (3 letters), place (4 digits), birth day (yymmdd), one digit, check digit with weights 7 3 1. */
function checkOldCard(typed: string, today: string): Check<ForeignerId, ForeignerIdCode> {
  const province = typed.slice(3, 5)
  if (!/^[A-Z]{3}\d{12}$/.test(typed) || !mainlandProvinces.has(province)) return failed('foreigner-id.shape')
  const day = `${typed.slice(7, 9)}-${typed.slice(9, 11)}-${typed.slice(11, 13)}`
  // Two digits of the year: the latest century that is not in the future.
  const birthOn = [`20${day}`, `19${day}`].find((on) => isRealDay(on) && on <= today)
  if (birthOn === undefined) return failed('foreigner-id.birth-date')
  if (oldCardCheckDigit(typed) !== typed[14]) return failed('foreigner-id.checksum')
  return passed({ number: typed, birthOn, sex: null })
}

function oldCardCheckDigit(number: string): string {
  const values = [...number.slice(0, 14)].map((character) => Number.parseInt(character, 36))
  return String(values.reduce((sum, value, place) => sum + value * [7, 3, 1][place % 3]!, 0) % 10)
}
