import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, decimal, month } from '#shapes.ts'
import { ratio } from './customer-performance.ts'

/** A kind of product in a month: bought and sold in it, held at its end. */
const MixPart = z.strictObject({
  product: z.string(),
  traded: decimal,
  /** Null while the month goes on. */
  held: decimal.nullable(),
})

export const MixMonth = z
  .strictObject({
    month: z.string(),
    parts: z.array(MixPart),
    /**
     * How far what is held is from what was held at the end of the month before: ½ Σ |share − share before|, 0 the same, 1 all
     * of it something else. Null where either holds nothing or goes on.
     */
    drift: ratio,
  })
  .meta({ id: 'MixMonth' })
export type MixMonth = z.infer<typeof MixMonth>

export const BusinessMix = z
  .strictObject({
    currency: z.string(),
    currencies: z.array(z.string()),
    /** The kinds of product that occur, the most held first. */
    products: z.array(z.string()),
    months: z.array(MixMonth),
  })
  .meta({ id: 'BusinessMix' })
export type BusinessMix = z.infer<typeof BusinessMix>

export const businessMix = {
  ofCustomer: endpoint('GET /customers/:id/business-mix', {
    summary: 'In which kinds of product a customer trades and holds by month, and how the mix drifts',
    permission: 'account.read',
    params: byId,
    query: z.strictObject({
      from: month.optional(),
      to: month.optional(),
      currency: z
        .string()
        .max(3)
        .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
        .optional(),
    }),
    reply: BusinessMix,
  }),
}
