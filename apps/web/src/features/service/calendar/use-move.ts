import { Refusal } from '@rapport/contract/client'
import { type CalendarItem, calendar } from '@rapport/contract/service/calendar'
import { careVisits } from '@rapport/contract/service/care-visits'
import { meetings } from '@rapport/contract/service/meetings'
import { tasks } from '@rapport/contract/service/tasks'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '#api/call.ts'
import { keyOf, useSend } from '#api/query.ts'
import { addDays, dayCount } from '#ui/days.ts'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { minuteOf, timeOf } from './times.ts'

/** Where something is put down; without a time it is for any time of the day. */
export interface Place {
  on: string
  time: string | null
}
export const placeOf = ({ on, startsAt }: CalendarItem): Place => ({
  on,
  time: startsAt ? timeOf(minuteOf(startsAt)) : null,
})

const changed = [calendar.list, calendar.team, careVisits.list, careVisits.open, tasks.list, tasks.open, meetings.open]

/**
 * Moves what stands in the calendar to another day and time, by the call of its kind, from the version that was shown. Offers to take it
 * back; where somebody changed it meanwhile, it says so and shows what is.
 */
export function useMove() {
  const { t } = useWords()
  const format = useFormat()
  const client = useQueryClient()
  const visit = useSend(careVisits.change)
  const task = useSend(tasks.change)
  const meeting = useSend(meetings.change)
  const refresh = () => Promise.all(changed.map((one) => client.invalidateQueries({ queryKey: keyOf(one) })))

  async function send({ kind, id }: CalendarItem, from: Place, to: Place, version: number) {
    const params = { id }
    if (kind === 'visit')
      return visit.mutateAsync({ params, version, body: { plannedOn: to.on, plannedTime: to.time } })
    if (kind === 'task') return task.mutateAsync({ params, version, body: { dueOn: to.on, dueTime: to.time } })
    // Of a series the first time is told: all of them move by as much.
    const { startsAt } = await call(meetings.open, { params })
    const first = new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString().slice(0, 10)
    const on = addDays(first, dayCount(from.on, to.on) - 1)
    return meeting.mutateAsync({ params, version, body: { on, ...(to.time ? { at: to.time } : {}) } })
  }
  async function go(item: CalendarItem, from: Place, to: Place, version: number, back: boolean) {
    try {
      const moved = await send(item, from, to, version)
      const undo = back
        ? { label: t('calendar.move-back'), act: () => go(item, to, from, moved.version, false) }
        : undefined
      const time = to.time ?? (item.kind === 'meeting' ? from.time : null)
      void notify(t('calendar.moved', { to: [format.dayLong(to.on), time].filter(Boolean).join(' ') }), undo)
    } catch (error) {
      const stale = error instanceof Refusal && error.status === 412
      void notify(stale ? t('calendar.changed-meanwhile') : problemText(error).title)
    }
    await refresh()
  }
  return (item: CalendarItem, to: Place) => {
    const from = placeOf(item)
    if (item.version === null || (from.on === to.on && from.time === to.time)) return Promise.resolve()
    return go(item, from, to, item.version, true)
  }
}
