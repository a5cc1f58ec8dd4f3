/** What an investor paid (below zero) or got on a day, YYYY-MM-DD. Doubles: what comes of them is a rate. */
export interface CashFlow {
  day: string
  amount: number
}

const LOWEST = -0.9999
const HIGHEST = 100
const A_YEAR = 365
const A_DAY = 86_400_000
const START = 0.1
const NEWTON_STEPS = 50
const HALVINGS = 200
const PRECISE = 1e-13

interface Dated {
  years: number
  amount: number
}

function dated(flows: readonly CashFlow[]): Dated[] {
  const first = flows[0] === undefined ? 0 : Date.parse(flows[0].day)
  return flows.map(({ day, amount }) => ({ years: (Date.parse(day) - first) / A_DAY / A_YEAR, amount }))
}

const valueAt = (flows: readonly Dated[], rate: number) =>
  flows.reduce((sum, { years, amount }) => sum + amount * (1 + rate) ** -years, 0)

/** Σ amount ÷ (1 + rate)^(days since the first ÷ 365), in the unit of the amounts; rate above −1. */
export function xnpv(rate: number, flows: readonly CashFlow[]): number {
  return valueAt(dated(flows), rate)
}

/**
 * The rate a year at which all flows are worth nothing together (domain 2.5): of several the one nearest 0 in (−0.9999, 100).
 * Null where there is none, as where all flows have one sign. Newton from 0.1 where there can be one rate only, else and
 * where it does not converge bisection of the first change of sign seen from 0.
 */
export function xirr(flows: readonly CashFlow[]): number | null {
  const ordered = flows.filter(({ amount }) => amount !== 0).toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const list = byDay(dated(ordered))
  const changes = list.filter(({ amount }, i) => i > 0 && amount > 0 !== list[i - 1]!.amount > 0).length
  if (changes === 0) return null
  // Descartes: signs that change once leave one root.
  return (changes === 1 ? newton(list) : null) ?? nearestToZero(list)
}

/** One flow a day; what cancels on a day is none. */
function byDay(flows: readonly Dated[]): Dated[] {
  const days: Dated[] = []
  for (const { years, amount } of flows) {
    const last = days.at(-1)
    if (last?.years === years) last.amount += amount
    else days.push({ years, amount })
  }
  return days.filter(({ amount }) => amount !== 0)
}

function newton(flows: readonly Dated[]): number | null {
  let rate = START
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const slope = flows.reduce((sum, { years, amount }) => sum - years * amount * (1 + rate) ** (-years - 1), 0)
    const next = rate - valueAt(flows, rate) / slope
    if (!(next > LOWEST && next < HIGHEST)) return null
    if (Math.abs(next - rate) <= PRECISE * (1 + Math.abs(next))) return next
    rate = next
  }
  return null
}

/** Distances from 0 at which the sign is looked at: finer where rates lie close. */
const distances = [
  ...Array.from({ length: 100 }, (_, i) => (i + 1) / 100),
  ...Array.from({ length: 95 }, (_, i) => Math.min(HIGHEST, 1.05 ** (i + 1))),
]

function nearestToZero(flows: readonly Dated[]): number | null {
  const below = (distance: number) => Math.max(LOWEST, -distance)
  let [under, above] = [0, 0]
  let [valueUnder, valueAbove] = [valueAt(flows, 0), valueAt(flows, 0)]
  if (valueAbove === 0) return 0
  for (const distance of distances) {
    const found: number[] = []
    const next = valueAt(flows, distance)
    if (next > 0 !== valueAbove > 0) found.push(bisected(flows, above, distance))
    if (under > LOWEST) {
      const lower = below(distance)
      const value = valueAt(flows, lower)
      if (value > 0 !== valueUnder > 0) found.push(bisected(flows, lower, under))
      ;[under, valueUnder] = [lower, value]
    }
    if (found.length > 0) return found.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0]!
    ;[above, valueAbove] = [distance, next]
  }
  return null
}

function bisected(flows: readonly Dated[], from: number, to: number): number {
  let [low, high] = [from, to]
  const rises = valueAt(flows, low) < 0
  for (let i = 0; i < HALVINGS && high - low > PRECISE; i++) {
    const middle = (low + high) / 2
    if (valueAt(flows, middle) < 0 === rises) low = middle
    else high = middle
  }
  return (low + high) / 2
}
