import { expect, it } from 'vitest'
import { effectOf, ratesOf } from './moment-rates.ts'

it('of 500 issued, 460 done, 430 on time, 368 reached and 129 effective: 92.0, 86.0, 80.0 and 28.0 %', () => {
  expect(ratesOf({ issued: 500, done: 460, onTime: 430, reached: 368, effective: 129 })).toMatchObject({
    completion: 92,
    punctuality: 86,
    reach: 80,
    effectiveness: 28,
  })
})

it('knows no rate of nothing', () => {
  expect(ratesOf({ issued: 0, done: 0, onTime: 0, reached: 0, effective: 0 })).toMatchObject({
    completion: null,
    reach: null,
  })
})

it('tells the difference to those held out with the interval of Newcombe', () => {
  // Newcombe 1998, table II, example (a): 56/70 − 48/80 is 0.2000, from 0.0524 to 0.3339.
  const counts = { goal: 'traded', treated: 70, treatedMet: 56, heldOut: 80, heldOutMet: 48 } as const
  expect(effectOf(counts)).toMatchObject({ treatedRate: 80, heldOutRate: 60, difference: 20, low: 5.2, high: 33.4 })
  // Example (h): 10/10 − 0/10 stays within ±100: from 0.6075 to 1.
  expect(effectOf({ goal: 'traded', treated: 10, treatedMet: 10, heldOut: 10, heldOutMet: 0 })).toMatchObject({
    difference: 100,
    low: 60.8,
    high: 100,
  })
})

it('knows no difference to nobody', () => {
  expect(effectOf({ goal: 'traded', treated: 5, treatedMet: 1, heldOut: 0, heldOutMet: 0 })).toMatchObject({
    treatedRate: 20,
    heldOutRate: null,
    difference: null,
    low: null,
  })
})
