import { createHash, type Hash } from 'node:crypto'
import type { ControlTotals, SumOf, TotalDifference } from '@rapport/contract/administration/collection-layout'
import { formatDecimal, formatUnits, parseDecimal, unitsAt } from '@rapport/finance/decimal'
import { smallUnits } from '@rapport/finance/small-units'
import type { Values } from '#warehouse/collect/values.ts'
import { sumName } from './declared.ts'

/** Units beyond this leave the number for a bigint, long before it would round. */
const MOST_SAFE = 2 ** 52

/** The sum of one field, exact: small units gather in a number, which never leaves the integers that it holds exactly. */
class Sum {
  private small = 0
  private large = 0n
  constructor(private places: number) {}

  add(text: string) {
    // A field is written with all its places, always the same ones.
    const units = smallUnits(text, this.places)
    if (Number.isNaN(units)) return this.addLarge(text)
    this.small += units
    if (this.small > MOST_SAFE || this.small < -MOST_SAFE) this.settle()
  }

  text(): string {
    this.settle()
    return formatUnits(this.large, this.places)
  }

  private addLarge(text: string) {
    const exact = parseDecimal(text)
    if (exact.places > this.places) {
      this.settle()
      this.large = unitsAt({ units: this.large, places: this.places }, exact.places)
      this.places = exact.places
    }
    this.large += unitsAt(exact, this.places)
  }

  private settle() {
    this.large += BigInt(this.small)
    this.small = 0
  }
}

export interface TallyOf {
  /** The fields of the target in the order of its values, with the places of those that are decimals. */
  fields: readonly { name: string; places?: number | undefined }[]
  sums: readonly SumOf[]
  /** Sums by what another field says, such as the amount by side. */
  groups?: readonly { field: string; by: string }[]
}

/** Folds the totals of rows while they pass, exactly. */
export class Tally {
  rows = 0
  private readonly hash: Hash = createHash('sha256')
  private readonly sums: { name: string; at: number; sum: Sum; whenAt: number; when: string }[]
  private readonly groups: {
    field: string
    at: number
    byAt: number
    by: string
    places: number
    found: Map<string, Sum>
  }[]

  constructor({ fields, sums, groups = [] }: TallyOf) {
    const at = (name: string) => {
      const found = fields.findIndex((field) => field.name === name)
      if (found < 0) throw new RangeError(`no field ${name}`)
      return found
    }
    const placesOf = (name: string) => fields[at(name)]!.places ?? 0
    this.sums = sums.map((of) => ({
      name: sumName(of),
      at: at(of.field),
      sum: new Sum(placesOf(of.field)),
      whenAt: of.when ? at(of.when.field) : -1,
      when: of.when?.value ?? '',
    }))
    this.groups = groups.map(({ field, by }) => ({
      field,
      at: at(field),
      byAt: at(by),
      by,
      places: placesOf(field),
      found: new Map(),
    }))
  }

  /** One row that is loaded. */
  add(values: Values) {
    this.rows++
    for (let i = 0; i < this.sums.length; i++) {
      const { at, sum, whenAt, when } = this.sums[i]!
      const said = values[at]
      if (said != null && (whenAt < 0 || values[whenAt] === when)) sum.add(said)
    }
    for (let i = 0; i < this.groups.length; i++) {
      const { at, byAt, places, found } = this.groups[i]!
      const said = values[at]
      if (said == null) continue
      const value = values[byAt] ?? ''
      let sum = found.get(value)
      if (!sum) {
        sum = new Sum(places)
        found.set(value, sum)
      }
      sum.add(said)
    }
  }

  /** Passes bytes of the file through and takes their hash: of the file as it arrived, compressed or not. */
  async *over(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const bytes of source) {
      this.hash.update(bytes)
      yield bytes
    }
  }

  /** What was found so far. The hash is that of the bytes that passed. */
  found(): ControlTotals {
    const sums: Record<string, string> = Object.create(null)
    for (const { name, sum } of this.sums) sums[name] = sum.text()
    for (const { field, by, found } of this.groups)
      for (const [value, sum] of found) sums[sumName({ field, when: { field: by, value } })] = sum.text()
    return { rows: this.rows, sums: { ...sums }, sha256: this.hash.copy().digest('hex') }
  }
}

/** The declared totals that were not found, none where all agree (domain 7: counts and money to the last cent). */
export function compareTotals(declared: ControlTotals, found: ControlTotals): TotalDifference[] {
  const differences: TotalDifference[] = []
  if (declared.rows !== null && declared.rows !== found.rows)
    differences.push({
      what: 'rows',
      declared: String(declared.rows),
      found: String(found.rows ?? 0),
      difference: String(declared.rows - (found.rows ?? 0)),
    })
  for (const [what, said] of Object.entries(declared.sums)) {
    const is = Object.hasOwn(found.sums, what) ? found.sums[what]! : '0'
    const [a, b] = [parseDecimal(said), parseDecimal(is)]
    const places = Math.max(a.places, b.places)
    const units = unitsAt(a, places) - unitsAt(b, places)
    if (units !== 0n) differences.push({ what, declared: said, found: is, difference: shorter(units, places) })
  }
  if (declared.sha256 !== null && declared.sha256 !== found.sha256)
    differences.push({ what: 'sha256', declared: declared.sha256, found: found.sha256 ?? '', difference: null })
  return differences
}

/** Money keeps two places; what is finer keeps what it needs. */
function shorter(units: bigint, places: number): string {
  let rest = { units, places }
  while (rest.places > 2 && rest.units % 10n === 0n) rest = { units: rest.units / 10n, places: rest.places - 1 }
  return formatDecimal(rest)
}
