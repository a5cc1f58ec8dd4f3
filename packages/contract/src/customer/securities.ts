import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { cursor, decimal, id, pageOf, pageSize, queryFlag, text } from '#shapes.ts'

export const Security = z
  .strictObject({
    id,
    code: z.string(),
    isin: z.string().nullable(),
    name: z.string().nullable(),
    shortName: z.string().nullable(),
    category: z.string().nullable(),
    subCategory: z.string().nullable(),
    market: z.string().nullable(),
    sector: z.string().nullable(),
    industry: z.string().nullable(),
    currency: z.string(),
    lastPrice: decimal.nullable(),
    lastPriceOn: z.string().nullable(),
    /** True when a feed named a code that no list of securities explained. */
    unknown: z.boolean(),
  })
  .meta({ id: 'Security' })
export type Security = z.infer<typeof Security>

export const securities = {
  list: endpoint('GET /securities', {
    summary: 'Securities by code; those that feeds named and no list explained are marked unknown',
    permission: 'security.read',
    query: z.strictObject({
      q: text(80).optional(),
      unknown: queryFlag.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(Security),
  }),
}
