import { logGamma } from './log-gamma.ts'
import { minimiseFrom } from './nelder-mead.ts'

/** Repeat events of a customer and their mean value. */
export interface Spending {
  repeats: number
  mean: number
}

/** Gamma-Gamma (Fader, Hardie 2013): values are gamma(p, ν), and ν is gamma(q, γ) over customers. */
export interface GammaGamma {
  p: number
  q: number
  gamma: number
}

/** Log-likelihood of a mean value over so many repeat events. */
export function spendingLogLikelihood({ p, q, gamma }: GammaGamma, { repeats: x, mean }: Spending): number {
  const gammas = logGamma(p * x + q) - logGamma(p * x) - logGamma(q)
  return (
    gammas +
    q * Math.log(gamma) +
    (p * x - 1) * Math.log(mean) +
    p * x * Math.log(x) -
    (p * x + q) * Math.log(gamma + mean * x)
  )
}

/** Expected value of an event of this customer: between the own mean and that of all, nearer the own the more is known. */
export const expectedValue = ({ p, q, gamma }: GammaGamma, { repeats: x, mean }: Spending): number =>
  (p * (gamma + mean * x)) / (p * x + q - 1)

/** The mean value over the population, p·γ/(q − 1); null where it has none (q ≤ 1). */
export const populationValue = ({ p, q, gamma }: GammaGamma): number | null => (q > 1 ? (p * gamma) / (q - 1) : null)

export interface FittedGammaGamma extends GammaGamma {
  logLikelihood: number
  /** Between repeats and mean value: the model supposes about 0 (below 0.3 on either side). */
  correlation: number
}

/** Fits on customers with repeat events of a value above 0; others are left out. */
export function fitGammaGamma(spendings: readonly Spending[]): FittedGammaGamma {
  const known = spendings.filter(({ repeats, mean }) => repeats > 0 && mean > 0)
  if (known.length < 3) throw new RangeError('fewer than three customers came back with a value above 0')
  const unit = known.reduce((sum, { mean }) => sum + mean, 0) / known.length
  const shrunk = known.map(({ repeats, mean }) => ({ repeats, mean: mean / unit }))
  const cost = (logs: readonly number[]) => {
    if (logs.some((log) => Math.abs(log) > 12)) return Number.POSITIVE_INFINITY
    const model = modelOf(logs.map(Math.exp))
    return -shrunk.reduce((sum, spending) => sum + spendingLogLikelihood(model, spending), 0)
  }
  const { at } = minimiseFrom(cost, [
    [0, 1, 0],
    [2, 1, -1],
    [1, 2, 1],
  ])
  const scaled = modelOf(at.map(Math.exp))
  const model = { ...scaled, gamma: scaled.gamma * unit }
  const logLikelihood = known.reduce((sum, spending) => sum + spendingLogLikelihood(model, spending), 0)
  return { ...model, logLikelihood, correlation: correlationOf(known) }
}

const modelOf = ([p, q, gamma]: readonly number[]): GammaGamma => ({ p: p!, q: q!, gamma: gamma! })

/** Pearson's correlation of repeats and mean; 0 where one of them does not vary. */
function correlationOf(spendings: readonly Spending[]): number {
  const mean = (of: (one: Spending) => number) => spendings.reduce((sum, one) => sum + of(one), 0) / spendings.length
  const [x, m] = [mean(({ repeats }) => repeats), mean(({ mean }) => mean)]
  const together = mean((one) => (one.repeats - x) * (one.mean - m))
  const spread = Math.sqrt(mean((one) => (one.repeats - x) ** 2) * mean((one) => (one.mean - m) ** 2))
  return spread === 0 ? 0 : together / spread
}
