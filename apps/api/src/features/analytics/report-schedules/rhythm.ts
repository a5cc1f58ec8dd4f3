import type { Rhythm } from '@rapport/contract/analytics/report-schedules'
import { nextTime } from '#features/administration/etl-projects/schedule.ts'

/** The first time of a rhythm after an instant, in the firm's time. */
export function nextOf(rhythm: Rhythm, after: Date): Date {
  const [hour, minute] = rhythm.at.split(':').map(Number)
  const days = {
    day: () => '* * *',
    week: () => `* * ${(rhythm as { weekday: number }).weekday}`,
    month: () => `${dayOf(rhythm as { day: number | 'last' })} * *`,
  }[rhythm.every]()
  const next = nextTime(`${minute} ${hour} ${days}`, after)
  if (!next) throw new Error('a rhythm always comes again')
  return next
}

const dayOf = ({ day }: { day: number | 'last' }) => (day === 'last' ? 'L' : day)
