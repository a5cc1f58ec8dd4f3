import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'

/** A tile with a key of its own while it is arranged: the same may stand twice. */
export interface Arranged {
  key: number
  tile: Tile
}

let last = 0
export const arrangedOf = (tiles: readonly Tile[]): Arranged[] => tiles.map((tile) => ({ key: ++last, tile }))
export const tilesOf = (arranged: readonly Arranged[]) => arranged.map(({ tile }) => tile)

/** The same with one in another place, counted from 0; a place beyond the ends is the end. */
export function moved(arranged: readonly Arranged[], key: number, to: number): Arranged[] {
  const one = arranged.find((each) => each.key === key)
  if (!one) return [...arranged]
  const others = arranged.filter((each) => each !== one)
  return others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, one)
}

/** The same with one in another width. */
export const widened = (arranged: readonly Arranged[], key: number, width: number): Arranged[] =>
  arranged.map((each) => (each.key === key ? { ...each, tile: { ...each.tile, width } } : each))

/** The same with a chart or report drawn, or told as a table. */
export const shownAs = (arranged: readonly Arranged[], key: number, as: 'chart' | 'table'): Arranged[] =>
  arranged.map((each) =>
    each.key === key && (each.tile.kind === 'chart' || each.tile.kind === 'report')
      ? { ...each, tile: { ...each.tile, as } }
      : each,
  )

export const without = (arranged: readonly Arranged[], key: number) => arranged.filter((each) => each.key !== key)
