import { z } from 'zod'

/** What a file of a firm may be written in; `auto` looks at its first bytes: a byte order mark, valid UTF-8, else GB18030. */
export const layoutEncodings = [
  'auto',
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
  'latin1',
  'windows-1250',
  'big5',
  'shift_jis',
] as const
export const layoutDelimiters = [',', ';', '\t', '|'] as const
export const mostColumns = 500

const name = z.string().min(1).max(200)
/** The first column of some files has no name. */
const columnName = z.string().max(200)
const encoding = z.enum(layoutEncodings).default('auto')
const skipLines = z.int().min(0).max(1000).default(0)
const unique = (names: readonly { name: string }[]) => new Set(names.map((one) => one.name)).size === names.length

/** A sum over a field of the target; `when` takes only the rows where another field has this value (buys, say). */
export const SumOf = z.strictObject({
  field: name,
  when: z.strictObject({ field: name, value: z.string().max(120) }).optional(),
})
export type SumOf = z.infer<typeof SumOf>

/** What a declared total says: how many rows, or the sum of a field; a sum may be written in cents (`scale: 2`). */
const Says = {
  is: z.enum(['rows', 'sum']),
  of: SumOf.optional(),
  scale: z.int().min(0).max(12).default(0),
}
const sumNamesItsField = (total: { is: string; of?: unknown }) => (total.is === 'sum') === (total.of !== undefined)
const sumError = { error: 'total.sum-of' }

/** The last record of a file: known by what it begins with; its cells are counted from 1, the prefix is cell 1. */
export const Trailer = z.strictObject({
  prefix: name,
  /** Where it is cut differently from the rows. */
  delimiter: z.string().length(1).optional(),
  totals: z
    .array(z.strictObject({ at: z.int().min(1).max(mostColumns), ...Says }).refine(sumNamesItsField, sumError))
    .max(20),
})
export type Trailer = z.infer<typeof Trailer>

/** The last line of a file of fixed width: each total lies at a byte (from 1) and is so many bytes long. */
export const FixedTrailer = z.strictObject({
  prefix: name,
  totals: z
    .array(
      z
        .strictObject({ start: z.int().min(1).max(100_000), length: z.int().min(1).max(200), ...Says })
        .refine(sumNamesItsField, sumError),
    )
    .max(20),
})
export type FixedTrailer = z.infer<typeof FixedTrailer>

export const CsvLayout = z
  .strictObject({
    format: z.literal('csv'),
    delimiter: z.enum(layoutDelimiters).default(','),
    /** Cells may stand in quotes, as in RFC 4180; without it a quote is a character like any other. */
    quote: z.boolean().default(true),
    /** The first line names the columns; without it `columns` does. */
    header: z.boolean().default(true),
    columns: z.array(columnName).min(1).max(mostColumns).optional(),
    encoding,
    skipLines,
    decimalComma: z.boolean().default(false),
    /** A file whose last line has no end was cut off. */
    lastLineEnds: z.boolean().default(false),
    trailer: Trailer.optional(),
  })
  .refine((layout) => layout.header || layout.columns !== undefined, { error: 'layout.columns' })
export type CsvLayout = z.infer<typeof CsvLayout>

/** Counter systems count bytes of their own encoding, so that a Chinese character takes two in GB18030. */
export const FixedWidthLayout = z
  .strictObject({
    format: z.literal('fixed-width'),
    encoding: z.enum(['auto', 'utf-8', 'gb18030', 'latin1', 'windows-1250', 'big5', 'shift_jis']).default('auto'),
    columns: z
      .array(
        z.strictObject({
          name,
          start: z.int().min(1).max(100_000),
          length: z.int().min(1).max(4000),
        }),
      )
      .min(1)
      .max(mostColumns)
      .refine(unique, { error: 'layout.columns-twice' }),
    skipLines,
    /** Blanks at the end of a line were dropped by its writer, so a short line is no cut one. */
    shortLines: z.boolean().default(false),
    decimalComma: z.boolean().default(false),
    trailer: FixedTrailer.optional(),
  })
  .meta({ id: 'FixedWidthLayout' })
export type FixedWidthLayout = z.infer<typeof FixedWidthLayout>

export const XlsxLayout = z.strictObject({
  format: z.literal('xlsx'),
  /** The name of a sheet, or its number from 1. */
  sheet: z.union([z.string().min(1).max(31), z.int().min(1).max(255)]).default(1),
  headerRow: z.int().min(1).max(1000).default(1),
})
export type XlsxLayout = z.infer<typeof XlsxLayout>

const segment = '[\\p{L}_][\\p{L}\\p{N}_.-]{0,99}'
const elementPath = new RegExp(`^/?${segment}(/${segment}){0,19}$`, 'u')
const fieldPath = new RegExp(`^(\\.\\./){0,19}(\\.|@${segment}|${segment}(/${segment}){0,19}(/@${segment})?)$`, 'u')

const upwards = (path: string) => path.split('../').length - 1
const elements = (path: string) => path.replace(/^\//, '').split('/').length

export const XmlLayout = z
  .strictObject({
    format: z.literal('xml'),
    /** The element that is one record, by local names: `Stmt/Ntry` wherever it stands, `/Document/Stmt/Ntry` from the root. */
    record: z.string().max(400).regex(elementPath, { error: 'layout.path' }),
    /** Paths below the record (`Amt`, `Amt/@Ccy`, `.`), or beside and above it (`../Acct/Id`), which must stand before it; for those the record's path names the element above too. */
    columns: z
      .array(z.strictObject({ name, path: z.string().max(400).regex(fieldPath, { error: 'layout.path' }) }))
      .min(1)
      .max(mostColumns)
      .refine(unique, { error: 'layout.columns-twice' }),
    /** Totals that the file declares of itself, such as `GrpHdr/CtrlSum`. */
    totals: z
      .array(
        z
          .strictObject({ path: z.string().max(400).regex(elementPath, { error: 'layout.path' }), ...Says })
          .refine(sumNamesItsField, sumError),
      )
      .max(20)
      .default([]),
  })
  .refine(({ record, columns }) => columns.every(({ path }) => upwards(path) < elements(record)), {
    error: 'layout.path-above-record',
  })
export type XmlLayout = z.infer<typeof XmlLayout>

export const JsonLinesLayout = z.strictObject({
  format: z.literal('json-lines'),
  encoding,
  /** Dotted paths into each object: `order.legs.0.quantity`. */
  columns: z
    .array(z.strictObject({ name, path: z.string().min(1).max(400) }))
    .min(1)
    .max(mostColumns)
    .refine(unique, { error: 'layout.columns-twice' }),
})
export type JsonLinesLayout = z.infer<typeof JsonLinesLayout>

/** How a file is written. Any of them may come compressed by gzip. */
export const Layout = z
  .discriminatedUnion('format', [CsvLayout, FixedWidthLayout, XlsxLayout, XmlLayout, JsonLinesLayout])
  .meta({ id: 'CollectionLayout' })
export type Layout = z.infer<typeof Layout>

/** A file beside the file that declares its totals: `trades.csv.ctl` for `trades.csv`. */
export const SideFile = z.strictObject({
  suffix: z
    .string()
    .regex(/^\.[A-Za-z0-9._-]{1,20}$/, { error: 'side-file.suffix' })
    .default('.ctl'),
  /** A JSON object, lines of `key=value`, a line of cells (with names above it, or cells counted from 1), or `sha256sum`. */
  format: z.enum(['json', 'key-value', 'csv', 'sha256']),
  totals: z
    .array(
      z
        .strictObject({ key: name, is: z.enum(['rows', 'sum', 'sha256']), of: Says.of, scale: Says.scale })
        .refine(sumNamesItsField, sumError),
    )
    .max(20)
    .default([]),
})
export type SideFile = z.infer<typeof SideFile>

/** Totals of a file, declared or found; sums by the name of their field, exact decimals as text. */
export const ControlTotals = z
  .strictObject({
    rows: z.int().min(0).nullable(),
    sums: z.record(z.string(), z.string()),
    sha256: z.string().nullable(),
  })
  .meta({ id: 'ControlTotals' })
export type ControlTotals = z.infer<typeof ControlTotals>

/** A total that is not what was declared. `difference` is declared minus found; null where it is no number. */
export const TotalDifference = z
  .strictObject({
    what: z.string(),
    declared: z.string(),
    found: z.string(),
    difference: z.string().nullable(),
  })
  .meta({ id: 'TotalDifference' })
export type TotalDifference = z.infer<typeof TotalDifference>
