import { type Locale, useWords } from '#words/words.ts'

/** What is shown where a figure is undefined. */
export const UNDEFINED = '–'

type Figure = string | number | null | undefined
const numberFormats = new Map<string, Intl.NumberFormat>()
function formatted(locale: Locale, value: string | number, options: Intl.NumberFormatOptions) {
  const key = locale + JSON.stringify(options)
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options)
  numberFormats.set(key, format)
  // A decimal string is formatted exactly; it never becomes a binary float.
  return format.format(value as Intl.StringNumericLiteral)
}

/** -1, 0 or 1 of an exact decimal as text. */
export const signOf = (decimal: string) => (/^-?0*(\.0*)?$/.test(decimal) ? 0 : decimal.startsWith('-') ? -1 : 1)

/** A decimal in full, with `digits` places at least and at most (default two). */
export function decimalText(locale: Locale, value: Figure, digits: number | [number, number] = 2) {
  if (value === null || value === undefined) return UNDEFINED
  const [least, most] = Array.isArray(digits) ? digits : [digits, digits]
  return formatted(locale, value, { minimumFractionDigits: least, maximumFractionDigits: most })
}

/**
 * 1.20万, 3.45亿 in Chinese; 12.00k, 3.40m, 1.25bn in English; in full below 10,000 (Chinese) and 1,000 (English). Two places,
 * so that a column aligns; an axis wants at least none.
 */
export function compactText(locale: Locale, value: Figure, least = 2) {
  if (value === null || value === undefined) return UNDEFINED
  const whole = String(value).replace(/^-|\..*$/g, '').length
  if (whole < (locale === 'zh-CN' ? 5 : 4)) return decimalText(locale, value)
  const short = formatted(locale, value, {
    notation: 'compact',
    minimumFractionDigits: least,
    maximumFractionDigits: 2,
  })
  if (locale === 'zh-CN') return short
  return short.replace(/K$/, 'k').replace(/M$/, 'm').replace(/B$/, 'bn').replace(/T$/, 'tn')
}

/** A ratio as percent with two decimals: "0.0512" is 5.12%. */
export const percentText = (locale: Locale, ratio: Figure) =>
  ratio === null || ratio === undefined
    ? UNDEFINED
    : formatted(locale, ratio, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A whole number with its thousands set apart. */
export const countText = (locale: Locale, value: Figure) => decimalText(locale, value, 0)

const ZONE = 'Asia/Shanghai'
const dayFormats = new Map<string, Intl.DateTimeFormat>()
function dated(locale: Locale, at: Date, options: Intl.DateTimeFormatOptions) {
  const key = locale + JSON.stringify(options)
  // British order in English: day before month, as on statements.
  const format = dayFormats.get(key) ?? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options)
  dayFormats.set(key, format)
  return format.format(at)
}

/** A day (YYYY-MM-DD), short for rows: the ISO form, which both languages read alike. */
export const dayText = (_locale: Locale, on: string | null | undefined) => on ?? UNDEFINED

/** A day in words, with its weekday. */
export const dayLong = (locale: Locale, on: string) =>
  dated(locale, new Date(`${on}T00:00:00Z`), { dateStyle: 'full', timeZone: 'UTC' })

/** A month (YYYY-MM) in words. */
export const monthText = (locale: Locale, month: string) =>
  dated(locale, new Date(`${month}-01T00:00:00Z`), { year: 'numeric', month: 'short', timeZone: 'UTC' })

/** An instant in the firm's time zone, to the minute: 2026-11-22 16:45. */
export const instantText = (_locale: Locale, at: string | null | undefined) =>
  at
    ? dated('zh-CN', new Date(at), {
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: ZONE,
      }).replaceAll('/', '-')
    : UNDEFINED

/** An instant in words with its zone. */
export const instantLong = (locale: Locale, at: string) =>
  dated(locale, new Date(at), { dateStyle: 'full', timeStyle: 'long', timeZone: ZONE })

/** An instant as the time of its day in the firm's zone, to the second: 16:45:10. */
export const timeText = (at: string | null | undefined) =>
  at
    ? dated('zh-CN', new Date(at), {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hourCycle: 'h23',
        timeZone: ZONE,
      })
    : UNDEFINED

const TIMES = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** How long something took (ms) in its two largest units: 2 hr 05 min, 1 min 20 sec; below ten seconds with a tenth. */
export function durationText(locale: Locale, ms: number | null | undefined) {
  if (ms === null || ms === undefined) return UNDEFINED
  const unit = (value: number, name: string, digits = 0) =>
    formatted(locale, value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })
  if (ms < 1000) return unit(ms, 'millisecond')
  if (ms < 10_000) return unit(ms / 1000, 'second', 1)
  const whole = Math.round(ms / 1000) * 1000
  const first = TIMES.findIndex(([, size]) => whole >= size)
  const [name, size] = TIMES[first] ?? TIMES[2]
  const smaller = TIMES[first + 1]
  const rest = smaller ? Math.floor((whole % size) / smaller[1]) : 0
  const parts = [unit(Math.floor(whole / size), name), ...(smaller && rest > 0 ? [unit(rest, smaller[0])] : [])]
  return parts.join(locale === 'zh-CN' ? '' : ' ')
}

/** The same, in the reader's language. */
export function useFormat() {
  const { locale } = useWords()
  return {
    locale,
    decimal: (value: Figure, digits?: number | [number, number]) => decimalText(locale, value, digits),
    compact: (value: Figure, least?: number) => compactText(locale, value, least),
    percent: (ratio: Figure) => percentText(locale, ratio),
    count: (value: Figure) => countText(locale, value),
    day: (on: string | null | undefined) => dayText(locale, on),
    dayLong: (on: string) => dayLong(locale, on),
    month: (month: string) => monthText(locale, month),
    instant: (at: string | null | undefined) => instantText(locale, at),
    instantLong: (at: string) => instantLong(locale, at),
    time: timeText,
    duration: (ms: number | null | undefined) => durationText(locale, ms),
  }
}
