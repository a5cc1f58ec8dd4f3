import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RfmInput, rfmCode, rfmScores } from './rfm.ts'

const group = fc.array(
  fc.record({
    recency: fc.option(fc.integer({ min: 0, max: 30 })),
    frequency: fc.integer({ min: 0, max: 8 }),
    monetary: fc.integer({ min: -5, max: 40 }),
  }),
  { minLength: 1, maxLength: 60 },
)

describe('recency, frequency and monetary scores', () => {
  test('the worked customer of domain 3.3: 92nd, 85th and 55th percentile are R5F5M3', () => {
    const others: RfmInput[] = Array.from({ length: 100 }, (_, i) => ({
      recency: i < 92 ? 10 + i : 1,
      frequency: i < 85 ? 1 + i : 150 + i,
      monetary: i < 55 ? 500 : 700 + i,
    }))
    const customer = { recency: 3, frequency: 118, monetary: 640 }
    const scores = rfmScores([...others.slice(0, 99), customer]).at(-1)!
    expect(rfmCode(scores)).toBe('R5F5M3')
  })

  test('ten different customers fall into fifths of two each, the latest trader first', () => {
    const scores = rfmScores(Array.from({ length: 10 }, (_, i) => ({ recency: i, frequency: i + 1, monetary: i })))
    expect(scores.map(({ recency }) => recency)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1])
    expect(scores.map(({ frequency }) => frequency)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
  })

  test('who never traded is R1 F1, and equal customers share the lower score', () => {
    const same = { recency: 1, frequency: 4, monetary: 9 }
    const never = { recency: null, frequency: 0, monetary: 0 }
    expect(rfmScores([never, same, same, same, same]).map(rfmCode)).toEqual(['R1F1M1', ...Array(4).fill('R2F2M2')])
  })

  test('zero trading days are F1 however many there are, also where all the others are better', () => {
    fc.assert(
      fc.property(group, (inputs) => {
        const scores = rfmScores(inputs)
        inputs.forEach((input, i) => {
          if (input.frequency === 0) expect(scores[i]!.frequency).toBe(1)
        })
      }),
    )
  })

  test('who is better in a measure never scores lower, and every score is 1 to 5', () => {
    fc.assert(
      fc.property(group, (inputs) => {
        const scores = rfmScores(inputs)
        for (const [i, one] of inputs.entries())
          for (const [j, other] of inputs.entries()) {
            if (one.monetary >= other.monetary) expect(scores[i]!.monetary).toBeGreaterThanOrEqual(scores[j]!.monetary)
            if ((one.recency ?? 99) <= (other.recency ?? 99))
              expect(scores[i]!.recency).toBeGreaterThanOrEqual(scores[j]!.recency)
          }
        for (const score of scores.flatMap((s) => [s.recency, s.frequency, s.monetary]))
          expect([1, 2, 3, 4, 5]).toContain(score)
      }),
    )
  })
})
