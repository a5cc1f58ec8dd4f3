import type { Accuracy } from '@rapport/contract/administration/quality-samples'
import { shareOf } from '#features/administration/quality/composite.ts'

/** The quantile of the normal distribution that leaves 2.5 % on each side. */
const Z = 1.959963984540054
const PLACES = 4

/**
 * Between what a share lies at 95 %, as parts of 1: Wilson's score interval (E. B. Wilson, Probable Inference, JASA 22, 1927),
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). `checked` is at least 1.
 */
export function wilson(right: number, checked: number): [low: number, high: number] {
  const p = right / checked
  const square = Z * Z
  const middle = p + square / (2 * checked)
  const half = Z * Math.sqrt((p * (1 - p)) / checked + square / (4 * checked * checked))
  const whole = 1 + square / checked
  // The ends of none and of all are 0 and 1 themselves; floats miss them by a hair.
  return [right === 0 ? 0 : (middle - half) / whole, right === checked ? 1 : (middle + half) / whole]
}

/** The share of checked rows that were right, with its interval, to four decimals; null where none was checked. */
export function accuracyOf(right: number, checked: number): Accuracy {
  const share = shareOf([right, checked])
  if (share === null) return null
  const [low, high] = wilson(right, checked)
  return { right, checked, share, low: low.toFixed(PLACES), high: high.toFixed(PLACES) }
}
