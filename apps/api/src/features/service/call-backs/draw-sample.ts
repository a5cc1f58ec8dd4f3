import { createHash } from 'node:crypto'

/** Somebody who may be drawn, and the part of all customers that they belong to. */
export interface Drawable {
  id: string
  stratum: string
}

/** How many of each stratum are drawn: their share of `size` by largest remainder, ties by name; the sum is `size`. */
function quotas(groups: ReadonlyMap<string, readonly unknown[]>, total: number, size: number): Map<string, number> {
  // Whole numbers throughout, so that no rounding decides who is drawn.
  const parts = [...groups]
    .map(([stratum, { length }]) => ({
      stratum,
      whole: Math.floor((length * size) / total),
      rest: (length * size) % total,
    }))
    .sort((a, b) => b.rest - a.rest || (a.stratum < b.stratum ? -1 : 1))
  const left = size - parts.reduce((sum, { whole }) => sum + whole, 0)
  return new Map(parts.map(({ stratum, whole }, i) => [stratum, whole + (i < left ? 1 : 0)]))
}

/** By what somebody stands in the order in which a seed draws: 64 hexadecimal digits that depend on nothing else. */
export const drawKey = (seed: string, id: string) => createHash('sha256').update(`${seed}\n${id}`).digest('hex')

/**
 * A stratified sample: so many basis points (1/10,000) of all, rounded up, spread over the strata by their size. Within a stratum
 * the order is by the hash of seed and id, so that the same seed draws the same customers however they are listed.
 */
export function drawSample<T extends Drawable>(all: readonly T[], seed: string, basisPoints: number): T[] {
  const size = Math.min(all.length, Math.ceil((all.length * basisPoints) / 10_000))
  const groups = new Map<string, { one: T; key: string }[]>()
  for (const one of all) {
    const key = drawKey(seed, one.id)
    const group = groups.get(one.stratum)
    if (group) group.push({ one, key })
    else groups.set(one.stratum, [{ one, key }])
  }
  const taken = quotas(groups, all.length, size)
  return [...groups]
    .flatMap(([stratum, group]) => group.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, taken.get(stratum)))
    .map(({ one }) => one)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}
