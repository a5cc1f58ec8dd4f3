import { describe, expect, it } from 'vitest'
import { accuracyOf, wilson } from './accuracy.ts'

describe('accuracy', () => {
  it('is the worked example of domain.md 7, with its interval', () => {
    expect(accuracyOf(397, 400)).toEqual({ right: 397, checked: 400, share: '0.9925', low: '0.9782', high: '0.9974' })
  })

  it('is the interval of domain.md 8.1: 74 of 90 lie between 73.1 and 88.8 %', () => {
    expect(wilson(74, 90).map((end) => (end * 100).toFixed(1))).toEqual(['73.1', '88.8'])
  })

  it('never leaves 0 to 1, holds its share, and says nothing of none', () => {
    expect(accuracyOf(0, 0)).toBeNull()
    expect(accuracyOf(50, 50)).toMatchObject({ share: '1.0000', low: '0.9287', high: '1.0000' })
    expect(accuracyOf(0, 50)).toMatchObject({ share: '0.0000', low: '0.0000', high: '0.0713' })
    for (let checked = 1; checked <= 400; checked += 7)
      for (let right = 0; right <= checked; right += 3) {
        const [low, high] = wilson(right, checked)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        // Symmetric: what is wrong lies as what is right does.
        expect(wilson(checked - right, checked)[0]).toBeCloseTo(1 - high, 12)
        expect(low <= right / checked && right / checked <= high).toBe(true)
      }
  })
})
