/** A place on the curve: of those who did and those who did not, which share has at least this score. */
export interface RocPoint {
  score: number
  truePositives: number
  falsePositives: number
}

/** The curve from (0, 0) to (1, 1), one point a distinct score; null where all labels are the same. */
export function rocCurve(scores: ArrayLike<number>, labels: ArrayLike<number>): RocPoint[] | null {
  const groups = byScore(scores, labels)
  const positives = groups.reduce((sum, group) => sum + group.positives, 0)
  const negatives = scores.length - positives
  if (positives === 0 || negatives === 0) return null
  const curve: RocPoint[] = [{ score: Number.POSITIVE_INFINITY, truePositives: 0, falsePositives: 0 }]
  let [hits, alarms] = [0, 0]
  for (const group of groups) {
    hits += group.positives
    alarms += group.count - group.positives
    curve.push({ score: group.score, truePositives: hits / positives, falsePositives: alarms / negatives })
  }
  return curve
}

/** Area under the curve: the chance that one who did scores above one who did not, ties half (0.5 is chance); null as above. */
export function rocAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const curve = rocCurve(scores, labels)
  if (curve === null) return null
  let area = 0
  curve.forEach((point, place) => {
    const before = curve[place - 1] ?? point
    area += ((point.falsePositives - before.falsePositives) * (point.truePositives + before.truePositives)) / 2
  })
  return area
}

/** Kolmogorov–Smirnov: the largest TPR − FPR (domain 3.5); null as above. */
export function ks(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const curve = rocCurve(scores, labels)
  if (curve === null) return null
  return curve.reduce((most, point) => Math.max(most, point.truePositives - point.falsePositives), 0)
}

/** Area under precision over recall as average precision, equal scores taken together; null where nobody did. */
export function prAuc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const groups = byScore(scores, labels)
  const positives = groups.reduce((sum, group) => sum + group.positives, 0)
  if (positives === 0) return null
  let [area, hits, flagged] = [0, 0, 0]
  for (const group of groups) {
    hits += group.positives
    flagged += group.count
    area += (group.positives / positives) * (hits / flagged)
  }
  return area
}

/** Rows of equal score together, highest first. */
export function byScore(scores: ArrayLike<number>, labels: ArrayLike<number>) {
  if (scores.length !== labels.length) throw new RangeError('a label for each score')
  const places = Array.from({ length: scores.length }, (_, place) => place).sort((a, b) => scores[b]! - scores[a]!)
  const groups: { score: number; count: number; positives: number }[] = []
  for (const place of places) {
    let group = groups.at(-1)
    if (group === undefined || group.score !== scores[place]!) {
      group = { score: scores[place]!, count: 0, positives: 0 }
      groups.push(group)
    }
    group.count += 1
    group.positives += labels[place]!
  }
  return groups
}
