import { type EncodedColumn, encoded, encodedMatrix, encodingOf, type FeatureRow, type FeatureSet } from './encoding.ts'
import { fitLogistic, type LogisticModel, linear, logistic } from './logistic.ts'

/** A logistic regression that explains itself: what it looks at, how that is standardised, and its weights. */
export interface Scorecard {
  columns: EncodedColumn[]
  logistic: LogisticModel
}

/** How far one feature moves one customer away from the average one, in units of z (log odds). */
export interface Reason {
  feature: string
  contribution: number
}

/** Fits on labelled rows (1 = it happened). */
export function fitScorecard(
  rows: readonly FeatureRow[],
  labels: ArrayLike<number>,
  features: FeatureSet,
  l2 = 1,
): Scorecard {
  const columns = encodingOf(rows, features)
  return { columns, logistic: fitLogistic(encodedMatrix(columns, rows), labels, l2) }
}

/** The probability for one row, between 0 and 1. */
export const probability = (card: Scorecard, row: FeatureRow): number =>
  logistic(linear(card.logistic, encoded(card.columns, row)))

/** Contributions by feature, from what raises the probability most to what lowers it most; with the intercept they sum to z. */
export function contributions({ columns, logistic: { weights } }: Scorecard, row: FeatureRow): Reason[] {
  const sums = new Map<string, number>()
  encoded(columns, row).forEach((value, place) => {
    const feature = columns[place]!.feature
    sums.set(feature, (sums.get(feature) ?? 0) + value * weights[place]!)
  })
  return [...sums]
    .map(([feature, contribution]) => ({ feature, contribution }))
    .sort((one, other) => other.contribution - one.contribution)
}

/** The features that raise the probability most, at most so many. */
export const topReasons = (card: Scorecard, row: FeatureRow, most = 3): Reason[] =>
  contributions(card, row)
    .filter(({ contribution }) => contribution > 0)
    .slice(0, most)
