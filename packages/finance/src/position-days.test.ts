import { describe, expect, it } from 'vitest'
import { type PositionDay, PositionDays } from './position-days.ts'
import { money, quantity } from './scales.ts'

const shares = (n: number) => BigInt(n) * 1_000_000n
const yuan = (text: string) => BigInt(text.replace('.', ''))
const ratio = (text: string) => BigInt(Math.round(Number(text) * 1e8))

function daysOf(work: (fold: PositionDays) => void) {
  const rows: PositionDay[] = []
  const fold = new PositionDays((row) => rows.push({ ...row }))
  fold.begin()
  work(fold)
  fold.end()
  return rows
}
const shown = (rows: PositionDay[]) =>
  rows.map((row) => [row.day, quantity(row.quantity), money(row.cost), money(row.realised), money(row.dividends)])

describe('the days of a position', () => {
  it('follow the worked chain of the rules to the cent, corporate actions included', () => {
    const rows = daysOf((fold) => {
      fold.trade('2025-01-02', shares(1000), yuan('10000.00'), yuan('5.10'))
      fold.trade('2025-01-03', shares(500), yuan('5500.00'), yuan('5.06'))
      fold.trade('2025-01-06', shares(-600), yuan('7200.00'), yuan('8.67'))
      fold.record('2025-01-07', 'd')
      fold.record('2025-01-07', 'b')
      fold.goEx('2025-01-08', 'd', { kind: 'dividend', cashPerShare: ratio('0.3') })
      fold.goEx('2025-01-08', 'b', { kind: 'bonus', ratio: ratio('0.3') })
      fold.trade('2025-01-09', shares(234), yuan('1404.00'), 0n)
      fold.trade('2025-01-10', shares(-700), yuan('6860.00'), yuan('8.50'))
    })
    expect(shown(rows)).toEqual([
      ['2025-01-02', '1000', '10005.10', '0.00', '0.00'],
      ['2025-01-03', '1500', '15510.16', '0.00', '0.00'],
      ['2025-01-06', '900', '9306.10', '987.27', '0.00'],
      ['2025-01-08', '1170', '9306.10', '987.27', '270.00'],
      ['2025-01-09', '1404', '10710.10', '987.27', '270.00'],
      ['2025-01-10', '704', '5370.31', '2498.98', '270.00'],
    ])
    expect(rows.map(({ cashOnDay }) => money(cashOnDay))).toEqual([
      '-10005.10',
      '-5505.06',
      '7191.33',
      '0.00',
      '-1404.00',
      '6851.50',
    ])
  })

  it('are the same whether folded at once or gone on with from any day', () => {
    const events: ((fold: PositionDays) => void)[] = [
      (fold) => fold.trade('2025-01-02', shares(300), yuan('1000.00'), yuan('5.00')),
      (fold) => fold.trade('2025-01-03', shares(-100), yuan('400.00'), yuan('5.00')),
      (fold) => fold.trade('2025-01-03', shares(-300), yuan('1100.00'), yuan('5.00')),
      (fold) => fold.trade('2025-01-06', shares(50), yuan('200.00'), yuan('5.00')),
    ]
    const whole = daysOf((fold) => {
      for (const event of events) event(fold)
    })
    const later: PositionDay[] = []
    const fold = new PositionDays((row) => later.push({ ...row }))
    fold.begin({ ...whole[1]! })
    events[3]!(fold)
    fold.end()
    expect(later).toEqual(whole.slice(2))
  })

  it('give entitlements on what was held at the close of the record day, whatever was traded after', () => {
    const rows = daysOf((fold) => {
      fold.trade('2025-01-02', shares(105), yuan('1050.00'), 0n)
      fold.record('2025-01-02', 'b')
      fold.trade('2025-01-03', shares(-100), yuan('1000.00'), 0n)
      fold.goEx('2025-01-06', 'b', { kind: 'bonus', ratio: ratio('0.3') })
    })
    // 31.5 shares: whole ones only.
    expect(rows.at(-1)).toMatchObject({ quantity: shares(36) })
  })

  it('count transfers as what comes in and goes out, not as cash', () => {
    const rows = daysOf((fold) => {
      fold.transfer('2025-01-02', shares(100), yuan('1000.00'))
      fold.transfer('2025-01-03', shares(-40), yuan('480.00'))
    })
    expect(rows).toMatchObject([
      { cashOnDay: 0n, flowOnDay: yuan('1000.00'), cost: yuan('1000.00') },
      { cashOnDay: 0n, flowOnDay: yuan('-480.00'), realisedOnDay: yuan('80.00'), cost: yuan('600.00') },
    ])
  })

  it('split into more or fewer shares at the same cost', () => {
    const rows = daysOf((fold) => {
      fold.trade('2025-01-02', shares(100), yuan('1000.00'), 0n)
      fold.goEx('2025-01-03', 's', { kind: 'split', from: 1n, to: 2n })
    })
    expect(shown(rows).at(-1)).toEqual(['2025-01-03', '200', '1000.00', '0.00', '0.00'])
  })

  it('refuse events that go back in time', () => {
    expect(() =>
      daysOf((fold) => {
        fold.trade('2025-01-03', shares(1), 100n, 0n)
        fold.trade('2025-01-02', shares(1), 100n, 0n)
      }),
    ).toThrow(RangeError)
  })
})
