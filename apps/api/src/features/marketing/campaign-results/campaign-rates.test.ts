import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { funnelOf, returnOf, upliftOf } from './campaign-rates.ts'

describe('the funnel', () => {
  it('of 20 000 sent, 18 600 delivered, 5 580 reached, 1 116 interested and 223 converted is 93, 30, 20, 19.98 and 1.115 % overall', () => {
    const counts = { sent: 20_000, delivered: 18_600, reached: 5_580, interested: 1_116, converted: 223 }
    const { funnel, overall } = funnelOf(20_000, counts)
    expect(funnel.map(({ rate }) => rate)).toEqual([100, 93, 30, 20, 19.98])
    expect(overall).toBe(1.115)
  })

  it('knows nothing of conversions that nobody judged', () => {
    const { funnel, overall } = funnelOf(3, { sent: 3, delivered: 2, reached: 1, interested: 1, converted: null })
    expect(funnel.at(-1)).toEqual({ stage: 'converted', count: null, rate: null })
    expect(overall).toBeNull()
  })

  it('knows no rate of nobody', () => {
    const { funnel, overall } = funnelOf(3, { sent: 0, delivered: 0, reached: 0, interested: 0, converted: 0 })
    expect(funnel.map(({ rate }) => rate)).toEqual([0, null, null, null, null])
    expect(overall).toBeNull()
  })
})

describe('the return', () => {
  it('of 86 000 for 52 000 is 65.4 %', () => {
    expect(returnOf('86000.00', '52000.00')).toBe(65.4)
    expect(returnOf('0.00', '52000.00')).toBe(-100)
  })

  it('of nothing spent is not known', () => {
    expect(returnOf('86000', '0.00')).toBeNull()
  })
})

describe('the uplift', () => {
  it('of 6.2 % against 4.1 % of 5 000 each is 2.1 points, 105 customers and z = 4.75', () => {
    expect(upliftOf({ treated: 5_000, treatedMet: 310, heldOut: 5_000, heldOutMet: 205 })).toEqual({
      ...{ treated: 5_000, treatedMet: 310, heldOut: 5_000, heldOutMet: 205, treatedRate: 6.2, heldOutRate: 4.1 },
      ...{ difference: 2.1, low: 1.2, high: 3, extra: 105, z: 4.75 },
    })
  })

  it('is not known where nobody was held out, and has no z where nobody or everybody converted', () => {
    const alone = upliftOf({ treated: 10, treatedMet: 1, heldOut: 0, heldOutMet: 0 })
    expect(alone).toMatchObject({ treatedRate: 10, difference: null, low: null, extra: null, z: null })
    expect(upliftOf({ treated: 10, treatedMet: 0, heldOut: 5, heldOutMet: 0 })).toMatchObject({ extra: 0, z: null })
    expect(upliftOf({ treated: 10, treatedMet: 10, heldOut: 5, heldOutMet: 5 }).z).toBeNull()
  })

  it('changes its sign and nothing else when the sides change places, and its interval holds the difference', () => {
    const side = fc
      .integer({ min: 1, max: 10_000 })
      .chain((of) => fc.tuple(fc.constant(of), fc.integer({ min: 0, max: of })))
    fc.assert(
      fc.property(side, side, ([treated, treatedMet], [heldOut, heldOutMet]) => {
        const one = upliftOf({ treated, treatedMet, heldOut, heldOutMet })
        const other = upliftOf({ treated: heldOut, treatedMet: heldOutMet, heldOut: treated, heldOutMet: treatedMet })
        // Both are rounded half up, so that halves may differ by one step.
        expect(Math.abs((one.z ?? 0) + (other.z ?? 0))).toBeLessThan(0.0101)
        expect(Math.abs(one.difference! + other.difference!)).toBeLessThan(0.101)
        expect(one.low!).toBeLessThanOrEqual(one.difference!)
        expect(one.high!).toBeGreaterThanOrEqual(one.difference!)
      }),
    )
  })
})
