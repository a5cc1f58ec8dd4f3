import type { ReportLanguage } from '@rapport/contract/analytics/customer-reports'

/** What is printed where a figure is undefined, as on the pages. */
export const UNDEFINED = '–'

type Figure = string | number | null | undefined
const known = (value: Figure): value is string | number => value !== null && value !== undefined

/** -1, 0 or 1 of an exact decimal as text. */
export const signOf = (decimal: string) => (/^-?0*(\.0*)?$/.test(decimal) ? 0 : decimal.startsWith('-') ? -1 : 1)

/** Figures in a language as its pages write them; a decimal string is written exactly and never becomes a binary float. */
export function figuresIn(language: ReportLanguage) {
  const write = (value: string | number, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(language, options).format(value as Intl.StringNumericLiteral)
  const decimal = (value: Figure, least = 2, most = least) =>
    known(value) ? write(value, { minimumFractionDigits: least, maximumFractionDigits: most }) : UNDEFINED
  const percent = (ratio: Figure) =>
    known(ratio) ? write(ratio, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 }) : UNDEFINED
  return {
    decimal,
    percent,
    count: (value: Figure) => decimal(value, 0),
    /** An instant in the firm's zone, to the minute: 2026-11-22 16:45. */
    instant: (at: Date) =>
      new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(
        at,
      ),
  }
}
export type Figures = ReturnType<typeof figuresIn>
