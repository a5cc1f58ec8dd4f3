import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, startFirm } from './testing.ts'

let firm: Firm
beforeAll(async () => {
  firm = await startFirm()
})
afterAll(() => firm.close())
const ask = async <T>(sql: string) => (await firm.make((db) => db.rows<{ x: T }>('', `select ${sql} as x`, [])))[0]!.x

describe('the arithmetic of the exchanges', () => {
  it.each([
    ['600000.SH', false, '2026-11-18', '10.03', '9.03', '11.03'],
    // Half up, never as a binary float would have it.
    ['600000.SH', false, '2026-11-18', '1.95', '1.76', '2.15'],
    ['600000.SH', true, '2026-07-05', '10.00', '9.50', '10.50'],
    ['600000.SH', true, '2026-07-06', '10.00', '9.00', '11.00'],
    ['688001.SH', true, '2026-11-18', '10.00', '8.00', '12.00'],
    ['300750.SZ', false, '2026-11-18', '10.00', '8.00', '12.00'],
    ['830799.BJ', false, '2026-11-18', '10.00', '7.00', '13.00'],
    // At least one cent.
    ['600000.SH', true, '2026-01-05', '0.05', '0.04', '0.06'],
  ])('%s, special treatment %s, on %s, after %s: from %s to %s', async (code, special, day, previous, low, high) => {
    const rate = `warehouse.limit_rate(warehouse.board_of('${code}'), ${special}, '${day}', null, false)`
    const price = (direction: number) =>
      ask<string>(`to_char(warehouse.limit_price(${previous}, ${rate}, ${direction}), 'FM9990.00')`)
    expect([await price(-1), await price(1)]).toEqual([low, high])
  })

  it('knows no limit in the first days of a listing, on the first day of a delisting period, and of what is no share', async () => {
    const rate = (code: string, since: number | null, leaving = false) =>
      ask<string | null>(
        `warehouse.limit_rate(warehouse.board_of('${code}'), false, '2026-11-18', ${since}, ${leaving})`,
      )
    expect([
      await rate('688001.SH', 5),
      await rate('830799.BJ', 1),
      await rate('600000.SH', null, true),
      await rate('510300.SH', null),
    ]).toEqual([null, null, null, null])
    expect([await rate('688001.SH', 6), await rate('830799.BJ', 2)]).toEqual(['0.20', '0.30'])
  })

  it('works out 137.95 % of margin, and what brings it to 140 %: 7,880 in cash or 19,700 repaid', async () => {
    expect(await ask(`round(warehouse.maintenance_ratio(50000, 480000, 380000, 0, 4200), 2)::text`)).toBe('137.95')
    expect(await ask(`warehouse.margin_to_add(530000, 384200, 140)::text`)).toBe('7880.00')
    expect(await ask(`warehouse.margin_to_repay(530000, 384200, 140)::text`)).toBe('19700.00')
    expect(await ask(`warehouse.maintenance_ratio(50000, 0, 0, 0, 0)`)).toBeNull()
  })

  it.each([
    ['2000-02-29', '2026-02-28', true],
    ['2000-02-29', '2028-02-28', false],
    ['2000-02-29', '2028-02-29', true],
    ['2000-02-28', '2028-02-28', true],
    ['2000-11-18', '2026-11-18', true],
    ['2000-11-18', '2026-11-17', false],
  ])('born on %s, %s is a birthday: %s', async (born, day, is) => {
    expect(await ask(`warehouse.same_day_of_year('${born}', '${day}')`)).toBe(is)
  })
})
