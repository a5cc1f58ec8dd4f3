import type { Mapping } from '@rapport/contract/customer/imports'
import { type Field, termsOf } from './field.ts'

/** What is wrong with a mapping for files with these columns, by field; empty when it can be used. */
export function checkMapping(
  fields: readonly Field[],
  mapping: Mapping,
  columns: readonly string[],
): { field: string; code: string }[] {
  const known = new Map(fields.map((field) => [field.name, field]))
  const errors: { field: string; code: string }[] = []
  for (const [name, source] of Object.entries(mapping)) {
    const field = known.get(name)
    const say = (code: string) => errors.push({ field: `mapping.${name}`, code })
    if (!field) say('unknown-field')
    else if ([source.column, source.constant, source.spread].filter((given) => given !== undefined).length !== 1)
      say('mapping.one-source')
    else if (source.column !== undefined && !columns.includes(source.column)) say('mapping.unknown-column')
    else if (source.constant && field.values && !termsOf(field)(source.constant)) say('choice')
    else if (name === 'zone' && !isZone(source.constant)) say('zone.unknown')
  }
  for (const { name, required } of fields)
    if (required && !Object.hasOwn(mapping, name)) errors.push({ field: `mapping.${name}`, code: 'required' })
  return errors
}

/** A time zone is told once for the whole file. */
function isZone(zone: string | undefined): boolean {
  try {
    return zone !== undefined && zone !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
