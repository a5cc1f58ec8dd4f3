import { z } from 'zod'

/** What the rows of a file are: the facts and dimensions of the warehouse, or a table of the firm's own. */
export const collectionTargets = [
  'trades',
  'cash-movements',
  'cash-balances',
  'position-balances',
  'prices',
  'corporate-actions',
  'margin-debts',
  'product-holdings',
  'contacts',
  'income',
  'customer-signals',
  'security-signals',
  'calendar',
  'securities',
  'customers',
  'accounts',
  'account-holders',
  'fee-rates',
  'fx-rates',
  'market-days',
  'table',
] as const
export type CollectionTarget = (typeof collectionTargets)[number]

const columnName = z.string().max(200)
const fieldName = z.string().min(1).max(200)

/** An expression in CEL, on one row. */
export const Expression = z.string().min(1).max(1000)

/**
 * Where a field of the target comes from, exactly one of: a column, several joined by a blank (a day and a time), a
 * constant, or an expression over the row (`row["price"]`). The rest says how its text is to be read.
 */
export const CollectionField = z
  .strictObject({
    column: columnName.optional(),
    columns: z.array(columnName).min(2).max(5).optional(),
    constant: z.string().max(300).optional(),
    value: Expression.optional(),
    /** Translates what the file says into our terms, before anything else; '' is nothing. */
    values: z.record(z.string().max(120), z.string().max(120)).optional(),
    required: z.boolean().optional(),
    trim: z.boolean().default(true),
    upper: z.boolean().default(false),
    /**
     * How a day or an instant is written: YYYY, YY, MM, M, DD, D, HH, H, mm, ss, SSS and what stands between them.
     * Without it, the forms that begin with the year.
     */
    format: z
      .string()
      .min(2)
      .max(40)
      .regex(/^[YMDHmsS0-9 ./:,年月日时分秒Tt-]+$/, { error: 'format.shape' })
      .optional(),
    /** Years of two digits below this are of this century, the others of the last. */
    pivot: z.int().min(0).max(100).default(70),
    /** The zone of an instant that does not say its own; without it the mapping's. */
    zone: z.string().max(60).optional(),
    decimalComma: z.boolean().optional(),
    /** A whole number that means so many decimals: `1247` with scale 2 is 12.47. */
    scale: z.int().min(0).max(12).default(0),
  })
  .refine(
    ({ column, columns, constant, value }) =>
      [column, columns, constant, value].filter((given) => given !== undefined).length === 1,
    { error: 'mapping.one-source' },
  )
export type CollectionField = z.infer<typeof CollectionField>

export const CollectionMapping = z
  .strictObject({
    target: z.enum(collectionTargets),
    fields: z.record(fieldName, CollectionField).default({}),
    /** The fields that name a row; without them, those of the target. */
    key: z.array(fieldName).max(10).optional(),
    /** The zone of times that do not say theirs. */
    zone: z.string().max(60).default('Asia/Shanghai'),
  })
  .meta({ id: 'CollectionMapping' })
export type CollectionMapping = z.infer<typeof CollectionMapping>
