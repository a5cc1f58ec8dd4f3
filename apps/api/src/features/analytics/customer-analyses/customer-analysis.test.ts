import { customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { accounts } from '@rapport/contract/customer/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'
import { makeWorkedExamples } from './testing-examples.ts'

let api: Api
let firm: Firm
let saver: { id: string }
let trader: { id: string }
let returner: { id: string }

beforeAll(async () => {
  api = await startApi({ now: () => new Date('2025-03-20T04:00:00Z') })
  firm = await makeFirm(api)
  saver = await firm.customerOf(firm.am)
  trader = await firm.customerOf(firm.am)
  returner = await firm.customerOf(firm.am)
  await api.make((db) => makeWorkedExamples(db, { saver, trader, returner }))
  await renewWhatImportsTouched(api.product)
})
afterAll(() => api.close())

const read = (customer: { id: string }, query: object = {}, who = firm.am) =>
  who.call(customerAnalyses.read, { params: { id: customer.id }, query: query as never })
const analysis = async (customer: { id: string }, query: object = {}) => (await read(customer, query)).analysis!
const january = { from: '2025-01-02', to: '2025-01-31' }

describe('the returns of a customer', () => {
  it('are those of the worked example: 5.10 % by time, 4.55 % modified Dietz, 71.78 % XIRR', async () => {
    const { returns, assets } = await analysis(saver, january)
    expect(returns.timeWeighted!.toFixed(4)).toBe('0.0510')
    expect(returns.modifiedDietz!.toFixed(4)).toBe('0.0455')
    expect(returns.xirr!.toFixed(4)).toBe('0.7178')
    // A flow on the eleventh works for nine of nineteen days.
    const earlier = await analysis(saver, { from: '2025-01-02', to: '2025-01-20' })
    expect(earlier.returns.modifiedDietz).toBeCloseTo(1_500 / (100_000 + (20_000 * 9) / 19), 12)
    expect(returns).toMatchObject({ subPeriods: 1, short: true, timeWeightedAnnualised: null })
    expect(assets).toMatchObject({ begin: '100000.00', end: '115000.00', netInflow: '10000.00', profit: '5000.00' })
    expect(assets).toMatchObject({
      peak: { value: '124000.00', on: '2025-01-11' },
      trough: { value: '104000.00', on: '2025-01-10' },
    })
  })

  it('stand beside the benchmark of the same days: 3.00 %, beaten by more than two points', async () => {
    const { benchmark } = await analysis(saver, january)
    expect(benchmark).toMatchObject({ code: '000300.SH', skill: 'beat', beta: null, trackingError: null })
    expect(benchmark!.return).toBeCloseTo(0.03, 12)
    expect(benchmark!.excessArithmetic!.toFixed(4)).toBe('0.0210')
    expect(benchmark!.excessGeometric!.toFixed(4)).toBe('0.0204')
  })

  it('fall by what a unit lost, never by what was taken out', async () => {
    const { risk, line } = await analysis(saver, january)
    expect(risk.drawdown!.value.toFixed(6)).toBe('-0.020161')
    expect(risk.drawdown).toMatchObject({ peakOn: '2025-01-10', troughOn: '2025-01-20', recoveredOn: '2025-01-31' })
    expect(risk.volatility).toBeNull()
    expect(line.map(({ drawdown }) => drawdown!.toFixed(4))).toContain('-0.0202')
    expect(line.at(-1)!.growth).toBeCloseTo((await analysis(saver, january)).returns.timeWeighted!, 12)
  })

  it('begin anew where nothing was there between', async () => {
    const { returns, line } = await analysis(returner)
    expect(returns).toMatchObject({ subPeriods: 2, timeWeightedFrom: '2025-01-31' })
    expect(returns.timeWeighted).toBeCloseTo(0.01, 12)
    expect(line.find(({ day }) => day === '2025-01-20')!.growth).toBeNull()
  })
})

describe('the assets of a customer', () => {
  it('average 104,200 over trading days and 103,285.71 over calendar days, as the worked example does', async () => {
    const { assets } = await analysis(saver, { from: '2025-02-05', to: '2025-02-11' })
    expect(assets).toMatchObject({
      averageTradingDays: '104200.00',
      averageNaturalDays: '103285.71',
      tradingDays: 5,
      naturalDays: 7,
    })
  })

  it('carry the day before a period into it', async () => {
    const { assets, from } = await analysis(saver, { from: '2025-02-08', to: '2025-02-10' })
    expect([from, assets.begin, assets.averageNaturalDays]).toEqual(['2025-02-08', '101000.00', '103333.33'])
  })

  it('are told against the benchmark where the period before is there too', async () => {
    expect((await analysis(saver, { from: '2025-02-05', to: '2025-02-11' })).assets.preservation).not.toBeNull()
    expect((await analysis(saver, january)).assets.preservation).toBeNull()
  })
})

describe('the securities of a customer', () => {
  it('show three costs side by side that come to one profit, as the worked chain does', async () => {
    const { securities, profit } = await analysis(trader)
    const share = securities.find(({ code }) => code === '688001.SH')!
    expect(share).toMatchObject({
      quantity: '704',
      marketValue: '6688.00',
      realised: '2498.98',
      dividends: '270.00',
      profit: '4086.67',
      profitSoFar: '4086.67',
      movingAverage: { cost: '5370.31', realised: '2498.98', unrealised: '1317.69' },
      fifo: { cost: '5384.58', realised: '2513.25', unrealised: '1303.42' },
      diluted: { cost: '2601.33', average: '3.695071', realised: '0.00', unrealised: '4086.67' },
    })
    expect(profit).toMatchObject({ realised: '2498.98', dividends: '270.00', all: '4086.67', other: '0.00' })
  })

  it('have the cost and profit that the warehouse keeps', async () => {
    const kept = await firm.am.call(accounts.positions, { params: { id: trader.id } })
    const { securities } = await analysis(trader)
    for (const { securityCode, totalCost, realised, unrealised } of kept.items) {
      const one = securities.find(({ code }) => code === securityCode)!
      expect([one.movingAverage.cost, one.movingAverage.realised, one.movingAverage.unrealised]).toEqual([
        totalCost,
        realised,
        unrealised,
      ])
    }
  })

  it('earn in parts of a period what they earn in the whole', async () => {
    const first = await analysis(trader, { from: '2025-03-01', to: '2025-03-06' })
    const second = await analysis(trader, { from: '2025-03-07', to: '2025-03-11' })
    const profitOf = ({ securities }: typeof first) =>
      Number(securities.find(({ code }) => code === '688001.SH')!.profit)
    expect(profitOf(first) + profitOf(second)).toBeCloseTo(4086.67, 6)
    expect(first.profit.realised).toBe('987.27')
    expect(first.to).toBe('2025-03-06')
  })

  it('were closed in round trips, first in first out', async () => {
    const { trips } = await analysis(trader)
    expect(trips).toMatchObject({ closed: 3, won: 3, winRate: 1, payoff: null, profitFactor: null })
    expect(trips.openDays).toBeCloseTo((470 * 7 + 234 * 1 + 100 * 0) / 804, 9)
    expect((await analysis(trader, { to: '2025-03-04' })).trips).toMatchObject({ closed: 0, winRate: null })
  })

  it('stand by grade beside the tolerance: a STAR share is above a C3 investor', async () => {
    const { tolerance, concentration } = await analysis(trader)
    expect(tolerance).toMatchObject({
      riskLevel: 'C3',
      highestGrade: 3,
      grades: [{ grade: 4, value: '6688.00', share: 1, above: true }],
      above: { value: '6688.00', share: 1 },
      securities: [{ code: '688001.SH', grade: 4 }],
    })
    // Until the tenth the same customer was C4.
    expect((await analysis(trader, { to: '2025-03-07' })).tolerance).toMatchObject({
      riskLevel: 'C4',
      above: { value: '0.00', share: 0 },
    })
    expect(concentration).toMatchObject({ hhi: 1, band: 'concentrated' })
    expect((await analysis(saver)).tolerance).toMatchObject({ riskLevel: null, highestGrade: null, above: null })
  })
})

describe('what a customer does', () => {
  it('is told by weekday, hour, channel, product and board', async () => {
    const { habits, style } = await analysis(trader)
    expect(habits).toMatchObject({ trades: 6, tradeDays: 5, daysSinceLastTrade: 0, tradeDaysAMonth: null })
    expect(habits.weekdays.map(({ name, trades }) => [name, trades])).toEqual([
      [1, 2],
      [2, 3],
      [3, 1],
    ])
    expect(habits.hours.map(({ name }) => name)).toEqual([10, 11, 12, 13, 14, 15])
    expect(habits.channels.map(({ name, traded }) => [name, traded])).toEqual([
      ['app', '16904.00'],
      [null, '14160.00'],
    ])
    expect(style.products.map(({ name, traded }) => [name, traded])).toEqual([
      ['stock', '30964.00'],
      ['repo', '100.00'],
    ])
    expect(style.boards.map(({ name, heldShare }) => [name, heldShare])).toEqual([
      ['star', 1],
      ['SH', 0],
    ])
  })

  it('turns over what counts: repo does not', async () => {
    const { turnover } = await analysis(trader)
    expect(turnover).toMatchObject({ bought: '16904.00', sold: '14060.00', notCounted: '100.00' })
  })

  it('differs in months in which the benchmark rose and fell', async () => {
    const { markets, months } = await analysis(saver, { from: '2025-01-02', to: '2025-02-11' })
    expect(months.map(({ month, profit }) => [month, profit])).toEqual([
      ['2025-01', '5000.00'],
      ['2025-02', '10000.00'],
    ])
    expect(markets!.rising).toMatchObject({ months: 1, profit: '5000.00', turnover: 0 })
    expect(markets!.falling).toMatchObject({ months: 1, profit: '10000.00' })
  })
})

describe('an analysis', () => {
  it('is of nothing before the customer came, and of no benchmark that is none', async () => {
    expect((await read(trader, { to: '2025-02-01' })).analysis).toBeNull()
    expect((await read(trader, { currency: 'USD' })).analysis).toBeNull()
    const told = await read(saver, { benchmark: saver.id })
    expect(told.analysis!.benchmark!.code).toBe('000300.SH')
    expect(told.benchmarks.map(({ code }) => code)).toEqual(['000300.SH'])
  })

  it('is the same for everybody who sees the customer, and 404 or 403 for everybody else', async () => {
    const expected = await read(trader)
    for (const who of [firm.bm, firm.sa, firm.ho, firm.co]) expect(await read(trader, {}, who)).toEqual(expected)
    for (const who of [firm.colleague, firm.stranger])
      expect(await refusalOf(read(trader, {}, who))).toMatchObject({ status: 404 })
    expect(await refusalOf(read(trader, {}, firm.admin))).toMatchObject({ status: 403 })
  })
})
