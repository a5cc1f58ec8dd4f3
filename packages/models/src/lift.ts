import { byScore } from './roc.ts'

/**
 * How many times more often it happened among the share with the highest scores than among all (0.05: the top 5 %). Of equal
 * scores at the edge their mean counts, so that no order matters; null where nobody did.
 */
export function lift(scores: ArrayLike<number>, labels: ArrayLike<number>, share: number): number | null {
  const groups = byScore(scores, labels)
  const positives = groups.reduce((sum, group) => sum + group.positives, 0)
  if (positives === 0) return null
  const flagged = Math.max(1, Math.round(scores.length * share))
  let [left, hits] = [flagged, 0]
  for (const group of groups) {
    const taken = Math.min(left, group.count)
    hits += (group.positives * taken) / group.count
    left -= taken
    if (left === 0) break
  }
  return hits / flagged / (positives / scores.length)
}
