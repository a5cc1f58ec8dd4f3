import { z } from 'zod'
import { cursor, day, decimal, id, pageSize, text } from '#shapes.ts'

export const productMovementKinds = ['purchase', 'redemption'] as const

/** What a customer paid for a financial product, or got back for it. The amount is never negative: the kind tells the way. */
export const ProductMovement = z
  .strictObject({
    id,
    movedOn: z.string(),
    kind: z.enum(productMovementKinds),
    accountNumber: z.string(),
    /** Null where the feed does not name the product. */
    productCode: z.string().nullable(),
    productName: z.string().nullable(),
    amount: decimal,
    currency: z.string(),
    note: z.string().nullable(),
  })
  .meta({ id: 'ProductMovement' })
export type ProductMovement = z.infer<typeof ProductMovement>

/** What a customer holds of a product at the end of a day, as the registrar tells it. */
export const ProductHolding = z
  .strictObject({
    productCode: z.string(),
    productName: z.string().nullable(),
    units: decimal.nullable(),
    nav: decimal.nullable(),
    value: decimal,
    currency: z.string(),
  })
  .meta({ id: 'ProductHolding' })
export type ProductHolding = z.infer<typeof ProductHolding>

export const ProductHoldings = z
  .strictObject({ items: z.array(ProductHolding), asOf: z.string().nullable() })
  .meta({ id: 'ProductHoldings' })

/** An amount that a list begins or ends with: not negative, at most four places. */
export const amountBound = z
  .string()
  .max(20)
  .regex(/^\d{1,15}(\.\d{1,4})?$/, { error: 'decimal.shape' })

export const productMovementFilters = {
  from: day.optional(),
  to: day.optional(),
  /** A code, or a part of a name. */
  product: text(40).optional(),
  kind: z.enum(productMovementKinds).optional(),
  amountFrom: amountBound.optional(),
  amountTo: amountBound.optional(),
}
export const productMovementsPage = z.strictObject({
  ...productMovementFilters,
  after: cursor.optional(),
  limit: pageSize,
})
