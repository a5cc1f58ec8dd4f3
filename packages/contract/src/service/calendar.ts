import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { day, id, instant, listOf, PersonInRow, version } from '#shapes.ts'

/** What stands in the calendar. Visits, tasks and birthdays are read from where they are; meetings are its own. */
export const calendarKinds = ['visit', 'task', 'call-back', 'meeting', 'birthday'] as const
/** The most days that are asked for at once: six weeks of a month's page; of many people, two weeks. */
export const MOST_DAYS = 42
export const MOST_TEAM_DAYS = 14

export const CalendarItem = z
  .strictObject({
    kind: z.enum(calendarKinds),
    /** Of the visit, task or meeting; of a birthday, the customer. A series has the same at each time. */
    id,
    /** What it is called; null where only its kind is known. */
    title: z.string().nullable(),
    /** In Chinese, of what the firm names in both languages; null of what people wrote. */
    titleZh: z.string().nullable(),
    /** Of a visit its kind, of a task where it comes from. */
    code: z.string().nullable(),
    /** The day in Asia/Shanghai. */
    on: z.string(),
    /** Null for any time of the day. */
    startsAt: instant.nullable(),
    /** Null where nobody said how long; tasks are due at a time and take none. */
    endsAt: instant.nullable(),
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }).nullable(),
    place: z.string().nullable(),
    /** It took place, or is done. */
    done: z.boolean(),
    /** Of one of a series, when the series would begin it; null of what is held once. */
    seriesAt: instant.nullable(),
    /** What it is moved from; null where the caller may not move it. */
    version: version.nullable(),
  })
  .meta({ id: 'CalendarItem' })
export type CalendarItem = z.infer<typeof CalendarItem>

/** When somebody is busy, with as much of the reason as the caller may see. */
export const TeamMember = z
  .strictObject({
    person: PersonInRow,
    items: z.array(
      z.strictObject({
        kind: z.enum(['visit', 'meeting']),
        id,
        /** Null where it is private or not in sight. */
        title: z.string().nullable(),
        on: z.string(),
        startsAt: instant.nullable(),
        endsAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'TeamMember' })
export type TeamMember = z.infer<typeof TeamMember>

const range = { from: day, to: day }
const daysIn = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
const within = (most: number) => (query: { from: string; to: string }) => daysIn(query) >= 1 && daysIn(query) <= most

export const calendar = {
  list: endpoint('GET /calendar', {
    summary:
      'What is planned by day and time: visits, tasks, call-backs, meetings and birthdays, of oneself or a person',
    permission: 'calendar.use',
    query: z
      .strictObject({ ...range, person: id.optional() })
      .refine(within(MOST_DAYS), { error: 'calendar.range', path: ['to'] }),
    /** `complete` is false where there was more than fits a page. */
    reply: z.strictObject({ items: z.array(CalendarItem), complete: z.boolean() }),
  }),
  team: endpoint('GET /calendar/team', {
    summary: 'Who of a unit is busy when',
    permission: 'calendar.team',
    query: z
      .strictObject({ ...range, unit: id.optional() })
      .refine(within(MOST_TEAM_DAYS), { error: 'calendar.range', path: ['to'] }),
    reply: listOf(TeamMember),
  }),
}

/** Masked: kinds of things and the last digits of customers' numbers. Names: titles, places and customers as the calendar shows them. */
export const feedShows = ['masked', 'names'] as const
export const CalendarFeed = z
  .strictObject({ shows: z.enum(feedShows), createdAt: instant, readAt: instant.nullable() })
  .meta({ id: 'CalendarFeed' })
export type CalendarFeed = z.infer<typeof CalendarFeed>

export const calendarFeed = {
  open: endpoint('GET /calendar/feed', {
    summary: 'Whether one’s calendar can be read by a calendar program, and when it last was',
    permission: 'calendar.use',
    reply: z.strictObject({ feed: CalendarFeed.nullable() }),
  }),
  create: endpoint('POST /calendar/feed', {
    summary: 'A new address for one’s calendar program, told this once; the one before ends',
    permission: 'calendar.use',
    body: z.strictObject({ shows: z.enum(feedShows).default('masked') }),
    /** `path` is below the origin of the product. */
    reply: z.strictObject({ feed: CalendarFeed, path: z.string() }),
  }),
  end: endpoint('DELETE /calendar/feed', {
    summary: 'End the address of one’s calendar; programs that know it read nothing any more',
    permission: 'calendar.use',
  }),
  read: endpoint('GET /calendar/feeds/:file', {
    summary: 'The calendar of whoever made the address, as iCalendar (RFC 5545); 404 for one that has ended',
    permission: 'anybody',
    params: z.strictObject({
      file: z
        .string()
        .max(64)
        .regex(/^[A-Za-z0-9_-]+(\.ics)?$/, { error: 'token.shape' }),
    }),
    gives: 'file',
    media: 'text/calendar; charset=utf-8',
  }),
}
