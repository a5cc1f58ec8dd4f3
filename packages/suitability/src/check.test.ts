import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Client, check, type Inputs, type Product } from './check.ts'
import { canonical, prove, replay } from './proof.ts'
import { csrcRules, mifidRules } from './regimes.ts'

const on = '2026-11-23'
const client: Client = {
  investor: 'ordinary',
  class: 'C3',
  classValidTo: '2027-11-23',
  horizonDays: 'unlimited',
  intends: ['fund', 'stock'],
  knows: ['fund'],
}
const product: Product = { admitted: true, grade: 3, termDays: null, kind: 'fund', complex: false }
const asked = (of: Partial<Client>, what: Partial<Product> = {}, more: Partial<Inputs> = {}): Inputs => ({
  on,
  initiative: 'firm',
  client: { ...client, ...of },
  product: { ...product, ...what },
  licences: ['investment-adviser'],
  ...more,
})
const byCustomer = { initiative: 'customer' } as const

describe('the matrix of domain 1.2', () => {
  const highest = { 'C1-min': 1, C1: 1, C2: 2, C3: 3, C4: 4, C5: 5 }
  const cells = Object.entries(highest).flatMap(([level, top]) =>
    [1, 2, 3, 4, 5].map((grade) => [level, grade, grade <= top] as const),
  )
  it.each(cells)('%s and R%i: %s', (level, grade, may) => {
    expect(check(csrcRules, asked({ class: level }, { grade })).outcome).toBe(may ? 'match' : 'blocked')
  })
})

describe('the worked cases of domain 1.5', () => {
  it('C3 and R4 that the manager pushes is blocked', () => {
    expect(check(csrcRules, asked({}, { grade: 4 }))).toEqual({
      ...{ test: 'matching', outcome: 'blocked', reasons: ['mismatch-risk'], steps: [] },
    })
  })

  it('C3 and R4 that the customer asks for goes on with the warning and two signatures', () => {
    expect(check(csrcRules, asked({}, { grade: 4 }, byCustomer))).toEqual({
      test: 'matching',
      outcome: 'mismatch-risk',
      reasons: ['mismatch-risk'],
      steps: [{ code: 'risk-warning', seconds: 15 }, { code: 'mismatch-confirmation' }],
    })
  })

  it('the lowest class is blocked above R1 also on insistence, and when its assessment ran out', () => {
    for (const classValidTo of ['2027-11-23', '2026-11-22'])
      expect(check(csrcRules, asked({ class: 'C1-min', classValidTo }, { grade: 2 }, byCustomer))).toMatchObject({
        outcome: 'blocked',
        reasons: expect.arrayContaining(['lowest-class']),
      })
  })

  it('C5 with a horizon of a year and a product of three is a mismatch of the term', () => {
    const of = { class: 'C5', horizonDays: 365 }
    expect(check(csrcRules, asked(of, { termDays: 1095 }, byCustomer)).outcome).toBe('mismatch-term')
    expect(check(csrcRules, asked(of, { termDays: 365 }, byCustomer)).outcome).toBe('match')
  })

  it('R5 above the class takes more information, a day of thought and a call-back', () => {
    const { steps } = check(csrcRules, asked({ class: 'C4' }, { grade: 5 }, byCustomer))
    expect(steps.map(({ code }) => code)).toEqual([
      ...['risk-warning', 'mismatch-confirmation', 'extra-information', 'cooling-off', 'call-back'],
    ])
  })
})

describe('what else is held against one another', () => {
  it.each([
    ['no assessment', { class: null, classValidTo: null }, {}, {}, 'no-assessment'],
    ['an assessment that ended yesterday', { classValidTo: '2026-11-22' }, {}, {}, 'assessment-expired'],
    ['a class that the rules do not know', { class: 'C9' }, {}, {}, 'unknown-class'],
    ['a product that is not admitted', {}, { admitted: false }, {}, 'not-admitted'],
    ['a product that nobody rated', {}, { grade: null }, {}, 'not-rated'],
    ['advice without a licence', {}, {}, { licences: [] }, 'no-licence'],
    ['a kind that is not meant', {}, { kind: 'structured' }, {}, 'mismatch-type'],
    ['nothing known of what is meant', { intends: null }, {}, {}, 'mismatch-type'],
    ['nothing known of the horizon', { horizonDays: null }, { termDays: 30 }, {}, 'mismatch-term'],
  ] as const)('%s is blocked', (_, of, what, more, reason) => {
    const { outcome, reasons, steps } = check(csrcRules, asked(of as Partial<Client>, what, more as Partial<Inputs>))
    expect({ outcome, steps }).toEqual({ outcome: 'blocked', steps: [] })
    expect(reasons).toContain(reason)
  })

  it('on its last day an assessment holds', () => {
    expect(check(csrcRules, asked({ classValidTo: on })).outcome).toBe('match')
  })

  it('all reasons are named, not the first', () => {
    expect(
      check(csrcRules, asked({ intends: ['stock'], horizonDays: 30 }, { grade: 5, termDays: 90 })).reasons,
    ).toEqual([...['mismatch-risk', 'mismatch-term', 'mismatch-type']])
  })

  it('a professional may hold all that is admitted', () => {
    const of = { investor: 'professional', class: null, classValidTo: null, intends: null } as const
    expect(check(csrcRules, asked(of, { grade: 5 })).outcome).toBe('match')
    expect(check(csrcRules, asked(of, { grade: 5, admitted: false })).outcome).toBe('blocked')
  })

  it('an order needs no licence', () => {
    expect(check(csrcRules, asked({}, {}, { ...byCustomer, licences: [] })).outcome).toBe('match')
  })
})

describe('MiFID II', () => {
  const of = { class: 'balanced' }
  it('advice takes knowledge as well', () => {
    expect(check(mifidRules, asked(of)).outcome).toBe('match')
    expect(check(mifidRules, asked({ ...of, knows: [] }))).toMatchObject({
      ...{ test: 'suitability', outcome: 'blocked', reasons: ['mismatch-knowledge'] },
    })
  })

  it("the customer's own order of a complex product is held against knowledge only, and may go on after a warning", () => {
    expect(check(mifidRules, asked({ class: null, knows: null }, { complex: true, grade: 5 }, byCustomer))).toEqual({
      test: 'appropriateness',
      outcome: 'mismatch-knowledge',
      reasons: ['mismatch-knowledge'],
      steps: [{ code: 'risk-warning' }],
    })
  })

  it('of a simple product nothing is tested, and that is said', () => {
    expect(check(mifidRules, asked({ class: null }, { grade: 5 }, byCustomer))).toEqual({
      ...{ test: 'execution-only', outcome: 'not-tested', reasons: [], steps: [{ code: 'no-test-warning' }] },
    })
  })
})

const clients = fc.record<Client>({
  investor: fc.constantFrom('ordinary', 'professional'),
  class: fc.constantFrom(
    null,
    ...csrcRules.classes.map(({ code }) => code),
    ...mifidRules.classes.map(({ code }) => code),
  ),
  classValidTo: fc.constantFrom(null, '2026-11-22', on, '2028-01-01'),
  horizonDays: fc.constantFrom(null, 'unlimited' as const, 0, 365, 1095),
  intends: fc.option(fc.subarray(['fund', 'stock', 'structured'])),
  knows: fc.option(fc.subarray(['fund', 'stock', 'structured'])),
})
const products = fc.record<Product>({
  admitted: fc.boolean(),
  grade: fc.constantFrom(null, 1, 2, 3, 4, 5),
  termDays: fc.constantFrom(null, 0, 365, 366),
  kind: fc.constantFrom('fund', 'stock', 'structured'),
  complex: fc.boolean(),
})
const inputs = fc.record<Inputs>({
  on: fc.constant(on),
  initiative: fc.constantFrom('firm', 'customer'),
  client: clients,
  product: products,
  licences: fc.subarray(['investment-adviser', 'fund']),
})
const regimes = fc.constantFrom(csrcRules, mifidRules)

describe('for any customer and product', () => {
  it('what the firm begins is a match or blocked', () =>
    fc.assert(
      fc.property(regimes, inputs, (rules, given) => {
        const { outcome } = check(rules, { ...given, initiative: 'firm' })
        expect(['match', 'blocked']).toContain(outcome)
      }),
    ))

  it('a lower grade never turns a match into none, nor does a shorter term or a longer horizon', () =>
    fc.assert(
      fc.property(regimes, inputs, (rules, given) => {
        if (check(rules, given).outcome !== 'match') return
        const easier: Inputs = {
          ...given,
          client: { ...given.client, horizonDays: 'unlimited' },
          product: { ...given.product, grade: 1, termDays: null },
        }
        expect(check(rules, easier).outcome).toBe('match')
      }),
    ))

  it('the lowest class never gets past R1', () =>
    fc.assert(
      fc.property(inputs, (given) => {
        const lowest: Inputs = { ...given, client: { ...given.client, investor: 'ordinary', class: 'C1-min' } }
        if ((given.product.grade ?? 9) > 1) expect(check(csrcRules, lowest).outcome).toBe('blocked')
      }),
    ))

  it('what is blocked has a reason and no steps', () =>
    fc.assert(
      fc.property(regimes, inputs, (rules, given) => {
        const { outcome, reasons, steps } = check(rules, given)
        if (outcome === 'blocked') expect([reasons.length > 0, steps]).toEqual([true, []])
        else expect(reasons.every((reason) => reason.startsWith('mismatch-'))).toBe(true)
      }),
    ))

  it('the proof gives the same bytes again, whatever the order of keys', () =>
    fc.assert(
      fc.property(regimes, inputs, (rules, given) => {
        const { proof } = prove(rules, given)
        expect(replay(rules, proof)).toBe(proof.result)
        const shuffled = Object.fromEntries(Object.entries(given).reverse()) as unknown as Inputs
        expect(prove(rules, shuffled).proof).toEqual(proof)
      }),
    ))

  it('other rules give another proof where they matter', () => {
    const stricter = { ...csrcRules, classes: csrcRules.classes.map((one) => ({ ...one, highestGrade: 1 })) }
    const { proof } = prove(csrcRules, asked({}))
    expect(replay(stricter, proof)).not.toBe(proof.result)
  })
})

describe('a canonical text', () => {
  it('orders keys by code units and leaves out what is undefined', () => {
    expect(canonical({ b: [1, null, { z: 'é"', a: undefined }], a: true, é: -0 })).toBe(
      '{"a":true,"b":[1,null,{"z":"é\\""}],"é":0}',
    )
  })

  it('refuses what is not a whole number', () => {
    for (const number of [0.1, Number.NaN, 2 ** 53]) expect(() => canonical({ number })).toThrow(RangeError)
  })
})
