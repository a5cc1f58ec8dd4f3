import { Readable } from 'node:stream'
import { z } from 'zod'

type Page = { items: unknown[]; next: string | null }

/** Text that a spreadsheet would run is made harmless by a quote in front; plain numbers stay numbers. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const risky = /^[\s\u00a0\u200b\ufeff\p{Cc}]*[=+\-@＝＋－＠\t\r\n]/u.test(text) && !/^-?\d+(\.\d+)?$/.test(text)
  const safe = risky ? `'${text}` : text
  return /[",\r\n;]/.test(safe) || risky ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Columns of a row schema: fields of nested objects become `owner.name`. */
export function columnsOf(schema: z.ZodType, prefix = ''): string[] {
  const plain =
    schema instanceof z.ZodNullable || schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema
  if (!(plain instanceof z.ZodObject)) return [prefix]
  return Object.entries(plain.shape).flatMap(([name, field]) =>
    columnsOf(field as z.ZodType, prefix ? `${prefix}.${name}` : name),
  )
}

const at = (row: unknown, path: string) =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], row)

/** Pages of rows as one CSV stream: UTF-8 with a byte order mark, so that spreadsheets read Chinese, CRLF line ends. */
export function csvOf(
  schema: z.ZodType,
  first: Page,
  page: (after: string | undefined) => Promise<Page>,
  rows: (items: unknown[]) => Record<string, unknown>[],
): Readable {
  const columns = columnsOf(schema)
  async function* lines() {
    yield `\ufeff${columns.join(',')}\r\n`
    for (let current = first; ; ) {
      yield rows(current.items)
        .map((row) => `${columns.map((column) => cell(at(row, column))).join(',')}\r\n`)
        .join('')
      if (!current.next) return
      current = await page(current.next)
    }
  }
  return Readable.from(lines())
}
