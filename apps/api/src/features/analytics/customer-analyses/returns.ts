import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import { maxDrawdown, underWater } from '@rapport/finance/drawdown'
import { annualised, modifiedDietz, type SubPeriod, timeWeighted } from '@rapport/finance/returns'
import { beta, excess, returnsOf, trackingError, volatility } from '@rapport/finance/risk'
import { money } from '@rapport/finance/scales'
import { xirr } from '@rapport/finance/xirr'
import type { Benchmark } from './benchmark.ts'
import { daysBetween, type Period } from './period.ts'

/** The last stretch in which there was something that could earn, and the day whose end it begins with. */
interface Stretch extends SubPeriod {
  beginOn: string
}
type Returns = CustomerAnalysis['returns']

const A_YEAR = 365
/** Within two percentage points of the benchmark is level with it (domain 2.6). */
const LEVEL = 0.02

/** What a customer's money did: returns, the benchmark over the same days, risk, and the line of all of them. */
export function performanceOf(
  period: Period,
  benchmark: Benchmark | null,
): Pick<CustomerAnalysis, 'returns' | 'benchmark' | 'risk' | 'line'> {
  const { days, begin, beginOn, to } = period
  const stretches = timeWeighted(
    Number(begin),
    days.map(({ day, assets, netInflow }) => ({
      day,
      value: Number(assets),
      // The warehouse keeps what a day brought on balance.
      inflow: netInflow > 0n ? Number(netInflow) : 0,
      outflow: netInflow < 0n ? -Number(netInflow) : 0,
    })),
  )
  const last = stretches.at(-1)
  const stretch = last && { ...last, beginOn: dayBeforeIn(period, last.from) }
  const short = daysBetween(beginOn, to) < A_YEAR
  return {
    returns: {
      timeWeighted: stretch?.return ?? null,
      timeWeightedFrom: stretch?.from ?? null,
      subPeriods: stretches.length,
      timeWeightedAnnualised: stretch ? annualised(stretch.return, daysBetween(stretch.beginOn, stretch.to)) : null,
      ...moneyWeighted(period),
      short,
    },
    benchmark: benchmark && besideBenchmark(benchmark, stretch),
    risk: riskOf(stretch),
    line: lineOf(period, benchmark, stretch),
  }
}

const dayBeforeIn = ({ days, beginOn }: Period, day: string) =>
  days[days.findIndex((one) => one.day === day) - 1]?.day ?? beginOn

/** What the money itself earned, flows and all: modified Dietz of the period, XIRR a year (domain 2.5). */
function moneyWeighted({ days, begin, beginOn, to }: Period): Pick<Returns, 'modifiedDietz' | 'xirr'> {
  const all = daysBetween(beginOn, to)
  const flows = days.filter(({ netInflow }) => netInflow !== 0n)
  const end = days.at(-1)!.assets
  return {
    modifiedDietz: modifiedDietz(
      Number(begin),
      flows.map(({ day, netInflow }) => ({
        weight: (all - daysBetween(beginOn, day)) / all,
        amount: Number(netInflow),
      })),
      Number(end),
    ),
    xirr: xirr([
      { day: beginOn, amount: -Number(begin) },
      ...flows.map(({ day, netInflow }) => ({ day, amount: -Number(netInflow) })),
      { day: to, amount: Number(end) },
    ]),
  }
}

const unitsOf = ({ beginOn, units }: Stretch) => [{ day: beginOn, value: 1 }, ...units]

function besideBenchmark(benchmark: Benchmark, stretch: Stretch | undefined): CustomerAnalysis['benchmark'] {
  const { id, code, name } = benchmark
  const none = { return: null, excessArithmetic: null, excessGeometric: null, beta: null, trackingError: null }
  const nothing = { securityId: id, code, name, ...none, skill: null }
  if (stretch === undefined) return nothing
  const units = unitsOf(stretch)
  const closes = units.flatMap(({ day }) => benchmark.closeOn(day) ?? [])
  if (closes.length < units.length) return nothing
  const change = closes.at(-1)! / closes[0]! - 1
  const above = excess(stretch.return, change)
  const [own, others] = [returnsOf(units.map(({ value }) => value)), returnsOf(closes)]
  return {
    securityId: id,
    code,
    name,
    return: change,
    excessArithmetic: above.arithmetic,
    excessGeometric: above.geometric,
    beta: beta(own, others),
    trackingError: trackingError(own, others),
    skill: above.arithmetic > LEVEL ? 'beat' : above.arithmetic < -LEVEL ? 'lag' : 'level',
  }
}

function riskOf(stretch: Stretch | undefined): CustomerAnalysis['risk'] {
  if (stretch === undefined) return { drawdown: null, volatility: null, returns: 0 }
  const units = unitsOf(stretch)
  return {
    drawdown: maxDrawdown(units),
    volatility: volatility(returnsOf(units.map(({ value }) => value))),
    returns: stretch.units.length,
  }
}

function lineOf({ days }: Period, benchmark: Benchmark | null, stretch: Stretch | undefined): CustomerAnalysis['line'] {
  const units = new Map(stretch?.units.map(({ day, value }) => [day, value]))
  const under = new Map(stretch ? underWater(unitsOf(stretch)).map(({ day, value }) => [day, value]) : [])
  const first = stretch && benchmark ? benchmark.closeOn(stretch.beginOn) : null
  return days.map(({ day, assets }) => {
    const unit = units.get(day)
    const close = unit === undefined || first === null ? null : benchmark!.closeOn(day)
    return {
      day,
      assets: money(assets),
      growth: unit === undefined ? null : unit - 1,
      benchmark: close === null ? null : close / first! - 1,
      drawdown: unit === undefined ? null : (under.get(day) ?? null),
    }
  })
}
