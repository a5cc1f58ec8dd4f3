import type { CollectionField, CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { compileCellText } from '#warehouse/collect/conditions/conditions.ts'
import { ExpressionRefused } from '#warehouse/collect/conditions/refused.ts'
import { Fault } from '#warehouse/collect/convert/convert.ts'
import { Zone } from '#warehouse/collect/convert/instants.ts'
import { isDayFormat } from '#warehouse/collect/convert/time-format.ts'
import type { TargetField } from '#warehouse/collect/fields/field.ts'
import { targetOf } from '#warehouse/collect/fields/targets.ts'
import { converterOf } from './converter.ts'

export interface MappingFault {
  /** The place in the mapping: `fields.price`, `key`, `zone`. */
  field: string
  code: string
  /** Of an expression: where in it, from 0, and why. */
  at?: number
  length?: number
  reason?: string
}

/** What is wrong with a mapping for a file with these columns; empty when it can be compiled. */
export function checkMapping(mapping: CollectionMapping, columns: readonly string[]): MappingFault[] {
  const faults: MappingFault[] = []
  const { fields } = targetOf(mapping, columns)
  const known = new Map(fields.map((field) => [field.name, field]))
  if (!isZone(mapping.zone)) faults.push({ field: 'zone', code: 'zone.unknown' })
  for (const [name, source] of Object.entries(mapping.fields)) {
    const field = known.get(name)
    const say = (code: string, more: Partial<MappingFault> = {}) =>
      faults.push({ field: `fields.${name}`, code, ...more })
    if (!field) say('unknown-field')
    else checkSource(field, source, columns, say)
  }
  for (const field of fields)
    if (field.required && field.otherwise === undefined && !Object.hasOwn(mapping.fields, field.name))
      faults.push({ field: `fields.${field.name}`, code: 'required' })
  for (const name of mapping.key ?? [])
    if (!known.has(name)) faults.push({ field: 'key', code: 'unknown-field', reason: name })
  if (mapping.target === 'table' && !mapping.key?.length) faults.push({ field: 'key', code: 'required' })
  return faults
}

function checkSource(
  field: TargetField,
  source: CollectionField,
  columns: readonly string[],
  say: (code: string, more?: Partial<MappingFault>) => void,
) {
  for (const name of [source.column, ...(source.columns ?? [])])
    if (name !== undefined && !columns.includes(name)) say('mapping.unknown-column', { reason: name })
  if (source.zone !== undefined && !isZone(source.zone)) say('zone.unknown')
  const timed = field.type === 'day' || field.type === 'instant'
  if (source.format !== undefined && !(timed && isDayFormat(source.format))) return say('format.shape')
  if (source.value !== undefined) {
    try {
      compileCellText(source.value, columns)
    } catch (error) {
      if (!(error instanceof ExpressionRefused)) throw error
      const { code, at, length, reason } = error
      say(code, { at, length, reason })
    }
  }
  if (source.constant !== undefined) {
    const read = converterOf(field, source, new Zone('UTC'), false)
    const found = source.constant === '' ? null : read(source.constant)
    if (found instanceof Fault) say(found.code)
  }
}

function isZone(name: string): boolean {
  try {
    return new Zone(name).name !== ''
  } catch {
    return false
  }
}
