import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Done, flowOf } from './flow.ts'
import type { Step } from './rules.ts'

const madeAt = new Date('2026-11-20T04:00:00Z')
const hoursOn = (hours: number) => new Date(madeAt.getTime() + hours * 3_600_000)
const high: readonly Step[] = [
  { code: 'risk-warning', seconds: 15 },
  { code: 'mismatch-confirmation' },
  { code: 'extra-information' },
  { code: 'cooling-off', hours: 24 },
  { code: 'call-back' },
]
const flow = (done: readonly Done[], now: Date, steps = high) =>
  flowOf({ outcome: 'mismatch-risk', steps, madeAt }, done, now)

describe('the steps of a check', () => {
  it('come in their order, with a day of thought between what was signed and the call', () => {
    const first: Done[] = [
      { code: 'risk-warning', at: hoursOn(1) },
      { code: 'mismatch-confirmation', at: hoursOn(2) },
      { code: 'extra-information', at: hoursOn(3) },
    ]
    expect(flow([], madeAt)).toMatchObject({ state: 'step', next: { code: 'risk-warning' } })
    expect(flow(first.slice(0, 2), hoursOn(3))).toMatchObject({ state: 'step', next: { code: 'extra-information' } })
    expect(flow(first, hoursOn(26.9))).toEqual({ state: 'cooling', next: high[3], until: hoursOn(27) })
    expect(flow(first, hoursOn(27))).toMatchObject({ state: 'step', next: { code: 'call-back' } })
    const called: Done[] = [...first, { code: 'call-back', at: hoursOn(28) }]
    expect(flow(called, hoursOn(28))).toMatchObject({ state: 'ready', next: null })
    expect(flow([...called, { code: 'proceeded', at: hoursOn(29) }], hoursOn(29))).toMatchObject({ state: 'proceeded' })
    expect(flow([...first, { code: 'declined', at: hoursOn(4) }], hoursOn(4))).toMatchObject({ state: 'declined' })
  })

  it('of what fits without any are ready at once', () => {
    expect(flow([], madeAt, [])).toMatchObject({ state: 'ready' })
  })
})

describe('whatever was done, in whatever order', () => {
  const codes = [...high.map(({ code }) => code), 'proceeded'] as Done['code'][]
  const anyDone = fc.array(
    fc.record({ code: fc.constantFrom(...codes), at: fc.integer({ min: 0, max: 90 }).map(hoursOn) }),
    { maxLength: 8 },
  )

  it('nothing is done about what is blocked', () => {
    fc.assert(
      fc.property(anyDone, fc.integer({ min: 0, max: 90 }), (done, hours) => {
        expect(flowOf({ outcome: 'blocked', steps: high, madeAt }, done, hoursOn(hours)).state).toBe('blocked')
      }),
    )
  })

  it('a customer is ready only when each step is done and a day has passed since the last before the pause', () => {
    fc.assert(
      fc.property(anyDone, fc.integer({ min: 0, max: 90 }), (all, hours) => {
        const done = all.filter(({ code }) => code !== 'proceeded')
        const first = (code: string) => done.find((one) => one.code === code)?.at.getTime()
        const signed = ['risk-warning', 'mismatch-confirmation', 'extra-information'].map(first)
        const ready =
          signed.every((at) => at !== undefined) &&
          first('call-back') !== undefined &&
          hoursOn(hours).getTime() >= Math.max(...(signed as number[])) + 24 * 3_600_000
        expect(flow(done, hoursOn(hours)).state === 'ready').toBe(ready)
      }),
    )
  })
})
