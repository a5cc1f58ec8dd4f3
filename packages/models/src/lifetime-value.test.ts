import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedEvents, fitBgNbd, logLikelihood, probabilityAlive } from './bg-nbd.ts'
import { expectedValue, fitGammaGamma, populationValue } from './gamma-gamma.ts'
import { hypergeometric } from './hypergeometric.ts'
import { lifetimeValue, WEEKS_A_MONTH } from './lifetime-value.ts'
import { logGamma } from './log-gamma.ts'
import { minimise } from './nelder-mead.ts'
import { purchaseHistories } from './purchase-histories.ts'

/** Published for CDNOW (Fader, Hardie, Lee 2005; Fader, Hardie 2013), in weeks. */
const PAPER = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const SPENDING = { p: 6.25, q: 3.74, gamma: 15.44 }
const FIRST = { repeats: 2, last: 30.43, age: 38.86 }

const histories = fc
  .tuple(
    fc.integer({ min: 1, max: 200 }),
    fc.double({ min: 0.01, max: 1, noNaN: true }),
    fc.integer({ min: 1, max: 300 }),
  )
  .map(([repeats, part, age]) => ({ repeats, last: part * age, age }))
const models = fc.record({
  r: fc.double({ min: 0.05, max: 5, noNaN: true }),
  alpha: fc.double({ min: 0.1, max: 50, noNaN: true }),
  a: fc.double({ min: 0.05, max: 4, noNaN: true }),
  b: fc.double({ min: 0.05, max: 8, noNaN: true }),
})

describe('BG/NBD', () => {
  test('gives the values of domain 3.4 for its three customers', () => {
    expect(expectedEvents(PAPER, FIRST, 39)).toBeCloseTo(1.226, 3)
    expect(probabilityAlive(PAPER, FIRST)).toBeCloseTo(0.7266, 4)
    expect(logLikelihood(PAPER, FIRST)).toBeCloseTo(-9.4586, 4)
    const once = { repeats: 0, last: 0, age: 38.86 }
    expect(expectedEvents(PAPER, once, 39)).toBeCloseTo(0.1951, 4)
    expect(logLikelihood(PAPER, once)).toBeCloseTo(-0.5547, 4)
    expect(probabilityAlive(PAPER, once)).toBe(1)
    const gone = { repeats: 12, last: 20, age: 38.86 }
    expect(expectedEvents(PAPER, gone, 39)).toBeCloseTo(0.1306, 4)
    expect(probabilityAlive(PAPER, gone)).toBeCloseTo(0.0151, 4)
  })

  test('expected events are finite, none in no time, and never fewer in more time', () => {
    fc.assert(
      fc.property(models, histories, (model, history) => {
        expect(expectedEvents(model, history, 0)).toBeCloseTo(0, 9)
        const [short, long] = [expectedEvents(model, history, 5), expectedEvents(model, history, 60)]
        expect(Number.isFinite(long)).toBe(true)
        expect(short).toBeGreaterThanOrEqual(0)
        expect(long).toBeGreaterThanOrEqual(short)
      }),
    )
  })

  test('the longer a customer is silent, the less likely it is alive', () => {
    fc.assert(
      fc.property(models, histories, (model, history) => {
        const later = { ...history, age: history.age + 10 }
        expect(probabilityAlive(model, later)).toBeLessThanOrEqual(probabilityAlive(model, history))
      }),
    )
  })

  test('is the same beside a = 1, where the formula is 0/0', () => {
    const [at, beside] = [1, 1.00001].map((a) => expectedEvents({ ...PAPER, a }, FIRST, 39))
    expect(at).toBeCloseTo(beside!, 4)
  })

  test('counting time in days changes α by 7 and nothing else', () => {
    const weeks = Array.from({ length: 300 }, (_, i) => ({
      repeats: i % 4,
      last: i % 4 === 0 ? 0 : 3 + (i % 17),
      age: 20 + (i % 9),
    }))
    const days = weeks.map(({ repeats, last, age }) => ({ repeats, last: last * 7, age: age * 7 }))
    const [one, other] = [fitBgNbd(weeks), fitBgNbd(days)]
    expect(other.alpha / one.alpha).toBeCloseTo(7, 2)
    expect(other.r).toBeCloseTo(one.r, 3)
  })

  test('refuses to learn where nobody came back, and from times that are none', () => {
    expect(() => fitBgNbd([{ repeats: 0, last: 0, age: 9 }])).toThrow('nobody')
    expect(() => fitBgNbd([{ repeats: 1, last: Number.NaN, age: 9 }])).toThrow('finite')
  })
})

describe('Gamma-Gamma and lifetime value', () => {
  test('gives the values of domain 3.4', () => {
    expect(populationValue(SPENDING)).toBeCloseTo(35.22, 2)
    expect(expectedValue(SPENDING, { repeats: 2, mean: 50 })).toBeCloseTo(47.34, 2)
    expect(expectedValue(SPENDING, { repeats: 12, mean: 50 })).toBeCloseTo(49.48, 2)
    const value = expectedValue(SPENDING, { repeats: 2, mean: 50 })
    const options = { months: 3, margin: 0.3, discount: 0.1, unitsPerMonth: WEEKS_A_MONTH }
    expect(lifetimeValue(PAPER, FIRST, value, options)).toBeCloseTo(6.41, 2)
  })

  test('the expected value lies between the own mean and that of all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 999 }), (repeats, mean) => {
        const value = expectedValue(SPENDING, { repeats, mean })
        const all = populationValue(SPENDING)!
        expect(value).toBeGreaterThanOrEqual(Math.min(mean, all) - 1e-9)
        expect(value).toBeLessThanOrEqual(Math.max(mean, all) + 1e-9)
      }),
    )
  })

  test('counting money in cents changes γ by 100 and nothing else', () => {
    const yuan = Array.from({ length: 200 }, (_, i) => ({ repeats: 1 + (i % 5), mean: 20 + ((i * 37) % 61) }))
    const [one, other] = [fitGammaGamma(yuan), fitGammaGamma(yuan.map((s) => ({ ...s, mean: s.mean * 100 })))]
    expect(other.gamma / one.gamma).toBeCloseTo(100, 1)
    expect(other.q).toBeCloseTo(one.q, 2)
  })

  test('a population without a mean has none, and too few customers are refused', () => {
    expect(populationValue({ p: 1, q: 0.9, gamma: 1 })).toBeNull()
    expect(() => fitGammaGamma([{ repeats: 0, mean: 3 }])).toThrow('fewer than three')
  })
})

describe('purchase histories', () => {
  test('merge what happened at one time, open with the first, and see nothing after the end', () => {
    const purchases = [10, 24, 24, 38, 99].map((at, i) => ({ customer: 'one', at, value: (i + 1) * 10 }))
    expect(purchaseHistories(purchases, 45, 7)).toEqual([
      { customer: 'one', repeats: 2, last: 4, age: 5, mean: (20 + 30 + 40) / 2 },
    ])
  })
})

describe('what the models stand on', () => {
  test('ln Γ is that of factorials, of a half and of near nothing', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11)
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12)
    expect(logGamma(1e-8)).toBeCloseTo(-Math.log(1e-8), 7)
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 500, noNaN: true }), (x) => {
        expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 9)
      }),
    )
  })

  test('₂F₁ is that of its closed forms', () => {
    expect(hypergeometric(1, 1, 2, 0.7)).toBeCloseTo(-Math.log(0.3) / 0.7, 12)
    expect(hypergeometric(3, 2, 2, 0.5)).toBeCloseTo(8, 10)
  })

  test("the minimum of Rosenbrock's valley is found", () => {
    const { at } = minimise(([x, y]) => 100 * (y! - x! ** 2) ** 2 + (1 - x!) ** 2, [-1.2, 1])
    expect(at[0]).toBeCloseTo(1, 4)
    expect(at[1]).toBeCloseTo(1, 4)
  })
})
