/** What RFM looks at, of one customer. */
export interface RfmInput {
  /** Trading days since the last trade; null where there never was one. */
  recency: number | null
  /** Days with trades in the last twelve months. */
  frequency: number
  /** Net commission of the last twelve months. */
  monetary: number
}

/** Scores 1 (least) to 5. */
export interface RfmScore {
  recency: number
  frequency: number
  monetary: number
}

/**
 * Scores of each member of a peer group by quintile of the share of the group that is worse; equal values share the lower
 * score and recency is reversed (domain 3.3). So who did not trade has frequency 1, and who never did recency 1.
 */
export function rfmScores(group: readonly RfmInput[]): RfmScore[] {
  const recency = quintiles(group.map(({ recency }) => (recency === null ? Number.NEGATIVE_INFINITY : -recency)))
  const frequency = quintiles(group.map(({ frequency }) => frequency))
  const monetary = quintiles(group.map(({ monetary }) => monetary))
  return group.map((_, place) => ({
    recency: recency[place]!,
    frequency: frequency[place]!,
    monetary: monetary[place]!,
  }))
}

/** The cell code, as in R5F4M5. */
export const rfmCode = ({ recency, frequency, monetary }: RfmScore): string => `R${recency}F${frequency}M${monetary}`

/** 1 to 5 for each value: the fifth of the group in which the count of smaller ones lies. */
function quintiles(values: readonly number[]): number[] {
  const ascending = Float64Array.from(values).sort()
  return values.map((value) => Math.floor((5 * countBelow(ascending, value)) / values.length) + 1)
}

function countBelow(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
