import { type CalendarItem, calendar, calendarFeed } from '@rapport/contract/service/calendar'
import { careVisits } from '@rapport/contract/service/care-visits'
import { type Meeting, meetings } from '@rapport/contract/service/meetings'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { CalendarPage } from './calendar-page.tsx'

const visit: CalendarItem = {
  kind: 'visit',
  id: idOf(5),
  title: 'Pension',
  titleZh: null,
  code: 'care',
  on: '2026-11-20',
  startsAt: '2026-11-20T02:00:00.000Z',
  endsAt: null,
  customer: { id: idOf(6), name: 'Wang', customerNo: 'C6' },
  place: null,
  done: false,
  seriesAt: null,
  version: 3,
}
const meeting: Meeting = {
  id: idOf(7),
  version: 2,
  title: 'Monday meeting',
  startsAt: '2026-11-02T01:00:00.000Z',
  endsAt: '2026-11-02T02:00:00.000Z',
  repeat: { every: 'week', interval: 1, until: '2026-12-31' },
  exceptions: [],
  place: null,
  note: null,
  organiser: { id: idOf(1), name: 'Li Na' },
  people: [{ id: idOf(1), name: 'Li Na' }],
  customers: [],
  private: false,
  remindMinutes: null,
  state: 'planned',
  mine: true,
}
const series: CalendarItem = {
  ...visit,
  kind: 'meeting',
  id: meeting.id,
  title: meeting.title,
  titleZh: null,
  customer: null,
  on: '2026-11-16',
  startsAt: '2026-11-16T01:00:00.000Z',
  endsAt: '2026-11-16T02:00:00.000Z',
  seriesAt: '2026-11-16T01:00:00.000Z',
  version: 2,
}
const viewer = aViewer({ permissions: ['calendar.use', 'care-visit.plan', 'organisation.read', 'customer.read'] })
const open = (items: CalendarItem[]) => {
  answering(calendar.list, () => ({ items, complete: true }))
  show(<CalendarPage />, { path: '/calendar', at: '/calendar', viewer })
}
const chip = (name: RegExp) => screen.findByRole('link', { name })
const moved = (version: number) => () => ({
  id: visit.id,
  version,
  customer: visit.customer!,
  unit: { id: idOf(2), name: 'Branch 1' },
  staff: { id: idOf(1), name: 'Li Na' },
  kind: 'care' as const,
  channel: 'phone' as const,
  plannedOn: '2026-11-21',
  plannedTime: '10:15',
  purpose: null,
  state: 'planned' as const,
  outcome: null,
  content: null,
  minutes: null,
  security: null,
  recordedAt: null,
  recordedBy: null,
})

test('a visit is moved by keyboard to another day and time, from the version that is shown, and back again', async () => {
  const sent = answering(careVisits.change, moved(4))
  open([visit])
  const one = await chip(/Wang · Pension/)
  for (const key of [' ', 'ArrowRight', 'ArrowDown']) fireEvent.keyDown(one, { key })
  expect(sent).toHaveLength(0)
  fireEvent.keyDown(one, { key: 'Enter' })
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ ifMatch: '"3"', body: { plannedOn: '2026-11-21', plannedTime: '10:15' } })
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]).toMatchObject({ ifMatch: '"4"', body: { plannedOn: '2026-11-20', plannedTime: '10:00' } })
})

test('what is picked up is left where it was by Escape, and what may not be moved is not picked up', async () => {
  const sent = answering(careVisits.change, moved(4))
  open([visit, { ...visit, id: idOf(8), title: 'Other', version: null }])
  const one = await chip(/Pension/)
  for (const key of [' ', 'ArrowRight', 'Escape', 'Enter']) fireEvent.keyDown(one, { key })
  const other = await chip(/Other/)
  for (const key of [' ', 'ArrowRight', 'Enter']) fireEvent.keyDown(other, { key })
  expect(sent).toHaveLength(0)
})

test('who was overtaken is told so and sees what is', async () => {
  answering(careVisits.change, () => {
    throw new Refuse(412, 'version.stale')
  })
  open([visit])
  const asked = answering(calendar.list, () => ({ items: [{ ...visit, version: 9 }], complete: true }))
  const one = await chip(/Pension/)
  for (const key of [' ', 'ArrowLeft', 'Enter']) fireEvent.keyDown(one, { key })
  await screen.findByText(/Somebody changed it meanwhile/)
  await waitFor(() => expect(asked.length).toBeGreaterThan(0))
})

test('one of a series moves the whole of it by as many days', async () => {
  answering(meetings.open, () => meeting)
  const sent = answering(meetings.change, () => ({ ...meeting, version: 3 }))
  open([series])
  const one = await chip(/Monday meeting/)
  for (const key of [' ', 'ArrowRight', 'Enter']) fireEvent.keyDown(one, { key })
  fireEvent.click(await screen.findByRole('button', { name: 'All of them' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ ifMatch: '"2"', body: { on: '2026-11-03', at: '09:00' } })
})

test.each([
  ['This one', 'one'],
  ['This and all later ones', 'later'],
])('%s of a series is moved where that was chosen; nothing moves before', async (name, which) => {
  const sent = answering(meetings.move, () => ({ ...meeting, version: 3 }))
  open([series])
  const chosen = await chip(/Monday meeting/)
  for (const key of [' ', 'ArrowRight', 'ArrowDown', 'Enter']) fireEvent.keyDown(chosen, { key })
  await screen.findByText('Which times of the series?')
  expect(sent).toHaveLength(0)
  fireEvent.click(screen.getByRole('button', { name }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    ifMatch: '"2"',
    body: { at: '2026-11-16T01:00:00.000Z', which, on: '2026-11-17', time: '09:15' },
  })
})

test('one of a series is called off alone from its window', async () => {
  answering(meetings.open, () => ({
    ...meeting,
    exceptions: [
      { at: '2026-11-16T01:00:00.000Z', startsAt: '2026-11-16T07:00:00.000Z', endsAt: '2026-11-16T08:30:00.000Z' },
    ],
  }))
  const sent = answering(meetings.end, () => meeting)
  open([series])
  fireEvent.click(await chip(/Monday meeting/))
  await screen.findByText(/15:00–16:30/)
  fireEvent.click(screen.getByRole('button', { name: 'Call off' }))
  expect(screen.getByLabelText('This one')).toHaveProperty('checked', true)
  fireEvent.change(await screen.findByLabelText(/Reason/), { target: { value: 'Holiday' } })
  fireEvent.click(screen.getByRole('button', { name: 'Call off' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    ifMatch: '"2"',
    body: { at: '2026-11-16T01:00:00.000Z', which: 'one', reason: 'Holiday' },
  })
})

test('an address for other programs is shown this once', async () => {
  let feed: { shows: 'masked' | 'names'; createdAt: string; readAt: null } | null = null
  answering(calendarFeed.open, () => ({ feed }))
  const sent = answering(calendarFeed.create, () => {
    feed = { shows: 'masked', createdAt: '2026-11-20T02:00:00.000Z', readAt: null }
    return { feed, path: '/api/calendar/feeds/abc.ics' }
  })
  open([])
  fireEvent.click(await screen.findByRole('button', { name: 'Subscribe' }))
  await screen.findByText('There is no address.')
  fireEvent.click(screen.getByRole('button', { name: 'Make a new address' }))
  await screen.findByText(/\/api\/calendar\/feeds\/abc\.ics/)
  expect(sent[0]!.body).toEqual({ shows: 'masked' })
})
