import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, id, instant, optionalText, PersonInRow, text, timeOfDay, version } from '#shapes.ts'

export const repeats = ['day', 'week', 'month'] as const
/** How long before a meeting those who take part may be reminded, in minutes. */
export const reminders = [0, 5, 10, 15, 30, 60, 120, 1440] as const
/** The longest that one meeting may last and a series may go on: beyond is a slip of the keyboard. */
export const LONGEST_MEETING = 24 * 60
export const LONGEST_SERIES = 2

/** Every so many days, weeks or months until a day, that day included. */
export const Repeat = z
  .strictObject({ every: z.enum(repeats), interval: z.int().min(1).max(12), until: day })
  .meta({ id: 'Repeat' })
export type Repeat = z.infer<typeof Repeat>

/** One time of a series that was moved or ended alone; `at` is when the series would begin it. */
export const MeetingException = z
  .strictObject({ at: instant, startsAt: instant.nullable(), endsAt: instant.nullable() })
  .meta({ id: 'MeetingException' })
export type MeetingException = z.infer<typeof MeetingException>

export const Meeting = z
  .strictObject({
    id,
    version,
    title: z.string(),
    /** Of the first time, where it is held again and again. */
    startsAt: instant,
    endsAt: instant,
    repeat: Repeat.nullable(),
    exceptions: z.array(MeetingException),
    place: z.string().nullable(),
    note: z.string().nullable(),
    organiser: PersonInRow,
    /** Who takes part, the organiser among them. */
    people: z.array(PersonInRow),
    /** The customers it is with, as far as they are in sight of whoever asks. */
    customers: z.array(z.strictObject({ id, name: z.string(), customerNo: z.string() })),
    /** Whoever leads sees that time is taken, and nothing more. */
    private: z.boolean(),
    remindMinutes: z.int().nullable(),
    state: z.enum(['planned', 'cancelled']),
    /** Whether the caller may change it. */
    mine: z.boolean(),
  })
  .meta({ id: 'Meeting' })
export type Meeting = z.infer<typeof Meeting>

const draft = {
  title: text(200),
  /** Day and time of day in Asia/Shanghai. */
  on: day,
  at: timeOfDay,
  minutes: z.int().min(5).max(LONGEST_MEETING),
  place: optionalText(200),
  note: optionalText(2000),
  /** Colleagues who take part beside the organiser. */
  peopleIds: z.array(id).max(50),
  customerIds: z.array(id).max(20),
  private: z.boolean(),
  remindMinutes: z
    .int()
    .refine((minutes) => (reminders as readonly number[]).includes(minutes), { error: 'meeting.reminder' })
    .nullable(),
  repeat: Repeat.nullable(),
}
export const MeetingDraft = z
  .strictObject({
    ...draft,
    place: draft.place.default(null),
    note: draft.note.default(null),
    peopleIds: draft.peopleIds.default([]),
    customerIds: draft.customerIds.default([]),
    private: draft.private.default(false),
    remindMinutes: draft.remindMinutes.default(null),
    repeat: draft.repeat.default(null),
  })
  .meta({ id: 'MeetingDraft' })
export const MeetingChange = z
  .strictObject(draft)
  .partial()
  .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' })
  .meta({ id: 'MeetingChange' })

/** Which times of a series: one alone, or it and all later ones. All of them are the meeting itself. */
export const seriesParts = ['one', 'later'] as const
export type SeriesPart = (typeof seriesParts)[number]
const part = { at: z.iso.datetime({ offset: true }), which: z.enum(seriesParts) }
export const MeetingMove = z
  .strictObject({ ...part, on: day, time: timeOfDay, minutes: draft.minutes.optional() })
  .meta({ id: 'MeetingMove' })
export const MeetingEnd = z.strictObject({ ...part, reason: text(300) }).meta({ id: 'MeetingEnd' })

export const meetings = {
  create: endpoint('POST /meetings', {
    summary: 'Plan a meeting, once or again and again, with colleagues and customers',
    permission: 'calendar.use',
    body: MeetingDraft,
    reply: Meeting,
  }),
  open: endpoint('GET /meetings/:id', {
    summary: 'Open a meeting',
    permission: 'calendar.use',
    params: byId,
    reply: Meeting,
  }),
  change: endpoint('PATCH /meetings/:id', {
    summary: 'Change a meeting of one’s own; of a series, the whole of it',
    permission: 'calendar.use',
    params: byId,
    body: MeetingChange,
    reply: Meeting,
    versioned: true,
  }),
  move: endpoint('PUT /meetings/:id/move', {
    summary: 'Hold one time of a series at another, or it and all later ones, which are a series of their own then',
    permission: 'calendar.use',
    params: byId,
    body: MeetingMove,
    reply: Meeting,
    versioned: true,
  }),
  end: endpoint('PUT /meetings/:id/end', {
    summary: 'Leave one time of a series out, or it and all later ones, with a reason',
    permission: 'calendar.use',
    params: byId,
    body: MeetingEnd,
    reply: Meeting,
    versioned: true,
  }),
  cancel: endpoint('PUT /meetings/:id/cancellation', {
    summary: 'Cancel a meeting of one’s own with a reason',
    permission: 'calendar.use',
    params: byId,
    body: z.strictObject({ reason: text(300) }),
    reply: Meeting,
  }),
}
