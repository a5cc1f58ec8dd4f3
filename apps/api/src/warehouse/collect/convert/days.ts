import { isRealDay } from '@rapport/contract/identity/calendar-day'
import { type Convert, Fault, isNothing, remembered } from './convert.ts'
import { partsByFormat, type TimeFormat } from './time-format.ts'

const shape = Fault.of('day.shape')
const unreal = Fault.of('day.unreal')

const forms = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*\d.*)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: \s*\d.*)?$/,
  /^(\d{4})(\d\d)(\d\d)(?:[T ]\s*\d.*)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*\d.*)?$/,
]

/** `2024-3-5`, `2024/03/05`, `20240305`, `2024年3月5日` as `2024-03-05`; a time behind it is dropped; null for others. */
export function dayIn(said: string): string | null {
  for (const form of forms) {
    const found = form.exec(said)
    if (found) return `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
  }
  return null
}

/** A day that exists, 1900 to 2199, as YYYY-MM-DD, from a form that begins with the year or from the given one. */
export function dayOf(format: TimeFormat | null): Convert {
  const read = format ? partsByFormat(format) : null
  return remembered((said) => {
    const found = read ? (read(said)?.day ?? null) : dayIn(said)
    // Counter systems write zeros where there is no day.
    if (found === null) return isNothing(said) || /^0+$/.test(said) ? null : shape
    if (/^0000-00-00$/.test(found)) return null
    return isDay(found) ? found : unreal
  })
}

export const isDay = (day: string) =>
  /^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(day) && isRealDay(day)

/**
 * The birth number of Czech persons: YYMMDD, with 50 added to the month of women (and 20 more, since 2004, where a
 * day ran out of numbers), then three or four digits with or without a slash. Gives the day of birth and the gender; null for others.
 */
export function birthNumber(said: string): { birthOn: string; gender: 'male' | 'female' } | null {
  const found = /^(\d\d)(\d\d)(\d\d)(?:\/?(\d{3,4}))?$/.exec(said)
  if (!found) return null
  const [, year, coded, day, suffix] = found
  const female = Number(coded) > 50
  // Four digits behind it are given since 1954: a low year with them is of this century.
  const century = suffix?.length === 4 && Number(year) < 54 ? '20' : '19'
  const bare = Number(coded) - (female ? 50 : 0)
  const month = bare > 20 && century === '20' && Number(year) >= 4 ? bare - 20 : bare
  const birthOn = `${century}${year}-${String(month).padStart(2, '0')}-${day}`
  return isDay(birthOn) ? { birthOn, gender: female ? 'female' : 'male' } : null
}
