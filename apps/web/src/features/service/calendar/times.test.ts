import type { CalendarItem } from '@rapport/contract/service/calendar'
import { expect, test } from 'vitest'
import { idOf } from '#testing/show.tsx'
import { dayBeside, daysShown } from './days-shown.ts'
import { hoursOf, laid, minuteOf, roomOf } from './times.ts'

const item = (n: number, from: string, to: string | null): CalendarItem => ({
  kind: 'meeting',
  id: idOf(n),
  title: null,
  titleZh: null,
  code: null,
  on: '2026-11-20',
  startsAt: `2026-11-20T${from}:00+08:00`,
  endsAt: to && `2026-11-20T${to}:00+08:00`,
  customer: null,
  place: null,
  done: false,
  seriesAt: null,
  version: 1,
})

test('minutes are those of Shanghai, and what nobody said how long takes half an hour', () => {
  expect(minuteOf('2026-11-19T17:30:00.000Z')).toBe(90)
  expect(roomOf(item(1, '09:00', null))).toEqual({ from: 540, to: 570 })
  expect(roomOf(item(1, '23:50', null))).toEqual({ from: 1430, to: 1440 })
})

test('things at the same time stand beside each other, and never on each other', () => {
  const items = [
    item(1, '09:00', '10:00'),
    item(2, '09:30', '11:00'),
    item(3, '10:00', '10:30'),
    item(4, '11:00', '12:00'),
  ]
  const placed = laid(items)
  expect(placed.map(({ item, lane, lanes }) => [item.id, lane, lanes])).toEqual([
    [idOf(1), 0, 2],
    [idOf(2), 1, 2],
    [idOf(3), 0, 2],
    [idOf(4), 0, 1],
  ])
  for (const one of placed)
    for (const other of placed)
      if (one !== other && one.lane === other.lane) expect(one.from >= other.to || other.from >= one.to).toBe(true)
})

test('the hours drawn reach to whatever is planned', () => {
  expect(hoursOf([])).toEqual({ first: 8, last: 18 })
  expect(hoursOf([item(1, '06:15', '07:00'), item(2, '19:30', '20:15')])).toEqual({ first: 6, last: 21 })
})

test('a month is shown by whole weeks, and leads to the months beside it', () => {
  const days = daysShown('month', '2026-11-20')
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42])
  expect([
    dayBeside('month', '2026-01-31', -1),
    dayBeside('week', '2026-11-20', 1),
    dayBeside('day', '2026-11-30', 1),
  ]).toEqual(['2025-12-01', '2026-11-23', '2026-12-01'])
})
