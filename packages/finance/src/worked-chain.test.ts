import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { applyDiluted, openDiluted } from './diluted.ts'
import { type PositionEvent, scaleEvent } from './event.ts'
import { feeOf } from './fees.ts'
import { applyFifo, fifoCost, openFifo } from './fifo.ts'
import { apply, open } from './position.ts'
import { amountOf, cents, money, quantityUnits } from './scales.ts'
import { averageCost, marketValue, unrealised } from './valuation.ts'

function withFees(kind: 'buy' | 'sell', quantity: string, price: string): PositionEvent {
  const amount = amountOf(parseDecimal(price), quantityUnits(quantity))
  const commission = feeOf(amount, parseDecimal('0.00025'), cents('5'))
  const stampDuty = kind === 'sell' ? feeOf(amount, parseDecimal('0.0005')) : 0n
  return { kind, quantity, price, fees: money(commission + stampDuty + feeOf(amount, parseDecimal('0.00001'))) }
}

/** Seven events of one security, as the firm's own handbook works them out by hand. */
const CHAIN = [
  withFees('buy', '1000', '10.00'),
  withFees('buy', '500', '11.00'),
  withFees('sell', '600', '12.00'),
  { kind: 'dividend', cash: money(amountOf(parseDecimal('0.30'), quantityUnits('900'))) },
  { kind: 'bonus', quantity: '270' },
  { kind: 'rights', quantity: '234', price: '6.00' },
  withFees('sell', '700', '9.80'),
] satisfies PositionEvent[]
const CLOSE = parseDecimal('9.50')

describe('the worked chain', () => {
  test('by moving average, after every step', () => {
    const position = open()
    const steps = CHAIN.map((event) => {
      const realised = apply(position, scaleEvent(event))
      const average = averageCost(position, 4)
      return [money(position.cost), position.quantity / 1_000_000n, average && formatDecimal(average), money(realised)]
    })
    expect(steps).toEqual([
      ['10005.10', 1000n, '10.0051', '0.00'],
      ['15510.16', 1500n, '10.3401', '0.00'],
      ['9306.10', 900n, '10.3401', '987.27'],
      ['9306.10', 900n, '10.3401', '0.00'],
      ['9306.10', 1170n, '7.9539', '0.00'],
      ['10710.10', 1404n, '7.6283', '0.00'],
      ['5370.31', 704n, '7.6283', '1511.71'],
    ])
    expect(money(marketValue(position, CLOSE))).toBe('6688.00')
    expect(money(unrealised(position, CLOSE))).toBe('1317.69')
    expect(money(position.realised)).toBe('2498.98')
    expect(money(position.dividends)).toBe('270.00')
    expect(money(position.realised + unrealised(position, CLOSE) + position.dividends)).toBe('4086.67')
  })

  test('by first in, first out, after every step', () => {
    const position = openFifo()
    const steps = CHAIN.map((event) => {
      const realised = applyFifo(position, scaleEvent(event))
      return [position.lots.map((lot) => lot.quantity / 1_000_000n), money(fifoCost(position)), money(realised)]
    })
    expect(steps).toEqual([
      [[1000n], '10005.10', '0.00'],
      [[1000n, 500n], '15510.16', '0.00'],
      [[400n, 500n], '9507.10', '1188.27'],
      [[400n, 500n], '9507.10', '0.00'],
      [[520n, 650n], '9507.10', '0.00'],
      [[520n, 650n, 234n], '10911.10', '0.00'],
      [[470n, 234n], '5384.58', '1324.98'],
    ])
    const open = { quantity: position.quantity, cost: fifoCost(position) }
    expect(money(unrealised(open, CLOSE))).toBe('1303.42')
    expect(money(position.realised)).toBe('2513.25')
    expect(money(position.realised + unrealised(open, CLOSE) + position.dividends)).toBe('4086.67')
  })

  test('by diluted cost: what was realised lowers the cost of what is left', () => {
    const position = openDiluted()
    for (const event of CHAIN) applyDiluted(position, scaleEvent(event))
    expect(money(position.cost)).toBe('2601.33')
    expect(formatDecimal(averageCost(position, 4)!)).toBe('3.6951')
    expect(money(unrealised(position, CLOSE))).toBe('4086.67')
  })
})
