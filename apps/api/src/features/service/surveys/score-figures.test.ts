import { expect, it } from 'vitest'
import { meanOf, scoreOf } from './score-figures.ts'

const counts = (...pairs: [score: number, n: number][]) => new Map(pairs)

it('is the part of fours and fives with the interval of Wilson: 74 of 90 are 82.2 %, 73.1 to 88.8 %', () => {
  const { n, value, low, high } = scoreOf('csat', counts([5, 50], [4, 24], [3, 10], [2, 4], [1, 2]))
  expect([n, value!.toFixed(3), low!.toFixed(3), high!.toFixed(3)]).toEqual([90, '0.822', '0.731', '0.888'])
})

it('is promoters less detractors in points: 52, 30 and 18 of 100 are +34, give or take 15.0', () => {
  const { value, low, high } = scoreOf('nps', counts([10, 30], [9, 22], [8, 10], [7, 20], [6, 8], [0, 10]))
  expect([value!.toFixed(1), (value! - low!).toFixed(1), (high! - value!).toFixed(1)]).toEqual(['34.0', '15.0', '15.0'])
  expect(((high! - low!) / 2 / 1.959963984540054).toFixed(1)).toBe('7.6')
})

it('is the mean of ease: 20, 35, 25, 10, 6, 3 and 1 of 7 down to 1 are 5.40', () => {
  const { value, low, high } = scoreOf('ces', counts([7, 20], [6, 35], [5, 25], [4, 10], [3, 6], [2, 3], [1, 1]))
  expect(value!.toFixed(2)).toBe('5.40')
  // By hand: the squares come to 176.0, s = √(176/99) = 1.3333, and 1.96 s / √100 = 0.261.
  expect([(value! - low!).toFixed(3), (high! - value!).toFixed(3)]).toEqual(['0.261', '0.261'])
})

it.each(['csat', 'nps', 'ces'] as const)('is no figure of fewer than ten answers: %s', (kind) => {
  expect(scoreOf(kind, counts([5, 9]))).toEqual({ kind, n: 9, value: null, low: null, high: null })
  expect(scoreOf(kind, counts()).n).toBe(0)
  expect(scoreOf(kind, counts([5, 10])).value).not.toBeNull()
})

it('stays within its scale where all agree, and is always a number', () => {
  expect(scoreOf('nps', counts([10, 10]))).toMatchObject({ value: 100, low: 100, high: 100 })
  expect(scoreOf('nps', counts([9, 11], [8, 1])).high).toBeLessThanOrEqual(100)
  expect(scoreOf('csat', counts([5, 12]))).toMatchObject({ value: 1, high: 1 })
  expect(scoreOf('ces', counts([7, 9], [6, 1])).high).toBeLessThanOrEqual(7)
})

it('has no mean of nobody', () => {
  expect(meanOf(counts())).toBeNull()
  expect(meanOf(counts([3, 1], [4, 1]))).toBe(3.5)
})
