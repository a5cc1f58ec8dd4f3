import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { type PositionEvent, scaleEvent } from './event.ts'
import { applyFifo, fifoCost, openFifo } from './fifo.ts'
import { atRate } from './fx.ts'
import { apply, open, type Position } from './position.ts'
import { annualised, modifiedDietz, timeWeighted } from './returns.ts'
import { deviationOverPeriod } from './risk.ts'
import { cents, money, quantity } from './scales.ts'
import { averageCost, marketValue, unrealised } from './valuation.ts'
import { xirr, xnpv } from './xirr.ts'

const SHARED = process.env.RAPPORT_SHARED_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))
const FILE = join(SHARED, 'performance-vectors', 'vectors.json')
const ABSENT = `the published examples are not here (${FILE}); RAPPORT_SHARED_DATA says where they lie`

interface Flows {
  cashflows: { date: string; amount: number }[]
}
interface Transaction {
  type: 'BUY' | 'SELL'
  quantity: number
  gross_amount?: number
  price?: number
  fee?: number
}
interface Vectors {
  xirr: (Flows & { expected: number; tolerance: number; recomputed: number })[]
  xnpv: (Flows & { rate: number; expected: number; tolerance: number })[]
  time_weighted_return: {
    tolerance: number
    days: {
      date: string
      inflow: number
      outflow: number
      end_value: number
      expected_daily: number
      expected_accumulated: number
      recomputed_daily: number
    }[]
  }[]
  modified_dietz: {
    start_value: number
    end_value: number
    flows: { time_fraction: number; amount: number }[]
    expected: number
    annualized_over_years: number
    expected_annualized: number
  }[]
  cost_basis: {
    transactions: Transaction[]
    expected_fifo_cost: number
    expected_moving_average_cost: number
  }[]
  position_pnl: {
    market_price: number
    transactions: Transaction[]
    expected: { quantity: number; gross_performance: number; net_performance: number; market_value: number } & {
      average_price?: number
      investment: number
      fees?: number
    }
  }[]
  corporate_actions: {
    buy: { quantity: number; price: number }
    splits: [number, number][]
    expected: { quantity: number; average_price: number; investment: number }
  }[]
  risk: { daily_returns: number[]; expected_std_over_period: number; expected_semi_deviation: number }[]
  annualize: { days: number; period_return: number; expected: number }[]
  fx: {
    buy: { quantity: number; price: number; fee: number }
    usdchf_on_buy: number
    usdchf_on_as_of: number
    market_price: number
    expected: {
      market_value_base: number
      investment_base_at_cost_rate: number
      gross_performance_base_with_fx: number
      net_performance_base_with_fx: number
      gross_pct_without_fx: number
      gross_pct_with_fx: number
    }
  }[]
}

const there = existsSync(FILE)
const vectors = there ? (JSON.parse(readFileSync(FILE, 'utf8')) as Vectors) : null
const near = (found: number, expected: number, tolerance: number) =>
  expect(Math.abs(found - expected), `${found} is not ${expected}`).toBeLessThanOrEqual(tolerance)
const flowsOf = ({ cashflows }: Flows) => cashflows.map(({ date, amount }) => ({ day: date, amount }))

/** Without what it cost to trade: performance before fees. */
function eventOf({ type, quantity, gross_amount, price, fee = 0 }: Transaction, withFees = true): PositionEvent {
  const kind = type === 'BUY' ? 'buy' : 'sell'
  const fees = withFees ? fee.toFixed(2) : '0'
  if (gross_amount !== undefined) return { kind, quantity: String(quantity), amount: gross_amount.toFixed(2), fees }
  return { kind, quantity: String(quantity), price: String(price), fees }
}
function folded(events: readonly PositionEvent[]): Position {
  const position = open()
  for (const event of events) apply(position, scaleEvent(event))
  return position
}
const yuan = (units: bigint) => Number(money(units))

describe('published examples', () => {
  const each = (name: string, check: (all: Vectors) => void) =>
    test(name, (ctx) => {
      if (vectors === null) ctx.skip(ABSENT)
      check(vectors!)
    })

  each('of Excel and Portfolio Performance give the same XIRR and XNPV', (all) => {
    for (const one of all.xirr) {
      const rate = xirr(flowsOf(one))!
      near(rate, one.expected, one.tolerance)
      near(rate, one.recomputed, 1e-12)
    }
    for (const one of all.xnpv) near(xnpv(one.rate, flowsOf(one)), one.expected, one.tolerance)
  })

  each('of Portfolio Performance give the same time-weighted return, day by day', (all) => {
    for (const { days, tolerance } of all.time_weighted_return) {
      const [period] = timeWeighted(
        0,
        days.map((one) => ({ day: one.date, value: one.end_value, inflow: one.inflow, outflow: one.outflow })),
      )
      expect(period!.units).toHaveLength(days.length)
      days.forEach((one, i) => {
        const daily = period!.units[i]!.value / (period!.units[i - 1]?.value ?? 1) - 1
        near(daily, one.expected_daily, tolerance)
        near(daily, one.recomputed_daily, 1e-12)
        near(period!.units[i]!.value - 1, one.expected_accumulated, tolerance)
      })
    }
  })

  each('of modified Dietz and of returns over a year', (all) => {
    for (const one of all.modified_dietz) {
      const flows = one.flows.map(({ time_fraction, amount }) => ({ weight: 1 - time_fraction, amount }))
      const told = modifiedDietz(one.start_value, flows, one.end_value)!
      near(told, one.expected, 1e-9)
      near(annualised(told, 365 * one.annualized_over_years)!, one.expected_annualized, 1e-9)
    }
    for (const one of all.annualize) near(annualised(one.period_return, one.days, 0)!, one.expected, 1e-5)
  })

  each('give the same cost by first in first out and by moving average', (all) => {
    for (const one of all.cost_basis) {
      const events = one.transactions.map((transaction) => eventOf(transaction))
      const fifo = openFifo()
      for (const event of events) applyFifo(fifo, scaleEvent(event))
      expect(yuan(fifoCost(fifo))).toBe(one.expected_fifo_cost)
      expect(yuan(folded(events).cost)).toBe(one.expected_moving_average_cost)
    }
  })

  each('of Ghostfolio give the same profit before and after fees', (all) => {
    for (const { transactions, market_price, expected } of all.position_pnl) {
      const price = parseDecimal(String(market_price))
      const profit = (withFees: boolean) => {
        const position = folded(transactions.map((one) => eventOf(one, withFees)))
        return { position, profit: yuan(position.realised + unrealised(position, price)) }
      }
      const gross = profit(false)
      expect(gross.profit).toBe(expected.gross_performance)
      expect(profit(true).profit).toBe(expected.net_performance)
      expect(Number(quantity(gross.position.quantity))).toBe(expected.quantity)
      expect(yuan(gross.position.cost)).toBe(expected.investment)
      expect(yuan(marketValue(gross.position, price))).toBe(expected.market_value)
      if (expected.average_price !== undefined)
        expect(Number(formatDecimal(averageCost(gross.position)!))).toBe(expected.average_price)
    }
  })

  each('of splits give the same quantity and cost', (all) => {
    for (const { buy, splits, expected } of all.corporate_actions) {
      const position = folded([
        { kind: 'buy', quantity: String(buy.quantity), price: String(buy.price) },
        // Told as how many new ones for how many old ones.
        ...splits.map(([to, from]): PositionEvent => ({ kind: 'split', from: String(from), to: String(to) })),
      ])
      expect(Number(quantity(position.quantity))).toBe(expected.quantity)
      expect(Number(formatDecimal(averageCost(position)!))).toBe(expected.average_price)
      expect(yuan(position.cost)).toBe(expected.investment)
    }
  })

  each('of Portfolio Performance give the same deviation and semi-deviation', (all) => {
    for (const one of all.risk) {
      const told = deviationOverPeriod(one.daily_returns)!
      near(told.standard, one.expected_std_over_period, 1e-10)
      near(told.semi, one.expected_semi_deviation, 1e-10)
    }
  })

  each('of Ghostfolio give the same profit in another currency, to the cent', (all) => {
    for (const { buy, market_price, usdchf_on_buy, usdchf_on_as_of, expected } of all.fx) {
      const rate = (one: number) => parseDecimal(String(one))
      const position = folded([{ kind: 'buy', quantity: String(buy.quantity), price: String(buy.price) }])
      const value = marketValue(position, rate(market_price))
      const worth = atRate(value, rate(usdchf_on_as_of))
      const paid = atRate(position.cost, rate(usdchf_on_buy))
      const fee = atRate(cents(buy.fee.toFixed(2)), rate(usdchf_on_buy))
      near(yuan(worth), expected.market_value_base, 0.005)
      near(yuan(paid), expected.investment_base_at_cost_rate, 0.005)
      near(yuan(worth - paid), expected.gross_performance_base_with_fx, 0.01)
      near(yuan(worth - paid - fee), expected.net_performance_base_with_fx, 0.015)
      near(Number(value) / Number(position.cost) - 1, expected.gross_pct_without_fx, 1e-12)
      near(Number(worth) / Number(paid) - 1, expected.gross_pct_with_fx, 1e-4)
    }
  })
})
