import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDecimal } from './decimal.ts'
import { applyDiluted, openDiluted } from './diluted.ts'
import type { ScaledEvent } from './event.ts'
import { applyFifo, fifoCost, openFifo } from './fifo.ts'
import { apply, open, type Position } from './position.ts'
import { marketValue, unrealised } from './valuation.ts'

/** Quantities small beside each other, so that sequences often close, reopen and go through zero. */
const units = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((n) => BigInt(n) * 1_000_000n),
  fc.bigInt(1n, 5_000_000n),
)
const signed = fc.tuple(units, fc.boolean()).map(([quantity, sell]) => (sell ? -quantity : quantity))
const trade = (fees: fc.Arbitrary<bigint>): fc.Arbitrary<ScaledEvent> =>
  fc.record({
    kind: fc.constant('trade' as const),
    quantity: signed,
    amount: fc.bigInt(0n, 100_000n),
    fees,
    price: fc.constant(null),
  })
const nothing = fc
  .bigInt(0n, 700n)
  .map((fees): ScaledEvent => ({ kind: 'trade', quantity: 0n, amount: 0n, fees, price: null }))
const other: fc.Arbitrary<ScaledEvent> = fc.oneof(
  nothing,
  fc.record({ kind: fc.constant('dividend' as const), cash: fc.bigInt(-5_000n, 5_000n) }),
  fc.record({ kind: fc.constant('bonus' as const), quantity: signed }),
  fc.record({ kind: fc.constant('split' as const), from: fc.bigInt(1n, 40n), to: fc.bigInt(1n, 40n) }),
)
const history = fc.array(
  fc.oneof({ weight: 4, arbitrary: trade(fc.bigInt(0n, 700n)) }, { weight: 1, arbitrary: other }),
  {
    maxLength: 40,
  },
)
const price = fc.bigInt(1n, 100_000n).map((cents) => ({ units: cents, places: 4 }))

function folded(events: readonly ScaledEvent[], from: Position = open()): Position {
  const position = { ...from }
  for (const event of events) apply(position, event)
  return position
}

/** The client's cash, counted without any notion of cost. */
function netCash(events: readonly ScaledEvent[]): bigint {
  return events.reduce((sum, event) => {
    if (event.kind === 'dividend') return sum + event.cash
    if (event.kind !== 'trade') return sum
    return sum + (event.quantity > 0n ? -event.amount : event.amount) - event.fees
  }, 0n)
}

describe('laws of positions', () => {
  test('profit is conserved: realised + dividends + unrealised = net cash + market value, shorts and all', () => {
    fc.assert(
      fc.property(history, price, (events, close) => {
        const position = folded(events)
        const profit = position.realised + position.dividends + unrealised(position, close)
        expect(profit).toBe(netCash(events) + marketValue(position, close))
      }),
    )
  })

  test('moving average, first in first out and diluted cost tell the same total profit', () => {
    fc.assert(
      fc.property(history, price, (events, close) => {
        const average = folded(events)
        const fifo = openFifo()
        const diluted = openDiluted()
        for (const event of events) {
          applyFifo(fifo, event)
          applyDiluted(diluted, event)
        }
        const total = average.realised + average.dividends + unrealised(average, close)
        const fifoOpen = { quantity: fifo.quantity, cost: fifoCost(fifo) }
        expect(fifo.realised + fifo.dividends + unrealised(fifoOpen, close)).toBe(total)
        expect(diluted.realised + unrealised(diluted, close)).toBe(total)
        expect(fifo.lots.reduce((sum, lot) => sum + lot.quantity, 0n)).toBe(fifo.quantity)
      }),
    )
  })

  test('what each event realised adds up to what the position realised', () => {
    fc.assert(
      fc.property(history, (events) => {
        const position = open()
        const fifo = openFifo()
        const diluted = openDiluted()
        const sums = [0n, 0n, 0n]
        for (const event of events) {
          sums[0]! += apply(position, event)
          sums[1]! += applyFifo(fifo, event)
          sums[2]! += applyDiluted(diluted, event)
        }
        expect(sums).toEqual([position.realised, fifo.realised, diluted.realised])
      }),
    )
  })

  test('a closed position has no cost left', () => {
    fc.assert(
      fc.property(history, (events) => {
        const before = folded(events)
        fc.pre(before.quantity !== 0n)
        const close = { kind: 'trade', quantity: -before.quantity, amount: 123n, fees: 1n, price: null } as const
        expect(folded([close], before)).toMatchObject({ quantity: 0n, cost: 0n })
        const fifo = openFifo()
        for (const event of [...events, close]) applyFifo(fifo, event)
        expect([fifo.quantity, fifo.lots]).toEqual([0n, []])
        const diluted = openDiluted()
        for (const event of [...events, close, { kind: 'dividend', cash: 7n } as const]) applyDiluted(diluted, event)
        expect([diluted.quantity, diluted.cost]).toEqual([0n, 0n])
      }),
    )
  })

  test('applied in two batches is applied in one', () => {
    fc.assert(
      fc.property(history, fc.nat(40), (events, cut) => {
        expect(folded(events.slice(cut), folded(events.slice(0, cut)))).toEqual(folded(events))
      }),
    )
  })

  test('buys and sells swapped, without fees, negate quantity, cost and profit', () => {
    fc.assert(
      fc.property(fc.array(trade(fc.constant(0n)), { maxLength: 40 }), price, (events, close) => {
        const mirrored = events.map((e): ScaledEvent => (e.kind === 'trade' ? { ...e, quantity: -e.quantity } : e))
        const one = folded(events)
        const two = folded(mirrored)
        expect([two.quantity, two.cost, two.realised]).toEqual([-one.quantity, -one.cost, -one.realised])
        expect(unrealised(two, close)).toBe(-unrealised(one, close))
      }),
    )
  })

  test('a partial sale leaves the average cost where it was, to the cent it rounds', () => {
    fc.assert(
      fc.property(units, fc.bigInt(1n, 10_000_000n), units, (held, amount, sold) => {
        fc.pre(sold < held)
        const position = folded([
          { kind: 'trade', quantity: held, amount, fees: 0n, price: null },
          { kind: 'trade', quantity: -sold, amount: 0n, fees: 0n, price: parseDecimal('0') },
        ])
        const off = position.cost * held - amount * (held - sold)
        expect((off < 0n ? -off : off) * 2n <= held).toBe(true)
      }),
    )
  })
})
