import { describe, expect, test } from 'vitest'
import type { SecurityEvent } from './history.ts'
import { positionsOf } from './holdings.ts'

const trade = (kind: 'buy' | 'sell', security: string, at: string, quantity: string, price: string): SecurityEvent => ({
  kind,
  security,
  at,
  quantity,
  price,
})

describe('holdings', () => {
  test('show cost, value and profit of what is held, at the last known price', () => {
    const events: SecurityEvent[] = [
      { ...trade('buy', '600000', '2024-01-02', '1000', '10.00'), fees: '5.10' } as SecurityEvent,
      trade('sell', '600000', '2024-01-04', '400', '11.00'),
      { kind: 'dividend', security: '600000', at: '2024-01-05', cash: '60.00' },
    ]
    const prices = [
      { security: '600000', at: '2024-01-05', price: '10.55' },
      { security: '600000', at: '2024-01-03', price: '99' },
      { security: '000001', at: '2024-01-09', price: '1' },
    ]
    expect(positionsOf(events, prices)).toEqual([
      {
        security: '600000',
        quantity: '600',
        totalCost: '6003.06',
        averageCost: '10.005100',
        lastPrice: '10.55',
        lastPriceAt: '2024-01-05',
        pricedBy: 'quote',
        marketValue: '6330.00',
        realised: '397.96',
        unrealised: '326.94',
        dividends: '60.00',
        boughtAmount: '10000.00',
        soldAmount: '4400.00',
        fees: '5.10',
        trades: 2,
        crossedZero: 0,
      },
    ])
  })

  test('keep a closed security, with no average cost and nothing unrealised', () => {
    const [closed] = positionsOf(
      [trade('buy', 'A', '2024-01-02T09:30:00', '10', '3'), trade('sell', 'A', '2024-01-02T09:31:00', '10', '4')],
      [],
    )
    expect(closed).toMatchObject({ quantity: '0', totalCost: '0.00', averageCost: null, marketValue: '0.00' })
    expect(closed).toMatchObject({ realised: '10.00', unrealised: '0.00' })
  })

  test('value a security that never had a price at what it was last traded for', () => {
    const booked: SecurityEvent = { kind: 'buy', security: 'A', at: '2024-01-02', quantity: '30', amount: '100.00' }
    expect(positionsOf([booked], [])[0]).toMatchObject({
      lastPrice: '3.333333',
      lastPriceAt: '2024-01-02',
      pricedBy: 'trade',
    })
    expect(positionsOf([{ kind: 'bonus', security: 'A', at: '2024-01-02', quantity: '5' }], [])[0]).toMatchObject({
      quantity: '5',
      averageCost: '0.000000',
      lastPrice: null,
      pricedBy: null,
      marketValue: null,
      unrealised: null,
    })
  })

  test('do not depend on the order in which trades arrive', () => {
    const events = [
      trade('buy', 'A', '2024-01-01', '10', '1'),
      trade('sell', 'A', '2024-01-02', '15', '2'),
      trade('buy', 'A', '2024-01-03', '10', '3'),
    ]
    const [forward, backward] = [positionsOf(events, []), positionsOf(events.toReversed(), [])]
    expect(forward[0]).toMatchObject({ quantity: '5', totalCost: '15.00', realised: '5.00', crossedZero: 2, trades: 3 })
    expect(backward).toEqual(forward)
  })
})
