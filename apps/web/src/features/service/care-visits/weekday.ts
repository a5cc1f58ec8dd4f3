import type { Locale } from '#words/words.ts'

const part = (locale: Locale, on: string, of: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...of, timeZone: 'UTC' }).format(
    new Date(`${on}T00:00:00Z`),
  )

/** A weekday and the day of its month, as short as a calendar says them: "Mon" and "16", "周一" and "16日". */
export const weekdayParts = (locale: Locale, on: string) => ({
  weekday: part(locale, on, { weekday: 'short' }),
  day: part(locale, on, { day: 'numeric' }),
})
