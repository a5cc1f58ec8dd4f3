import type { CollectionField, CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { type Convert, Fault } from '#warehouse/collect/convert/convert.ts'
import { Zone } from '#warehouse/collect/convert/instants.ts'
import type { Derive, Target, TargetField } from '#warehouse/collect/fields/field.ts'
import { targetOf } from '#warehouse/collect/fields/targets.ts'
import { Faults, type Reason, type Values } from '#warehouse/collect/values.ts'
import { checkMapping, type MappingFault } from './check-mapping.ts'
import { converterOf } from './converter.ts'
import { type Said, saidBy, trimmed } from './source.ts'

/** A mapping that does not fit the columns of the file, or contradicts itself. */
export class MappingRefused extends Error {
  constructor(readonly faults: readonly MappingFault[]) {
    super(faults.map(({ field, code }) => `${field}: ${code}`).join('; '))
  }
}

export interface RowMapper {
  readonly target: Target
  /** The place of a field in the values; -1 where the target has none of that name. */
  at(field: string): number
  /** The fields that must say something. */
  readonly mandatory: readonly string[]
  /** What a record says of one field, whatever is wrong with the others; null where that cannot be told. */
  said(field: string, cells: readonly string[]): string | null
  /** The cells of a record, as many as there are columns, as the values of the target's fields, or why not. */
  map(cells: readonly string[]): Values | Faults
}

interface Options {
  /** The layout's files write decimals with a comma. */
  decimalComma?: boolean
}

/** Compiles a mapping once to closures, for all rows of a file with these columns. Throws `MappingRefused`. */
export function compileMapping(
  mapping: CollectionMapping,
  columns: readonly string[],
  { decimalComma = false }: Options = {},
): RowMapper {
  const faults = checkMapping(mapping, columns)
  if (faults.length > 0) throw new MappingRefused(faults)
  const target = targetOf(mapping, columns)
  const at = (name: string) => target.fields.findIndex((field) => field.name === name)
  const home = new Zone(mapping.zone)
  const read = target.fields.map((field) => readerOf(field, mapping, columns, home, decimalComma))
  const derive = target.derive?.({ at, zone: home })
  const mapper = new Mapper(target.fields, read, derive)
  return {
    target,
    at,
    mandatory: target.fields.filter((field) => isMandatory(field, mapping)).map(({ name }) => name),
    said: (field, cells) => {
      const value = cells.length < columns.length ? null : (read[at(field)]?.(cells) ?? null)
      return value instanceof Fault ? null : value
    },
    map: (cells) => mapper.map(cells),
  }
}

const isMandatory = (field: TargetField, mapping: CollectionMapping): boolean =>
  mapping.fields[field.name]?.required ??
  Boolean(field.required || (mapping.target === 'table' && mapping.key?.includes(field.name)))

type Read = (cells: readonly string[]) => string | null | Fault

const missing = Fault.of('required')

function readerOf(
  field: TargetField,
  mapping: CollectionMapping,
  columns: readonly string[],
  home: Zone,
  decimalComma: boolean,
): Read | null {
  const whole = mapping.target === 'table' && Object.keys(mapping.fields).length === 0
  const source = whole ? plainColumn(field.name) : mapping.fields[field.name]
  const otherwise = field.otherwise ?? null
  if (!source) return null
  const zone = source.zone === undefined ? home : new Zone(source.zone)
  const convert = converterOf(field, source, zone, decimalComma)
  const nothing = isMandatory(field, mapping) ? missing : otherwise
  const { column, values, upper, trim } = source
  if (column !== undefined && !values && !upper && trim) return fromColumn(columns.indexOf(column), convert, nothing)
  return fromText(saidBy(source, columns), convert, nothing)
}

/** By far the commonest: a cell as it stands. */
function fromColumn(at: number, convert: Convert, nothing: string | null | Fault): Read {
  return (cells) => {
    const text = trimmed(cells[at]!)
    // A word for nothing is as good as none.
    return text === '' ? nothing : (convert(text) ?? nothing)
  }
}

function fromText(said: Said, convert: Convert, nothing: string | null | Fault): Read {
  return (cells) => {
    const text = said(cells)
    return text === '' ? nothing : (convert(text) ?? nothing)
  }
}

const plainColumn = (column: string): CollectionField => ({ column, trim: true, upper: false, pivot: 70, scale: 0 })

/** Maps rows one after the other; what it needs for each of them is made once. */
class Mapper {
  private reasons: Reason[] | null = null
  /** What stands where nothing is read. */
  private readonly blank: Values

  constructor(
    private readonly fields: readonly TargetField[],
    private readonly read: readonly (Read | null)[],
    private readonly derive: Derive | undefined,
  ) {
    this.blank = fields.map(({ otherwise }) => otherwise ?? null)
  }

  map(cells: readonly string[]): Values | Faults {
    const { read } = this
    const values = this.blank.slice()
    this.reasons = null
    for (let i = 0; i < read.length; i++) {
      const one = read[i]!
      if (one === null) continue
      const value = one(cells)
      if (value instanceof Fault) this.refuse(this.fields[i]!.name, value.code)
      else values[i] = value
    }
    // What follows from other fields can only be told where they could be read.
    if (this.reasons === null) this.derive?.(values, this.refuse)
    return this.reasons === null ? values : new Faults(this.reasons)
  }

  private readonly refuse = (field: string, code: string) => {
    this.reasons ??= []
    this.reasons.push({ field, code })
  }
}
