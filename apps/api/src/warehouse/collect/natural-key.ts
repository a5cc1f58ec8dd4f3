import { hash } from 'node:crypto'
import type { TargetField } from './fields/field.ts'
import { Occurrences } from './occurrences.ts'
import type { Values } from './values.ts'

/** The text of some fields of a row, stable, and different where any of them differs. */
export function keyText(values: Values, at: readonly number[]): string {
  let key = ''
  for (let i = 0; i < at.length; i++) {
    const said = values[at[i]!] ?? ''
    if (i > 0) key += '|'
    key += said.includes('|') || said.includes('\\') ? said.replace(/[|\\]/g, '\\$&') : said
  }
  return key
}

/**
 * What names each row of a file: the fields that the item names, or else those of the target. Where they say nothing (a
 * fill without a number) a row is named by all that it says, and by which of the rows that say the same it is. So a
 * namer must see every row of a file, in order. Field names that the target has not are a RangeError.
 */
export function naturalKey(fields: readonly TargetField[], named?: readonly string[]): (values: Values) => string {
  const placeOf = (name: string) => {
    const place = fields.findIndex((field) => field.name === name)
    if (place < 0) throw new RangeError(`no field ${name}`)
    return place
  }
  const own = fields.filter(({ key }) => key)
  const at = (named?.length ? named : own.map(({ name }) => name)).map(placeOf)
  const naming = named?.length ? at : own.filter(({ key }) => key === true).map(({ name }) => placeOf(name))
  const occurrences = new Occurrences()
  return (values) => {
    for (let i = 0; i < naming.length; i++) if (values[naming[i]!] != null) return keyText(values, at)
    // No value holds the separator: it is a control character.
    const digest = hash('sha256', values.join('\u001f'), 'hex')
    const time = occurrences.nextOf(Number.parseInt(digest.slice(0, 8), 16), Number.parseInt(digest.slice(8, 16), 16))
    return `row:${digest.slice(0, 36)}:${time}`
  }
}
