import { hypergeometric } from './hypergeometric.ts'
import { logGamma } from './log-gamma.ts'
import { minimiseFrom } from './nelder-mead.ts'

/** What a customer did: repeat events, the time of the last one and how long the customer is watched, all from the first event. */
export interface PurchaseHistory {
  repeats: number
  last: number
  age: number
}

/** BG/NBD (Fader, Hardie, Lee 2005): events at a gamma(r, α) rate; after each one the customer leaves with a beta(a, b) chance. */
export interface BgNbd {
  r: number
  alpha: number
  a: number
  b: number
}

/** Log-likelihood of one customer (domain 3.4). */
export function logLikelihood({ r, alpha, a, b }: BgNbd, { repeats: x, last, age }: PurchaseHistory): number {
  const common = logGamma(r + x) - logGamma(r) + r * Math.log(alpha)
  const betas = logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x)
  const stayed = -(r + x) * Math.log(alpha + age)
  if (x === 0) return common + betas + stayed
  const left = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + last)
  const larger = Math.max(stayed, left)
  return common + betas + larger + Math.log(Math.exp(stayed - larger) + Math.exp(left - larger))
}

/** The probability that the customer has not left; 1 without repeats, which says nothing of who never traded. */
export const probabilityAlive = (model: BgNbd, history: PurchaseHistory): number => 1 / (1 + goneOdds(model, history))

function goneOdds({ r, alpha, a, b }: BgNbd, { repeats: x, last, age }: PurchaseHistory): number {
  return x === 0 ? 0 : (a / (b + x - 1)) * ((alpha + age) / (alpha + last)) ** (r + x)
}

/** Expected events in the time after the age, in its unit (domain 3.4). */
export function expectedEvents(model: BgNbd, history: PurchaseHistory, time: number): number {
  const { r, alpha, b } = model
  // At a = 1 the formula is 0/0; a hair beside it the value is the same to nine digits.
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a
  const x = history.repeats
  const z = time / (alpha + history.age + time)
  // (1 − z)^(r+x) · ₂F₁(r+x, b+x; a+b+x−1; z) by Euler's transformation: no large powers, few terms.
  const c = a + b + x - 1
  const remaining = (1 - z) ** (a - 1) * hypergeometric(c - r - x, a - 1, c, z)
  return ((c / (a - 1)) * (1 - remaining)) / (1 + goneOdds(model, history))
}

export interface FittedBgNbd extends BgNbd {
  logLikelihood: number
}

const STARTS = [
  [0, 0, 0, 0],
  [-1, 2, 0, 1],
  [1, 3, -1, 2],
].map((logs) => logs.map(Number))

/** The parameters under which the histories are likeliest, by several starts over their logarithms; same histories count once. */
export function fitBgNbd(histories: readonly PurchaseHistory[]): FittedBgNbd {
  if (!histories.some(({ repeats }) => repeats > 0)) throw new RangeError('nobody came back: there is nothing to learn')
  if (histories.some(({ repeats, last, age }) => !Number.isFinite(repeats + last + age) || last > age || last < 0))
    throw new RangeError('a history is of finite times, the last event before its end')
  const different = counted(histories)
  // Times are brought near 1, so that the same starts suit weeks and days; α is a time and goes back with them.
  const unit = histories.reduce((most, { age }) => Math.max(most, age), 0) / 10 || 1
  const shrunk = different.map(({ history, count }) => ({ history: inUnits(history, unit), count }))
  const cost = (logs: readonly number[]) => {
    if (logs.some((log) => Math.abs(log) > 12)) return Number.POSITIVE_INFINITY
    const model = modelOf(logs.map(Math.exp))
    return -shrunk.reduce((sum, { history, count }) => sum + count * logLikelihood(model, history), 0)
  }
  const { at } = minimiseFrom(cost, STARTS)
  const scaled = modelOf(at.map(Math.exp))
  const model = { ...scaled, alpha: scaled.alpha * unit }
  return { ...model, logLikelihood: different.reduce((sum, d) => sum + d.count * logLikelihood(model, d.history), 0) }
}

const modelOf = ([r, alpha, a, b]: readonly number[]): BgNbd => ({ r: r!, alpha: alpha!, a: a!, b: b! })

const inUnits = ({ repeats, last, age }: PurchaseHistory, unit: number) => ({
  repeats,
  last: last / unit,
  age: age / unit,
})

function counted(histories: readonly PurchaseHistory[]): { history: PurchaseHistory; count: number }[] {
  const different = new Map<string, { history: PurchaseHistory; count: number }>()
  for (const history of histories) {
    const key = `${history.repeats}/${history.last}/${history.age}`
    const known = different.get(key)
    if (known) known.count += 1
    else different.set(key, { history, count: 1 })
  }
  return [...different.values()]
}
