import { mostColumns } from '@rapport/contract/administration/collection-layout'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'

const LONGEST_NAME = 200

/** The names in the head of a table, trimmed; a name that comes again gets a number: `remark (2)`. */
export function columnNames(cells: readonly string[]): string[] {
  const names = cells.map((name) => name.trim())
  if (names.length > mostColumns) throw new CannotRead('file.columns', { columns: names.length })
  if (names.some((name) => name.length > LONGEST_NAME)) throw new CannotRead('file.columns')
  const joined = names.join('')
  if (joined === '') throw new CannotRead('file.columns')
  if (joined.includes('\ufffd')) throw new CannotRead('file.encoding')
  if (/\p{Cc}/u.test(joined.replace(/[\r\n\t]/g, ''))) throw new CannotRead('file.not-a-table')
  const times = new Map<string, number>()
  const taken = new Set(names)
  return names.map((name) => {
    let time = (times.get(name) ?? 0) + 1
    times.set(name, time)
    if (time === 1) return name
    while (taken.has(`${name} (${time})`)) time++
    times.set(name, time)
    taken.add(`${name} (${time})`)
    return `${name} (${time})`
  })
}

export interface SchemaDrift {
  missing: string[]
  added: string[]
  /** The same columns stand in another order: harmless where they are read by name. */
  reordered: boolean
}

/** How the columns of a file differ from those that were agreed; null when they are the same in the same order. */
export function schemaDrift(expected: readonly string[], found: readonly string[]): SchemaDrift | null {
  const [wanted, given] = [new Set(expected), new Set(found)]
  const missing = expected.filter((name) => !given.has(name))
  const added = found.filter((name) => !wanted.has(name))
  const both = (names: readonly string[], other: ReadonlySet<string>) => names.filter((name) => other.has(name))
  const [before, now] = [both(expected, given), both(found, wanted)]
  const reordered = before.some((name, i) => name !== now[i])
  return missing.length > 0 || added.length > 0 || reordered ? { missing, added, reordered } : null
}
