export interface Confusion {
  truePositives: number
  falsePositives: number
  falseNegatives: number
  trueNegatives: number
}

/** Flagged are those with at least the threshold. */
export function confusion(scores: ArrayLike<number>, labels: ArrayLike<number>, threshold: number): Confusion {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 }
  for (let place = 0; place < scores.length; place++) {
    const [flagged, happened] = [scores[place]! >= threshold, labels[place] === 1]
    if (flagged) counts[happened ? 'truePositives' : 'falsePositives'] += 1
    else counts[happened ? 'falseNegatives' : 'trueNegatives'] += 1
  }
  return counts
}

/** Precision, recall, F1 and lift of a campaign (domain 3.5); null where a denominator is 0. */
export function measures({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion) {
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  const flagged = truePositives + falsePositives
  const happened = truePositives + falseNegatives
  const all = flagged + falseNegatives + trueNegatives
  return {
    precision: ratio(truePositives, flagged),
    recall: ratio(truePositives, happened),
    f1: ratio(2 * truePositives, flagged + happened),
    lift: ratio(truePositives * all, flagged * happened),
  }
}
