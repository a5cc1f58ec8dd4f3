import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { annualised, modifiedDietz, timeWeighted, timeWeightedByParts } from './returns.ts'

const day = (n: number) => `2025-01-${String(n).padStart(2, '0')}`
const on = (n: number, value: number, inflow = 0, outflow = 0) => ({ day: day(n), value, inflow, outflow })

describe('time-weighted return', () => {
  it('is that of the worked example by its parts: 5.10 %', () => {
    const flows = [
      { before: 104_000, flow: 20_000 },
      { before: 121_500, flow: -10_000 },
    ]
    const told = timeWeightedByParts(100_000, flows, 115_000)!
    expect(told.parts.map((part) => part.toFixed(6))).toEqual(['0.040000', '-0.020161', '0.031390'])
    expect(told.return.toFixed(4)).toBe('0.0510')
    expect(timeWeightedByParts(0, flows, 115_000)).toBeNull()
  })

  it('counts what comes in at the start of a day and what goes out at its end', () => {
    expect(timeWeighted(100_000, [on(1, 121_200, 20_000)])[0]!.return).toBeCloseTo(0.01, 12)
    expect(timeWeighted(100_000, [on(1, 50_500, 0, 50_000)])[0]!.return).toBeCloseTo(0.005, 12)
  })

  it('begins anew where nothing was there to earn anything, and after a loss of all', () => {
    const periods = timeWeighted(0, [
      on(1, 0),
      on(2, 110, 100),
      on(3, 0, 0, 121),
      on(4, 0),
      on(5, 0),
      on(6, 99, 100),
      on(7, 0),
      on(8, 50, 50),
      on(9, -10),
      on(10, -5),
      on(11, 30, 20),
    ])
    expect(periods.map(({ from, to, return: change }) => [from, to, Number(change.toFixed(9))])).toEqual([
      [day(2), day(3), 0.21],
      [day(6), day(7), -1],
      [day(8), day(8), 0],
      [day(11), day(11), 1],
    ])
  })

  it('does not depend on what flows in at the start of days or out at their end', () => {
    const anyDay = fc.record({
      growth: fc.double({ min: 0.5, max: 1.8, noNaN: true }),
      inflow: fc.double({ min: 0, max: 1e6, noNaN: true }),
      taken: fc.double({ min: 0, max: 0.9, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(anyDay, { minLength: 1, maxLength: 60 }), (days) => {
        let value = 1_000
        const rows = days.map(({ growth, inflow, taken }, i) => {
          const before = (value + inflow) * growth
          const outflow = before * taken
          value = before - outflow
          return { day: String(i), value, inflow, outflow }
        })
        const expected = days.reduce((unit, { growth }) => unit * growth, 1)
        const [period, ...others] = timeWeighted(1_000, rows)
        expect(others).toEqual([])
        expect((1 + period!.return) / expected).toBeCloseTo(1, 6)
      }),
    )
  })
})

describe('modified Dietz', () => {
  it('is that of the worked example: 4.55 %', () => {
    const flows = [
      { weight: 20 / 30, amount: 20_000 },
      { weight: 10 / 30, amount: -10_000 },
    ]
    expect(modifiedDietz(100_000, flows, 115_000)!.toFixed(4)).toBe('0.0455')
  })

  it('is not told where no capital was at work', () => {
    expect(modifiedDietz(0, [], 100)).toBeNull()
    expect(modifiedDietz(100, [{ weight: 1, amount: -100 }], 5)).toBeNull()
  })
})

describe('a return over a year', () => {
  it('is not made of less than a year unless asked for', () => {
    expect(annualised(0.1, 364)).toBeNull()
    expect(annualised(0.1, 365)).toBeCloseTo(0.1, 12)
    expect(annualised(0.21, 730)).toBeCloseTo(0.1, 12)
    expect(annualised(0.1025, 65, 0)).toBeCloseTo(0.729705, 5)
    expect(annualised(-1.5, 400)).toBeNull()
  })
})
