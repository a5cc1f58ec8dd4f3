import type { ScoreKind } from '@rapport/contract/service/survey-flow'
import { FEWEST, type SurveyScore } from '@rapport/contract/service/survey-shapes'
import { wilson } from '#features/administration/quality-samples/accuracy.ts'

/** The quantile of the normal distribution that leaves 2.5 % on each side. */
const Z = 1.959963984540054

/** How many gave each score. */
export type Counts = ReadonlyMap<number, number>

const sum = (counts: Counts, of: (score: number) => number) =>
  [...counts].reduce((all, [score, n]) => all + of(score) * n, 0)
const isOne = (holds: (score: number) => boolean) => (score: number) => (holds(score) ? 1 : 0)

/** CSAT: the part of 4s and 5s, with Wilson's interval (domain 8.1). */
function csat(counts: Counts, n: number) {
  const content = sum(
    counts,
    isOne((score) => score >= 4),
  )
  const [low, high] = wilson(content, n)
  return { value: content / n, low, high }
}

/**
 * NPS in points: 100 (p − d) with p the part of 9s and 10s and d that of 0 to 6, ± z · 100 √((p + d − (p − d)²) / n), kept within
 * ±100 (domain 8.1). The standard error is that of a mean of +1, 0 and −1.
 */
function nps(counts: Counts, n: number) {
  const p =
    sum(
      counts,
      isOne((score) => score >= 9),
    ) / n
  const d =
    sum(
      counts,
      isOne((score) => score <= 6),
    ) / n
  const half = Z * 100 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n)
  const value = 100 * (p - d)
  return { value, low: Math.max(-100, value - half), high: Math.min(100, value + half) }
}

/** CES: the mean of 1 to 7, ± z · s / √n with s the standard deviation of the sample; kept within the scale. */
function ces(counts: Counts, n: number) {
  const value = sum(counts, (score) => score) / n
  const deviation = Math.sqrt(sum(counts, (score) => (score - value) ** 2) / (n - 1))
  const half = (Z * deviation) / Math.sqrt(n)
  return { value, low: Math.max(1, value - half), high: Math.min(7, value + half) }
}
const figures = { csat, nps, ces }

/** A score of so many answers with its interval of 95 %; fewer than ten make none. Doubles: these are statistics. */
export function scoreOf(kind: ScoreKind, counts: Counts): SurveyScore {
  const n = sum(counts, () => 1)
  return n < FEWEST ? { kind, n, value: null, low: null, high: null } : { kind, n, ...figures[kind](counts, n) }
}

/** The mean of all scores; null of none. */
export const meanOf = (counts: Counts) => {
  const n = sum(counts, () => 1)
  return n === 0 ? null : sum(counts, (score) => score) / n
}
