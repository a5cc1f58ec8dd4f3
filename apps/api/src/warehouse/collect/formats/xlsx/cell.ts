import { withoutExponent } from '@rapport/finance/exponent'

const DAY = 86_400_000
const FROM_1900 = Date.UTC(1899, 11, 30)
const FROM_1904 = Date.UTC(1904, 0, 1)

/**
 * A serial day of Excel as `2024-03-05`, with a time behind it where it has one, to the second; a time alone as `09:30:00`.
 * The calendar of 1900 has a 29 February that never was: days before it are one further. Null where it is no day.
 */
export function serialDay(serial: number, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null
  const seconds = Math.round(serial * 86_400)
  const early = !from1904 && serial < 60 ? 1 : 0
  const at = (from1904 ? FROM_1904 : FROM_1900) + early * DAY + seconds * 1000
  const iso = new Date(at).toISOString()
  if (serial < 1 && !from1904) return iso.slice(11, 19)
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** A number of a workbook as Excel shows it: its binary float to 15 digits, `12.470000000000001` is 12.47. */
export function shownNumber(said: string): string {
  if (/^-?\d{1,15}$/.test(said)) return said
  const number = Number(said)
  if (said.trim() === '' || !Number.isFinite(number)) return said
  // Whole numbers of more digits were digits when they were typed.
  if (/^-?\d+$/.test(said)) return said
  return withoutExponent(String(Number(number.toPrecision(15))))
}

/** The column of a place such as `BC12`, from 0, and its row, from 1; null for what is no place in a sheet. */
export function placeOf(reference: string): { column: number; row: number } | null {
  const found = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference)
  if (!found) return null
  let column = 0
  for (const letter of found[1]!) column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(found[2])
  return column > 16_384 || row > 1_048_576 ? null : { column: column - 1, row }
}
