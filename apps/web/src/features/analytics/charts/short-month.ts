import type { Locale } from '#words/words.ts'

/** A month below a column: its name, and in January the year instead, so that twenty of them fit. */
export function shortMonth(locale: Locale, month: string) {
  if (month.endsWith('-01')) return locale === 'en' ? month.slice(0, 4) : `${month.slice(2, 4)}年`
  const at = new Date(`${month}-01T00:00:00Z`)
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { month: 'short', timeZone: 'UTC' }).format(at)
}
