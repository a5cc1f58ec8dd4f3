import { Refusal } from '@rapport/contract/client'
import { type CalendarItem, calendar } from '@rapport/contract/service/calendar'
import { careVisits } from '@rapport/contract/service/care-visits'
import { meetings, type SeriesPart } from '@rapport/contract/service/meetings'
import { tasks } from '@rapport/contract/service/tasks'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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

/** Which times of a series: one alone, it and all later ones, or all. */
export type Which = SeriesPart | 'all'
export interface Asked {
  item: CalendarItem
  from: Place
  to: Place
}

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

  const part = useSend(meetings.move)
  const [asking, ask] = useState<Asked | null>(null)

  async function send({ kind, id, seriesAt }: CalendarItem, from: Place, to: Place, version: number, which: Which) {
    const params = { id }
    if (kind === 'visit')
      return visit.mutateAsync({ params, version, body: { plannedOn: to.on, plannedTime: to.time } })
    if (kind === 'task') return task.mutateAsync({ params, version, body: { dueOn: to.on, dueTime: to.time } })
    if (seriesAt && which !== 'all')
      return part.mutateAsync({
        params,
        version,
        body: { at: seriesAt, which, on: to.on, time: to.time ?? from.time! },
      })
    // Of a series the first time is told: all of them move by as much.
    const { startsAt } = await call(meetings.open, { params })
    const first = new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString().slice(0, 10)
    const on = addDays(first, dayCount(from.on, to.on) - 1)
    return meeting.mutateAsync({ params, version, body: { on, ...(to.time ? { at: to.time } : {}) } })
  }
  async function go({ item, from, to }: Asked, version: number, which: Which, back: boolean) {
    try {
      const moved = await send(item, from, to, version, which)
      // What was moved with all later times is a series of its own now: the whole of it goes back.
      const there = { item: { ...item, id: moved.id }, from: to, to: from }
      const undo = back
        ? {
            label: t('calendar.move-back'),
            act: () => go(there, moved.version, which === 'one' ? 'one' : 'all', false),
          }
        : undefined
      const time = to.time ?? (item.kind === 'meeting' ? from.time : null)
      void notify(t('calendar.moved', { to: [format.dayLong(to.on), time].filter(Boolean).join(' ') }), undo)
    } catch (error) {
      const stale = error instanceof Refusal && error.status === 412
      void notify(stale ? t('calendar.changed-meanwhile') : problemText(error).title)
    }
    await refresh()
  }
  return {
    /** Of a series it is asked first which times are meant. */
    move(item: CalendarItem, to: Place) {
      const from = placeOf(item)
      if (item.version === null || (from.on === to.on && from.time === to.time)) return
      if (item.seriesAt) ask({ item, from, to })
      else void go({ item, from, to }, item.version, 'all', true)
    },
    asking,
    choose(which: Which | null) {
      ask(null)
      if (asking && which) void go(asking, asking.item.version!, which, true)
    },
  }
}
