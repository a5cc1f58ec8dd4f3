import { describe, expect, it } from 'vitest'
import { careByAge, classesBetween, lastDay, throttled } from './validity.ts'

describe('the last day of an assessment', () => {
  it.each([
    ['2024-02-29', { years: 2 }, '2026-02-28'],
    ['2024-02-29', { years: 4 }, '2028-02-29'],
    ['2025-11-23', { years: 2 }, '2027-11-23'],
    ['2025-12-31', { years: 1 }, '2026-12-31'],
    ['2025-12-31', { days: 365 }, '2026-12-31'],
    ['2026-01-31', { days: 30 }, '2026-03-02'],
  ])('%s with %o is %s', (day, validity, last) => expect(lastDay(day, validity)).toBe(last))
})

describe('another assessment', () => {
  const throttle = { perDay: 2, inDays: { days: 365, times: 8 } }
  const ago = (days: number) => new Date(Date.UTC(2026, 10, 23) - days * 86_400_000).toISOString().slice(0, 10)

  it('is the third of a day: refused', () => {
    expect(throttled(['2026-11-23', '2026-11-23'], '2026-11-23', throttle)).toBe('day')
    expect(throttled(['2026-11-22', '2026-11-23'], '2026-11-23', throttle)).toBeNull()
  })

  it('is the ninth in a year: refused, until the first is a year ago', () => {
    const eight = (first: number) => [ago(first), ...[200, 180, 160, 140, 120, 100, 80].map(ago)]
    expect(throttled(eight(364), '2026-11-23', throttle)).toBe('period')
    expect(throttled(eight(365), '2026-11-23', throttle)).toBeNull()
  })
})

describe('what else is looked at', () => {
  it('how many classes somebody went up', () => {
    const classes = ['C1', 'C2', 'C3', 'C4', 'C5']
    expect(classesBetween(classes, 'C2', 'C4')).toBe(2)
    expect(classesBetween(classes, 'C4', 'C3')).toBe(-1)
    expect(classesBetween(classes, null, 'C3')).toBeNull()
  })

  it.each([
    [17, 'guardian'],
    [18, null],
    [70, null],
    [71, 'confirmation'],
  ])('at %i years: %s', (age, care) => expect(careByAge(age)).toBe(care))
})
