/** How values are spread (domain 2.6); ratios. */
export interface Concentration {
  /** Herfindahl-Hirschman index: Σ share². */
  hhi: number
  /** As many equal parts would have the same index. */
  effective: number
  /** The index between 0 (all equal) and 1; null for one part. */
  normalised: number | null
  /** The share of the largest. */
  largest: number
  band: 'diversified' | 'middling' | 'concentrated'
}

const MIDDLING = 0.15
const CONCENTRATED = 0.25

/** Of values in one unit; only those above zero have a weight. Null where nothing has. */
export function concentrationOf(values: readonly number[]): Concentration | null {
  const held = values.filter((value) => value > 0)
  const all = held.reduce((sum, value) => sum + value, 0)
  if (all <= 0) return null
  const shares = held.map((value) => value / all)
  const hhi = shares.reduce((sum, share) => sum + share ** 2, 0)
  const n = shares.length
  return {
    hhi,
    effective: 1 / hhi,
    normalised: n === 1 ? null : (hhi - 1 / n) / (1 - 1 / n),
    largest: Math.max(...shares),
    band: hhi < MIDDLING ? 'diversified' : hhi <= CONCENTRATED ? 'middling' : 'concentrated',
  }
}
