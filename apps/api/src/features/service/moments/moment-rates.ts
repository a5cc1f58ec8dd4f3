import type { MomentEffect, MomentRates } from '@rapport/contract/service/moments'

/** A part in percent, to one decimal or as many as asked for; null where there is nothing to divide by. */
export const percentOf = (part: number, whole: number, decimals = 1) =>
  whole === 0 ? null : Math.round((part * 10 ** (decimals + 2)) / whole) / 10 ** decimals

/** The KPIs of domain 4: completion and punctuality of those issued, reach and effect of those done. */
export const ratesOf = (
  counts: Pick<MomentRates, 'issued' | 'done' | 'onTime' | 'reached' | 'effective'>,
): MomentRates => ({
  ...counts,
  completion: percentOf(counts.done, counts.issued),
  punctuality: percentOf(counts.onTime, counts.issued),
  reach: percentOf(counts.reached, counts.done),
  effectiveness: percentOf(counts.effective, counts.done),
})

/** Normal quantile of a 95 % interval. */
const Z = 1.959964

/** Wilson's interval of a proportion: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). */
function wilson(met: number, of: number): [number, number] {
  const p = met / of
  const middle = p + Z ** 2 / (2 * of)
  const half = Z * Math.sqrt((p * (1 - p)) / of + Z ** 2 / (4 * of ** 2))
  const scale = 1 + Z ** 2 / of
  return [(middle - half) / scale, (middle + half) / scale]
}

const points = (ratio: number) => Math.round(ratio * 1000) / 10

/** How many of those treated and of those held out met a goal. */
export type Met = Pick<MomentEffect, 'treated' | 'treatedMet' | 'heldOut' | 'heldOutMet'>

/**
 * The difference of two proportions in percentage points with Newcombe's interval (Statistics in Medicine 1998, method 10):
 * d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²), l and u being Wilson's. It does not leave ±100 and holds for
 * small numbers, where the plain normal interval does not. Null where either side is empty.
 */
export function differenceOf({ treated, treatedMet, heldOut, heldOutMet }: Met) {
  const rates = { treatedRate: percentOf(treatedMet, treated), heldOutRate: percentOf(heldOutMet, heldOut) }
  if (treated === 0 || heldOut === 0) return { ...rates, difference: null, low: null, high: null }
  const [p1, p2] = [treatedMet / treated, heldOutMet / heldOut]
  const [[l1, u1], [l2, u2]] = [wilson(treatedMet, treated), wilson(heldOutMet, heldOut)]
  return {
    ...rates,
    difference: points(p1 - p2),
    low: points(p1 - p2 - Math.hypot(p1 - l1, u2 - p2)),
    high: points(p1 - p2 + Math.hypot(u1 - p1, p2 - l2)),
  }
}

/** What a rule brought about: its counts with their difference. */
export const effectOf = (counts: Met & Pick<MomentEffect, 'goal'>): MomentEffect => ({
  ...counts,
  ...differenceOf(counts),
})
