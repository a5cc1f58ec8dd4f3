import { expect, test } from 'vitest'
import { addDays, addMonths, isDay, lastDayOf, mondayOf, weekFrom } from './days.ts'

test('a week begins on Monday, over the end of a year and a leap day too', () => {
  expect(mondayOf('2026-11-22')).toBe('2026-11-16')
  expect(mondayOf('2026-11-16')).toBe('2026-11-16')
  expect(mondayOf('2027-01-01')).toBe('2026-12-28')
  expect(weekFrom('2028-02-28').slice(0, 3)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
})

test('months have their own last days', () => {
  expect(['2026-02', '2028-02', '2026-12'].map(lastDayOf)).toEqual(['2026-02-28', '2028-02-29', '2026-12-31'])
  expect(addMonths('2026-01', -13)).toBe('2024-12')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('only days that exist are days', () => {
  expect(['2026-02-29', '2026-13-01', 'x', '2026-02-28'].map(isDay)).toEqual([false, false, false, true])
})
