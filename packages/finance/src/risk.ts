/** Trading days of a year, for annualising (domain 0). */
export const DAYS_A_YEAR = 244
/** With fewer returns a deviation tells nothing (domain 2.6). */
const LEAST = 20

/** How annualised statistics are made: returns a year, and how many returns it takes. */
export interface Basis {
  daysAYear?: number
  least?: number
}

/** Below this a variance is the rounding of doubles: the series stands still. */
const STANDS_STILL = 1e-18

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Σ (a − mean a)(b − mean b) ÷ (n − 1); null for fewer than two. */
function covariance(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 2 || a.length !== b.length) return null
  const [ofA, ofB] = [mean(a), mean(b)]
  return a.reduce((sum, value, i) => sum + (value - ofA) * (b[i]! - ofB), 0) / (a.length - 1)
}

/** Returns of a series of values, each against the one before. */
export const returnsOf = (values: readonly number[]): number[] =>
  values.slice(1).map((value, i) => value / values[i]! - 1)

/** Sample standard deviation of simple daily returns × √244 (domain 2.6), as a ratio; null for fewer than 20 returns. */
export function volatility(
  returns: readonly number[],
  { daysAYear = DAYS_A_YEAR, least = LEAST }: Basis = {},
): number | null {
  const variance = returns.length < least ? null : covariance(returns, returns)
  return variance === null ? null : Math.sqrt(variance * daysAYear)
}

/**
 * The same of log returns over the period they come from: sample deviation × √n, and the part of it that lies below the
 * mean (the convention of Portfolio Performance). Null for fewer than two returns, or one of −100 % or less.
 */
export function deviationOverPeriod(returns: readonly number[]): { standard: number; semi: number } | null {
  if (returns.length < 2 || returns.some((value) => value <= -1)) return null
  const logs = returns.map(Math.log1p)
  const middle = mean(logs)
  const over = (chosen: readonly number[]) =>
    Math.sqrt((chosen.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (logs.length - 1)) * logs.length)
  return { standard: over(logs), semi: over(logs.filter((value) => value < middle)) }
}

/** cov(r, b) ÷ var(b) over the same days; null for fewer than 20, or a benchmark that stands still. */
export function beta(
  returns: readonly number[],
  benchmark: readonly number[],
  { least = LEAST }: Basis = {},
): number | null {
  const variance = covariance(benchmark, benchmark)
  const together = covariance(returns, benchmark)
  if (returns.length < least || together === null || variance === null || variance < STANDS_STILL) return null
  return together / variance
}

/** Sample standard deviation of what returns are above the benchmark's of the same days, × √244; null for fewer than 20. */
export function trackingError(
  returns: readonly number[],
  benchmark: readonly number[],
  basis: Basis = {},
): number | null {
  if (returns.length !== benchmark.length) return null
  return volatility(
    returns.map((value, i) => value - benchmark[i]!),
    basis,
  )
}

/** What a return is above a benchmark's over the same days: the difference, and the ratio of the growths less one. */
export const excess = (own: number, benchmark: number): { arithmetic: number; geometric: number | null } => ({
  arithmetic: own - benchmark,
  geometric: benchmark > -1 ? (1 + own) / (1 + benchmark) - 1 : null,
})
