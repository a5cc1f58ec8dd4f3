import { dayOf } from '#warehouse/collect/convert/days.ts'
import { partsByFormat } from '#warehouse/collect/convert/time-format.ts'

const PIVOT = 70
/** Ways to write a day that do not begin with a whole year; those that do are read without being told. */
const dayFormats = [
  'YYMMDD',
  'DD.MM.YYYY',
  'D.M.YYYY',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'D/M/YYYY',
  'M/D/YYYY',
  'DD-MM-YYYY',
]
const clocks = [' HH:mm:ss', ' HH:mm', ' H:mm:ss', ' H:mm']

const reads = (format: string | null, texts: readonly string[]) => {
  const read = dayOf(format === null ? null : { format, pivot: PIVOT })
  return texts.every((text) => typeof read(text) === 'string')
}

/**
 * The format in which all of these texts are days or times, where they are not read without one; undefined where none
 * fits, or where two read them as different days: whether 3/4 is in March or in April is for a person to say.
 */
export function suggestedFormat(texts: readonly string[], type: 'day' | 'instant'): string | undefined {
  if (texts.length === 0 || reads(null, texts)) return undefined
  const fitting = dayFormats.filter((format) => reads(format, texts))
  const days = (format: string) => texts.map((text) => partsByFormat({ format, pivot: PIVOT })(text)?.day).join()
  const [format, ...others] = fitting
  if (format === undefined || others.some((other) => days(other) !== days(format))) return undefined
  const timed = type === 'instant' ? clocks.map((clock) => format + clock) : []
  return (
    timed.find((one) => texts.every((text) => partsByFormat({ format: one, pivot: PIVOT })(text) !== null)) ?? format
  )
}
