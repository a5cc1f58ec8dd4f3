/** A tenth of the customers, by predicted probability. */
export interface CalibrationBin {
  count: number
  /** Mean predicted probability. */
  predicted: number
  /** Share for which it happened. */
  observed: number
}

/** Mean squared difference between probability and what happened (0 best); null of nobody. */
export function brier(probabilities: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  if (probabilities.length === 0) return null
  let sum = 0
  for (let place = 0; place < probabilities.length; place++) sum += (probabilities[place]! - labels[place]!) ** 2
  return sum / probabilities.length
}

/** Predicted beside observed, in groups of about equal size from the lowest probability to the highest. */
export function calibration(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  groups = 10,
): CalibrationBin[] {
  const count = probabilities.length
  const places = Array.from({ length: count }, (_, place) => place)
  places.sort((one, other) => probabilities[one]! - probabilities[other]!)
  return Array.from({ length: Math.min(groups, count) }, (_, group) => {
    const from = Math.floor((group * count) / Math.min(groups, count))
    const to = Math.floor(((group + 1) * count) / Math.min(groups, count))
    const bin = places.slice(from, to)
    const mean = (of: ArrayLike<number>) => bin.reduce((sum, place) => sum + of[place]!, 0) / bin.length
    return { count: bin.length, predicted: mean(probabilities), observed: mean(labels) }
  })
}
