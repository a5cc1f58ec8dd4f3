import type { CalendarFeed, CalendarItem } from '@rapport/contract/service/calendar'
import type { Db } from '@rapport/database/as-viewer'
import ICAL from 'ical.js'
import { heldOf, type MeetingRow } from '#features/service/meetings/meeting-rows.ts'
import { localOf, ruleOf } from '#features/service/meetings/occurrences.ts'
import type { SignedIn } from '#http/session.ts'
import { birthdaysIn } from './birthdays.ts'
import { meetingsOf, type Planned, tasksOf, visitsOf } from './calendar-items.ts'
import { type FeedWords, feedWords } from './feed-words.ts'

// With the blank before what is folded, a line has 75 octets at most (RFC 5545, 3.1); the library counts without it.
ICAL.foldLength = 74

/** A visit takes so long where nobody said, in minutes. */
const USUAL = 30
const ZONE = 'Asia/Shanghai'
/** Shanghai has no summer time: one rule says all of its zone. */
const zone = ICAL.parse(`BEGIN:VTIMEZONE\r\nTZID:${ZONE}\r\nBEGIN:STANDARD\r\nDTSTART:19910915T000000
TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE`)

/** What the viewer has planned between two days, as one calendar; the same bytes as long as nothing of it has changed. */
export async function calendarFile(
  db: Db,
  viewer: SignedIn,
  shows: CalendarFeed['shows'],
  { from, to }: { from: string; to: string },
): Promise<string> {
  const { locale } = viewer.described.preferences
  const words: FeedWords = feedWords[locale]
  const titled = (item: CalendarItem) => ({ ...item, title: (locale === 'zh-CN' ? item.titleZh : null) ?? item.title })
  const summary = (item: CalendarItem) => (shows === 'names' ? namedAs(titled(item), words) : maskedAs(item, words))
  const file = new ICAL.Component('vcalendar')
  file.updatePropertyWithValue('prodid', '-//Rapport//Calendar//EN')
  file.updatePropertyWithValue('version', '2.0')
  file.updatePropertyWithValue('calscale', 'GREGORIAN')
  file.updatePropertyWithValue('method', 'PUBLISH')
  file.updatePropertyWithValue('x-wr-calname', `Rapport · ${words.calendar}`)
  file.addSubcomponent(new ICAL.Component(zone))
  const add = (item: Planned, meeting?: MeetingRow, insteadOf?: string) =>
    file.addSubcomponent(
      eventOf(item, { summary: summary(item), place: shows === 'names' ? item.place : null, meeting, insteadOf }),
    )

  for (const one of await visitsOf(db, viewer, viewer.id, from, to)) add(one)
  for (const one of await tasksOf(db, viewer, viewer.id, { from, to })) if (!one.done) add(one)
  // A series is told once, with its rule and what was ended of it; a time that was moved, once more under the same name.
  for (const { row, times } of await meetingsOf(db, viewer, viewer.id, { from, to })) {
    if (!times[0]) continue
    add(times[0], row)
    for (const { at, startsAt, endsAt } of row.exceptions)
      if (startsAt && endsAt) add({ ...times[0], startsAt, endsAt }, { ...row, ...alone(startsAt, endsAt) }, at)
  }
  for (const one of await birthdaysIn(db, viewer.id, from, to)) add(one)
  return file.toString().concat('\r\n')
}

/** Nothing of anybody: what kind of thing it is, and the last digits of the customer's number. */
const maskedAs = ({ kind, customer }: CalendarItem, words: FeedWords) =>
  customer ? `${words[kind]} ···${customer.customerNo.slice(-4)}` : words[kind]
const namedAs = ({ kind, title, customer }: CalendarItem, words: FeedWords) =>
  kind === 'meeting' && title ? title : [words[kind], customer?.name, title].filter(Boolean).join(' · ')

function eventOf(
  item: Planned,
  {
    summary,
    place,
    meeting,
    insteadOf,
  }: { summary: string; place: string | null; meeting: MeetingRow | undefined; insteadOf: string | undefined },
) {
  const event = new ICAL.Component('vevent')
  // A birthday comes again each year: its day is part of which one it is.
  event.updatePropertyWithValue(
    'uid',
    `${item.kind}-${item.id}${item.kind === 'birthday' ? `-${item.on}` : ''}@rapport`,
  )
  event.updatePropertyWithValue('dtstamp', utc(item.changedAt))
  event.updatePropertyWithValue('last-modified', utc(item.changedAt))
  event.updatePropertyWithValue('sequence', item.versionNow - 1)
  event.updatePropertyWithValue('summary', summary)
  if (place) event.updatePropertyWithValue('location', place)
  event.updatePropertyWithValue('class', 'PRIVATE')
  if (item.kind !== 'visit' && item.kind !== 'meeting') event.updatePropertyWithValue('transp', 'TRANSPARENT')
  const held = meeting && heldOf(meeting)
  const startsAt = held?.startsAt ?? (item.startsAt ? new Date(item.startsAt) : null)
  if (startsAt === null) event.updatePropertyWithValue('dtstart', ICAL.Time.fromDateString(item.on))
  else {
    timed(event, 'dtstart', startsAt)
    const endsAt = held?.endsAt ?? (item.endsAt ? new Date(item.endsAt) : null)
    // A task is due at a time and takes none.
    if (endsAt) timed(event, 'dtend', endsAt)
    else if (item.kind === 'visit') timed(event, 'dtend', new Date(startsAt.getTime() + USUAL * 60_000))
  }
  if (held?.repeat) event.updatePropertyWithValue('rrule', ruleOf(held.repeat, true))
  for (const { at } of held?.exceptions.filter(({ startsAt }) => startsAt === null) ?? [])
    event.addPropertyWithValue('exdate', localOf(new Date(at))).setParameter('tzid', ZONE)
  if (insteadOf) timed(event, 'recurrence-id', new Date(insteadOf))
  if (typeof meeting?.remindMinutes === 'number') event.addSubcomponent(alarm(meeting.remindMinutes, summary))
  return event
}

/** A time that is held apart from its series. */
const alone = (startsAt: string, endsAt: string) => ({ startsAt, endsAt, repeatEvery: null, exceptions: [] })

const utc = (at: string) => ICAL.Time.fromJSDate(new Date(at), true)
function timed(event: ICAL.Component, name: string, at: Date) {
  event.updatePropertyWithValue(name, localOf(at)).setParameter('tzid', ZONE)
}

function alarm(minutes: number, summary: string) {
  const alarm = new ICAL.Component('valarm')
  alarm.updatePropertyWithValue('action', 'DISPLAY')
  alarm.updatePropertyWithValue('description', summary)
  alarm.updatePropertyWithValue('trigger', ICAL.Duration.fromSeconds(-minutes * 60))
  return alarm
}
