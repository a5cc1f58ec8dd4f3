import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawSample } from './draw-sample.ts'

const firm = fc.uniqueArray(fc.record({ id: fc.uuid(), stratum: fc.constantFrom('north', 'south', 'west', 'none') }), {
  selector: ({ id }) => id,
  maxLength: 200,
})
const asked = fc.tuple(firm, fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 10_000 }))
const ids = (drawn: { id: string }[]) => drawn.map(({ id }) => id)

describe('a sample', () => {
  it('is the same customers from the same seed, however they are listed', () => {
    fc.assert(
      fc.property(asked, ([all, seed, part]) => {
        const drawn = ids(drawSample(all, seed, part))
        expect(ids(drawSample(all.toReversed(), seed, part))).toEqual(drawn)
        expect(
          ids(
            drawSample(
              all.toSorted((a, b) => (a.stratum < b.stratum ? 1 : -1)),
              seed,
              part,
            ),
          ),
        ).toEqual(drawn)
      }),
    )
  })

  it('is so many of all, nobody twice, and each stratum has its part to within one', () => {
    fc.assert(
      fc.property(asked, ([all, seed, part]) => {
        const drawn = drawSample(all, seed, part)
        expect(new Set(ids(drawn)).size).toBe(Math.ceil((all.length * part) / 10_000))
        for (const name of new Set(all.map(({ stratum }) => stratum))) {
          const of = (list: typeof all) => list.filter(({ stratum }) => stratum === name).length
          expect(Math.abs(of(drawn) - (of(all) * drawn.length) / all.length)).toBeLessThan(1)
        }
      }),
    )
  })

  it('is of others from another seed', () => {
    const all = Array.from({ length: 200 }, (_, i) => ({ id: String(i), stratum: 'all' }))
    const [one, two] = ['2026-a', '2026-b'].map((seed) => ids(drawSample(all, seed, 1_000)))
    expect(one).toHaveLength(20)
    expect(one!.filter((id) => two!.includes(id)).length).toBeLessThan(10)
  })
})
