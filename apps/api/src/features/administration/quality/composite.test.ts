import { describe, expect, it } from 'vitest'
import { compositeOf, shareOf } from './composite.ts'

// The worked example of domain.md 7.
const completeness = [50_000 * 6 - 4_200, 50_000 * 6] as const
const uniqueness = [50_000 - 37, 50_000] as const
const timeliness = [9_820, 9_876] as const
const consistency = [9_876 - 12, 9_876] as const

describe('quality indicators', () => {
  it('are the worked shares, rounded once to four places', () => {
    expect(shareOf(completeness)).toBe('0.9860')
    expect(shareOf(uniqueness)).toBe('0.9993')
    expect(shareOf(timeliness)).toBe('0.9943')
    expect(shareOf(consistency)).toBe('0.9988')
    expect(shareOf([0, 0])).toBeNull()
    expect(shareOf([0, 5])).toBe('0.0000')
  })

  it('come to a mean by their weights, of those that there are', () => {
    expect(compositeOf({ completeness, uniqueness, timeliness, consistency, accuracy: [397, 400] })).toBe('0.9938')
    // 0.25 × 0.986 + 0.2 × (0.99926 + 0.9943297… + 0.9987849…), of 0.85.
    expect(compositeOf({ completeness, uniqueness, timeliness, consistency })).toBe('0.9941')
    // Without rules: (0.25 × 0.986 + 0.2 × (0.99926 + 0.9943297…)) / 0.65.
    expect(compositeOf({ completeness, uniqueness, timeliness, consistency: [0, 0] })).toBe('0.9926')
    expect(compositeOf({ uniqueness })).toBe('0.9993')
    expect(compositeOf({ completeness: [0, 0] })).toBeNull()
    expect(compositeOf({})).toBeNull()
  })

  it('are exact where the parts are not: thirds of thirds do not lose a place', () => {
    const third = [1, 3] as const
    expect(compositeOf({ completeness: third, uniqueness: third, timeliness: third, consistency: third })).toBe(
      '0.3333',
    )
    expect(compositeOf({ uniqueness: [1, 20_000], timeliness: [0, 1], consistency: [0, 1] })).toBe('0.0000')
    expect(compositeOf({ uniqueness: [3, 20_000], timeliness: [0, 1], consistency: [0, 1] })).toBe('0.0001')
  })
})
