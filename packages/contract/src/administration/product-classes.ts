import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, day, id, instant, listOf, optionalText, PersonInRow, version } from '#shapes.ts'

export const productKinds = ['stock', 'etf', 'fund', 'money-fund', 'bond', 'repo', 'derivative', 'structured'] as const
export const productBoards = ['main', 'chinext', 'star', 'bse', 'hk-connect', 'otc'] as const

/** A pattern of PostgreSQL (POSIX); references back would make it slow and are refused. Null fits everything. */
const pattern = optionalText(120)
  .refine((text) => text === null || !/\\[1-9]/.test(text), { error: 'product-class.pattern' })
  .default(null)

const rule = {
  /** Of the rules that fit a security, the one with the lowest place speaks. */
  place: z.int().min(1).max(9_999),
  categoryPattern: pattern,
  codePattern: pattern,
  namePattern: pattern,
  marketPattern: pattern,
  product: z.enum(productKinds),
  board: z.enum(productBoards).nullable().default(null),
  riskGrade: z.int().min(1).max(5),
  /** Whether trading it counts as turnover. */
  inTurnover: z.boolean().default(true),
  source: optionalText(200).default(null),
}

export const ProductClass = z
  .strictObject({
    id,
    version,
    place: z.int(),
    validFrom: z.string(),
    /** The last day; null while it holds. */
    validTo: z.string().nullable(),
    categoryPattern: z.string().nullable(),
    codePattern: z.string().nullable(),
    namePattern: z.string().nullable(),
    marketPattern: z.string().nullable(),
    product: z.enum(productKinds),
    board: z.enum(productBoards).nullable(),
    riskGrade: z.int(),
    inTurnover: z.boolean(),
    source: z.string().nullable(),
    /** Securities that it classes today; null of a rule that does not hold. */
    securities: count.nullable(),
    recordedBy: PersonInRow.nullable(),
    recordedAt: instant,
  })
  .meta({ id: 'ProductClass' })
export type ProductClass = z.infer<typeof ProductClass>

export const ProductClassDraft = z
  .strictObject({ ...rule, validFrom: day, validTo: day.nullable().default(null) })
  .refine(({ validFrom, validTo }) => validTo === null || validTo >= validFrom, {
    error: 'day.order',
    path: ['validTo'],
  })
  .meta({ id: 'ProductClassDraft' })

export const productClasses = {
  list: endpoint('GET /product-classes', {
    summary: 'Rules that say what kind of product a security is and how risky, those that hold first by place',
    permission: 'security.read',
    reply: listOf(ProductClass),
  }),
  add: endpoint('POST /product-classes', {
    summary: 'A new rule from a day on; the one that holds at its place ends the day before',
    permission: 'indicator.edit',
    body: ProductClassDraft,
    reply: ProductClass,
  }),
  end: endpoint('PUT /product-classes/:id/end', {
    summary: 'The last day on which a rule holds',
    permission: 'indicator.edit',
    params: byId,
    body: z.strictObject({ validTo: day }),
    reply: ProductClass,
    versioned: true,
  }),
}
