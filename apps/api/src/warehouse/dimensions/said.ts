import type { Seal } from '@rapport/database/seal'
import type { Values } from '#warehouse/collect/values.ts'

/** What a row says, by field; what it says nothing of is not there. */
export type Said = Readonly<Record<string, string>>

/** A row of `warehouse.collected`, opened. */
export interface Told {
  itemId: string
  asOf: string
  /** A whole number of up to 19 digits. */
  version: string
  rowHash: number
  said: Said
}

const placeOf = (batchId: string, line: number) => `collected.values.${batchId}/${line}` as const

export const closedSaid = (seal: Pick<Seal, 'close'>, batchId: string, line: number, text: string) =>
  seal.close(text, placeOf(batchId, line))
export const openedSaid = (seal: Seal, batchId: string, line: number, sealed: string): Said =>
  JSON.parse(seal.open(sealed, placeOf(batchId, line)))

/** Keys of rows are hashed: what names a row may be personal. Equal keys of one item or dimension have equal hashes. */
export const keyHash = (seal: Pick<Seal, 'hash'>, scope: string, key: string) => seal.hash(`collected ${scope}`, key)

/** The fields of a row that say something. */
export function saidIn(names: readonly string[], values: Values): Record<string, string> {
  const said: Record<string, string> = {}
  for (let i = 0; i < names.length; i++) {
    const value = values[i]
    if (value != null) said[names[i]!] = value
  }
  return said
}

/**
 * What all rows of a key come to: of each field what the latest row says that says anything of it. The order in which the
 * rows came does not count; null for no rows.
 */
export function fold(rows: readonly Told[]): Said | null {
  if (rows.length === 0) return null
  return Object.assign({}, ...rows.toSorted(byAge).map(({ said }) => said))
}

/** The earliest first; of two of one arrival and line, which cannot be, always the same one. */
export function byAge(one: Told, other: Told): number {
  if (one.asOf !== other.asOf) return one.asOf < other.asOf ? -1 : 1
  if (one.version !== other.version) return BigInt(one.version) < BigInt(other.version) ? -1 : 1
  return one.rowHash - other.rowHash
}

/** Of rows that say the same the latest stands for all of them. */
export function together(rows: readonly Told[]): Told[] {
  const latest = new Map<string, Told>()
  for (const row of rows) {
    const key = `${row.itemId} ${row.rowHash}`
    const there = latest.get(key)
    if (!there || byAge(there, row) < 0) latest.set(key, row)
  }
  return [...latest.values()]
}
