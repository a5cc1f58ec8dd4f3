import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { withoutExponent } from './exponent.ts'
import type { PricePoint, SecurityEvent } from './history.ts'
import { type Holding, positionsOf } from './holdings.ts'
import { cents, money } from './scales.ts'
import { turnoverOf } from './turnover.ts'

const SHARED = process.env.RAPPORT_SHARED_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))
const FOLDER = join(SHARED, 'directa')
const ABSENT = `the public trades are not here (${FOLDER}); RAPPORT_SHARED_DATA says where they lie`

function rows(name: string): string[][] {
  const file = readFileSync(join(FOLDER, name))
  const text = (name.endsWith('.gz') ? gunzipSync(file) : file).toString('utf8')
  const lines = text.trim().split(/\r?\n/).slice(1)
  return lines.map((line) => line.split(','))
}

type Row = [investor: string, type: string, security: string, quantity: string, price: string, at: string]

function tradesByInvestor(name: string): Map<string, SecurityEvent[]> {
  const investors = new Map<string, SecurityEvent[]>()
  for (const [investor, type, security, quantity, price, at] of rows(name) as Row[]) {
    const trades = investors.get(investor) ?? []
    const kind = type === 'B' ? 'buy' : 'sell'
    trades.push({ kind, security, quantity: withoutExponent(quantity), price: withoutExponent(price), at })
    investors.set(investor, trades)
  }
  return investors
}

function pricesIn(name: string): PricePoint[] {
  return (rows(name) as [string, string, string][]).map(([security, at, price]) => ({
    security,
    at,
    price: withoutExponent(price),
  }))
}

const sum = (holdings: readonly Holding[], of: (holding: Holding) => string | null) =>
  holdings.reduce((total, holding) => total + cents(of(holding) ?? '0'), 0n)

// The expected numbers were worked out apart from this package, with rational numbers in another language.
describe('trades of real investors', () => {
  test('give one of them the positions, profit and turnover worked out by hand', (ctx) => {
    if (!existsSync(FOLDER)) ctx.skip(ABSENT)
    const trades = tradesByInvestor('investor_4273N_trades.csv').get('4273N')!
    const prices = pricesIn('investor_4273N_marketprices.csv')
    const shown = positionsOf(trades, prices).map((h) => [
      h.security,
      h.quantity,
      h.totalCost,
      h.realised,
      h.unrealised,
    ])
    expect(shown).toEqual([
      ['ACO', '222', '630.48', '10.80', '11.10'],
      ['LSUG', '0', '0.00', '55.57', '0.00'],
      ['IT3S', '0', '0.00', '-15.64', '0.00'],
      ['AST', '0', '0.00', '-147.92', '0.00'],
      ['TFI', '1400', '397.60', '0.00', '0.00'],
    ])
    const days = [...new Set(prices.map((point) => point.at.slice(0, 10)))].toSorted()
    expect(turnoverOf(trades, prices, days)).toBe('11.2091')
  })

  test('of ten investors end in 576 positions: short ones, and trades through zero, included', (ctx) => {
    if (!existsSync(FOLDER)) ctx.skip(ABSENT)
    const investors = tradesByInvestor('trades_10_investors.csv.gz')
    const prices = pricesIn('marketprices_10_investors.csv.gz')
    const holdings = [...investors.values()].flatMap((trades) => positionsOf(trades, prices))
    expect([...investors.values()].flat()).toHaveLength(4917)
    expect(holdings).toHaveLength(576)
    expect(holdings.filter((holding) => holding.quantity.startsWith('-'))).toHaveLength(30)
    expect(holdings.filter((holding) => holding.quantity === '0')).toHaveLength(509)
    expect(holdings.reduce((count, holding) => count + holding.crossedZero, 0)).toBe(132)
    expect(money(sum(holdings, (h) => h.realised))).toBe('58022.26')
    expect(money(sum(holdings, (h) => h.unrealised))).toBe('22642390.88')
    const netCash = sum(holdings, (h) => h.soldAmount) - sum(holdings, (h) => h.boughtAmount)
    const profit = sum(holdings, (h) => h.realised) + sum(holdings, (h) => h.unrealised)
    expect(profit).toBe(netCash + sum(holdings, (h) => h.marketValue))
  })

  test('were short at some time in 115 of those positions', (ctx) => {
    if (!existsSync(FOLDER)) ctx.skip(ABSENT)
    let everShort = 0
    for (const trades of tradesByInvestor('trades_10_investors.csv.gz').values()) {
      const held = new Map<string, number>()
      const short = new Set<string>()
      for (const trade of trades) {
        if (trade.kind !== 'buy' && trade.kind !== 'sell') continue
        const after = (held.get(trade.security) ?? 0) + Number(trade.quantity) * (trade.kind === 'buy' ? 1 : -1)
        held.set(trade.security, after)
        if (after < 0) short.add(trade.security)
      }
      everShort += short.size
    }
    expect(everShort).toBe(115)
  })
})
