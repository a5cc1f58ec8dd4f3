/** A day as a chain of returns reads it. Amounts in one unit, doubles: what comes of them is a ratio. In and out are ≥ 0. */
export interface ReturnDay {
  day: string
  /** Value at the end of the day. */
  value: number
  inflow: number
  outflow: number
}

/** The value of one unit at the end of a day; 1 before the first day of its sub-period. */
export interface UnitValue {
  day: string
  value: number
}

/** Days that link: the return over them as a ratio (0.05 is 5 %), and the value of a unit at the end of each. */
export interface SubPeriod {
  from: string
  to: string
  return: number
  units: UnitValue[]
}

/**
 * Time-weighted return by a daily chain (domain 2.5): r = (end + out) ÷ (begin + in) − 1, what comes in counted at the start
 * of the day, what goes out at its end. Where the divisor is 0 or below, or more than all was lost, the chain breaks: the
 * next day that can be told begins a sub-period of its own. Days ascend; `begin` is the value before the first.
 */
export function timeWeighted(begin: number, days: readonly ReturnDay[]): SubPeriod[] {
  const periods: SubPeriod[] = []
  let open: SubPeriod | null = null
  let before = begin
  for (const { day, value, inflow, outflow } of days) {
    const divisor = before + inflow
    const growth: number = divisor > 0 ? (value + outflow) / divisor : -1
    before = value
    if (growth < 0) {
      open = null
      continue
    }
    if (open === null) {
      open = { from: day, to: day, return: 0, units: [] }
      periods.push(open)
    }
    const unit: number = (1 + open.return) * growth
    open.to = day
    open.return = unit - 1
    open.units.push({ day, value: unit })
    // Nothing follows from nothing.
    if (unit === 0) open = null
  }
  return periods
}

/**
 * Time-weighted return of parts between flows (domain 2.5): before each flow the value is known. Null where a part begins
 * with nothing or less.
 */
export function timeWeightedByParts(
  begin: number,
  flows: readonly { before: number; flow: number }[],
  end: number,
): { return: number; parts: number[] } | null {
  const parts: number[] = []
  let start = begin
  for (const { before, flow } of [...flows, { before: end, flow: 0 }]) {
    if (start <= 0) return null
    parts.push(before / start - 1)
    start = before + flow
  }
  return { return: parts.reduce((unit, part) => unit * (1 + part), 1) - 1, parts }
}

/**
 * Modified Dietz (domain 2.5): (end − begin − Σ flows) ÷ (begin + Σ weight × flow); the weight of a flow is the share of the
 * period that lies behind it. Null where the divisor is 0 or below.
 */
export function modifiedDietz(
  begin: number,
  flows: readonly { weight: number; amount: number }[],
  end: number,
): number | null {
  const gain = end - begin - flows.reduce((sum, { amount }) => sum + amount, 0)
  const capital = begin + flows.reduce((sum, { weight, amount }) => sum + weight * amount, 0)
  return capital > 0 ? gain / capital : null
}

/** Shorter periods tell nothing about a year (domain 2.5). */
const A_YEAR = 365

/** A return over so many natural days as one over a year; null for fewer than `least` days, or where all and more was lost. */
export function annualised(change: number, days: number, least = A_YEAR): number | null {
  if (days <= 0 || days < least || change < -1) return null
  return (1 + change) ** (A_YEAR / days) - 1
}
