import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { type PositionEvent, scaleEvent } from './event.ts'
import { apply, open } from './position.ts'
import { money, quantity } from './scales.ts'
import { averageCost, marketValue, unrealised } from './valuation.ts'

function folded(...events: PositionEvent[]) {
  const position = open()
  const realised = events.map((event) => money(apply(position, scaleEvent(event))))
  return { position, realised }
}

describe('a position', () => {
  test('sold short is opened by the sale and earns when the price falls', () => {
    const { position, realised } = folded(
      { kind: 'sell', quantity: '300', price: '10', fees: '6.00' },
      { kind: 'buy', quantity: '100', price: '8', fees: '5.00' },
    )
    expect(realised).toEqual(['0.00', '193.00'])
    expect([quantity(position.quantity), money(position.cost)]).toEqual(['-200', '-1996.00'])
    expect(formatDecimal(averageCost(position, 2)!)).toBe('9.98')
    expect(money(marketValue(position, parseDecimal('9')))).toBe('-1800.00')
    expect(money(unrealised(position, parseDecimal('9')))).toBe('196.00')
  })

  test('sold through zero closes the old side and opens the rest at its own price, fees split to the cent', () => {
    const { position, realised } = folded(
      { kind: 'buy', quantity: '200', price: '5' },
      { kind: 'sell', quantity: '300', price: '6', fees: '1.00' },
    )
    expect(realised).toEqual(['0.00', '199.33'])
    expect([quantity(position.quantity), money(position.cost)]).toEqual(['-100', '-599.67'])
  })

  test('bought through zero mirrors it', () => {
    const { position, realised } = folded(
      { kind: 'sell', quantity: '200', price: '6' },
      { kind: 'buy', quantity: '300', price: '5', fees: '1.00' },
    )
    expect(realised).toEqual(['0.00', '199.33'])
    expect([quantity(position.quantity), money(position.cost)]).toEqual(['100', '500.33'])
  })

  test('closed keeps no residual cents: they go into what was realised', () => {
    const { position, realised } = folded(
      { kind: 'buy', quantity: '3', amount: '10.00' },
      { kind: 'sell', quantity: '1', amount: '3.33' },
      { kind: 'sell', quantity: '1', amount: '3.33' },
      { kind: 'sell', quantity: '1', amount: '3.33' },
    )
    expect(realised).toEqual(['0.00', '0.00', '-0.01', '0.00'])
    expect(position).toEqual({ quantity: 0n, cost: 0n, realised: -1n, dividends: 0n })
    expect(averageCost(position)).toBeNull()
  })

  test('takes the booked amount before price times quantity', () => {
    const { position } = folded({ kind: 'buy', quantity: '100', price: '1.2345', amount: '123.40' })
    expect(money(position.cost)).toBe('123.40')
  })

  test('split keeps its cost', () => {
    const { position } = folded({ kind: 'buy', quantity: '100', price: '9' }, { kind: 'split', from: '2', to: '3' })
    expect([quantity(position.quantity), money(position.cost)]).toEqual(['150', '900.00'])
  })

  test('is left alone by a trade of nothing, except for its fees', () => {
    const { position, realised } = folded(
      { kind: 'buy', quantity: '0', price: '5' },
      { kind: 'buy', quantity: '10', price: '5' },
      { kind: 'sell', quantity: '0', price: '9', fees: '1.00' },
    )
    expect(realised).toEqual(['0.00', '0.00', '-1.00'])
    expect([quantity(position.quantity), money(position.cost)]).toEqual(['10', '50.00'])
  })

  test('refuses what is not a trade: negative numbers, an amount for nothing, a split into nothing', () => {
    expect(() => scaleEvent({ kind: 'sell', quantity: '-1', price: '1' })).toThrow('no negative number')
    expect(() => scaleEvent({ kind: 'buy', quantity: '1', amount: '-1' })).toThrow('no negative number')
    expect(() => scaleEvent({ kind: 'buy', quantity: '1', price: '-1' })).toThrow('no negative number')
    expect(() => scaleEvent({ kind: 'buy', quantity: '1', price: '1', fees: '-1' })).toThrow('no negative number')
    expect(() => scaleEvent({ kind: 'buy', quantity: '0', amount: '5' })).toThrow('needs a quantity')
    expect(() => scaleEvent({ kind: 'split', from: '1', to: '0' })).toThrow('above zero')
  })
})
