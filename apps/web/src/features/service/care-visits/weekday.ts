import type { Locale } from '#words/words.ts'

/** A weekday and the day of its month, as short as a calendar says it: "Mon 16", "16 周一". */
export const weekdayText = (locale: Locale, on: string) =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    weekday: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${on}T00:00:00Z`))
