/** How a day or an instant is written. */
export interface TimeFormat {
  format: string
  /** Years of two digits below this are of this century. */
  pivot: number
}

export interface TimeParts {
  /** YYYY-MM-DD, not yet known to exist; '' where the format has no day. */
  day: string
  hour: number
  minute: number
  second: number
  milliseconds: number
  /** Whether the format, and the text, say a time at all. */
  timed: boolean
}

const tokens: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<short>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<fraction>\\d{1,9})',
}

/** Whether a format names a year, a month and a day, each once, and no token twice. */
export function isDayFormat(format: string): boolean {
  try {
    const source = patternOf(format)
    return /<(year|short)>/.test(source) && source.includes('<month>') && source.includes('<day>')
  } catch {
    return false
  }
}

const split = /YYYY|YY|MM|M|DD|D|HH|H|mm|ss|SSS|[^YMDHmsS]/g

function patternOf(format: string): string {
  const pieces = format.match(split) ?? []
  if (pieces.join('') !== format) throw new RangeError('format.shape')
  const source = pieces.map((piece) => tokens[piece] ?? piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('')
  new RegExp(source, 'u')
  return source
}

/** Reads texts by a format. What has only a day in its format may have a time behind it, which is dropped. */
export function partsByFormat({ format, pivot }: TimeFormat): (said: string) => TimeParts | null {
  const source = patternOf(format)
  const timed = source.includes('<hour>')
  const form = new RegExp(`^${source}${timed ? '' : '(?:[T ]\\s*\\d{1,2}:\\d.*)?'}$`)
  return (said) => {
    const groups = form.exec(said)?.groups
    if (!groups) return null
    const { short = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '' } = groups
    const year = groups.year ?? (Number(short) < pivot ? `20${short}` : `19${short}`)
    return {
      day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      milliseconds: Number(fraction.slice(0, 3).padEnd(3, '0')),
      timed,
    }
  }
}
