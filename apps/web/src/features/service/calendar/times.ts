import type { CalendarItem } from '@rapport/contract/service/calendar'
import type { Meeting } from '@rapport/contract/service/meetings'

/** Shanghai is eight hours ahead of UTC all year. */
const OFFSET = 8 * 60
/** What nobody said how long it takes is drawn so long, and nothing shorter, in minutes. */
const USUAL = 30
/** Where an item is put down: quarters of an hour. */
export const STEP = 15

/** The minute of its day in Shanghai. */
export const minuteOf = (at: string) => {
  const date = new Date(at)
  return (date.getUTCHours() * 60 + date.getUTCMinutes() + OFFSET) % 1440
}
export const timeOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** From which minute to which it takes room on the page; null for any time of the day. */
export function roomOf({ startsAt, endsAt }: CalendarItem): { from: number; to: number } | null {
  if (startsAt === null) return null
  const from = minuteOf(startsAt)
  const lasts = endsAt ? (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000 : USUAL
  return { from, to: Math.min(1440, from + Math.max(lasts, USUAL)) }
}

export interface Laid {
  item: CalendarItem
  from: number
  to: number
  lane: number
  lanes: number
}

/** Things at the same time stand beside each other: each gets a lane, and knows how many its group has. */
export function laid(items: readonly CalendarItem[]): Laid[] {
  const done: Laid[] = []
  let group: Laid[] = []
  let ends = 0
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1
    for (const one of group) done.push({ ...one, lanes })
    group = []
  }
  const timed = items.flatMap((item) => {
    const room = roomOf(item)
    return room ? [{ item, ...room }] : []
  })
  for (const one of timed.sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (one.from >= ends) close()
    const taken = new Set(group.filter(({ to }) => to > one.from).map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane++
    group.push({ ...one, lane, lanes: 1 })
    ends = Math.max(group.length === 1 ? 0 : ends, one.to)
  }
  close()
  return done
}

/** The hours that are drawn: eight to eighteen, and further where something is planned. */
export function hoursOf(items: readonly CalendarItem[]): { first: number; last: number } {
  const rooms = items.flatMap((item) => roomOf(item) ?? [])
  return {
    first: Math.min(8, ...rooms.map(({ from }) => Math.floor(from / 60))),
    last: Math.max(18, ...rooms.map(({ to }) => Math.ceil(to / 60))),
  }
}

/** The day in Asia/Shanghai of an instant. */
export const dayOf = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)

/** One time of a series: when its rule would begin it, and when it is held. */
export interface TimeOfSeries {
  at: string
  startsAt: string
  endsAt: string
}
/** Null where the meeting is held once, or nobody said which of its times is meant. */
export function timeOfSeries(meeting: Meeting, at: string | null): TimeOfSeries | null {
  const begins = Date.parse(at ?? '')
  if (!meeting.repeat || Number.isNaN(begins)) return null
  const { startsAt, endsAt } = meeting.exceptions.find((one) => Date.parse(one.at) === begins) ?? {}
  const usual = new Date(begins + Date.parse(meeting.endsAt) - Date.parse(meeting.startsAt)).toISOString()
  return { at: at!, startsAt: startsAt ?? at!, endsAt: endsAt ?? usual }
}
