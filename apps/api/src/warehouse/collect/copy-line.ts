import type { Values } from './values.ts'

/** What COPY in text form gives a meaning of its own. */
const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Values as one line of PostgreSQL's COPY in text form, `\N` for null, with its line end. */
export const copyLine = (values: Values): string => `${copyCells(values)}\n`

/** The same without the line end. */
export function copyCells(values: Values): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    const said = values[i]
    if (i > 0) line += '\t'
    if (said == null) line += '\\N'
    else line += special.test(said) ? said.replace(/[\\\t\n\r]/g, (one) => escapes[one]!) : said
  }
  return line
}
