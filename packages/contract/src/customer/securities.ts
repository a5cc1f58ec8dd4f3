import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, cursor, day, decimal, id, pageOf, pageSize, queryFlag, text } from '#shapes.ts'

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

/** Closing prices of a security, and as if what went ex had never been in them (前复权). */
export const SecurityPrices = z
  .strictObject({
    items: z.array(z.strictObject({ day: z.string(), close: decimal, adjusted: decimal })),
    /** Days on which the exchange reckoned with another close of the day before than there was. */
    exDays: z.array(
      z.strictObject({
        day: z.string(),
        closeBefore: decimal,
        previousClose: decimal,
        /** Whether a feed has told what was paid or given. */
        explained: z.boolean(),
      }),
    ),
    currency: z.string(),
    asOf: z.string().nullable(),
  })
  .meta({ id: 'SecurityPrices' })

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
  open: endpoint('GET /securities/:id', {
    summary: 'Open a security: what it is and its last price',
    permission: 'security.read',
    params: byId,
    reply: Security,
  }),
  prices: endpoint('GET /securities/:id/prices', {
    summary: 'Closing prices with the adjusted series and the days on which the security went ex; at most ten years',
    permission: 'security.read',
    params: byId,
    query: z
      .strictObject({ from: day, to: day })
      .refine(({ from, to }) => from <= to, { error: 'range.backwards', path: ['to'] }),
    reply: SecurityPrices,
  }),
}
