/** A day as the number of days since 1970-01-01: what is counted with; `YYYY-MM-DD` is what is written. */
export type DayNumber = number

export const dayNumber = (on: string): DayNumber => Date.parse(`${on}T00:00:00Z`) / 86_400_000
export const onDay = (day: DayNumber): string => new Date(day * 86_400_000).toISOString().slice(0, 10)
/** Milliseconds of an instant on that day in Shanghai. */
export const millisOf = (day: DayNumber, hour: number, minute = 0): number =>
  day * 86_400_000 + (hour - 8) * 3_600_000 + minute * 60_000
export const instant = (millis: number): string => new Date(millis).toISOString()

export const isWeekend = (day: DayNumber) => (day + 4) % 7 === 0 || (day + 4) % 7 === 6
export const monthOf = (day: DayNumber) => Number(onDay(day).slice(5, 7))

/** The same day some months later, or the last one of a shorter month: 2024-02-29 and 24 months make 2026-02-28. */
export function monthsLater(on: string, months: number): string {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return `${first.toISOString().slice(0, 8)}${String(Math.min(day, last)).padStart(2, '0')}`
}

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', month: 'numeric', day: 'numeric' })

/** Spring Festival, Labour Day, National Day, New Year: near enough to the exchanges' notices for a demonstration. */
function isHoliday(day: DayNumber): boolean {
  const [, month, date] = onDay(day).split('-').map(Number)
  if (month === 1 && date === 1) return true
  if (month === 5 && date! <= 3) return true
  if (month === 10 && date! <= 7) return true
  if (month! > 3) return false
  const parts = lunar.formatToParts(day * 86_400_000)
  const part = (type: string) => Number.parseInt(parts.find((one) => one.type === type)?.value ?? '0', 10)
  return part('month') === 1 && part('day') <= 7
}

/** Weekdays that are no holidays, both ends included. */
export function tradingDays(from: DayNumber, to: DayNumber): DayNumber[] {
  const days: DayNumber[] = []
  for (let day = from; day <= to; day++) if (!isWeekend(day) && !isHoliday(day)) days.push(day)
  return days
}
