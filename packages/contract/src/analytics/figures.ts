import { z } from 'zod'
import type { CollectionTarget } from '#administration/collection-mapping.ts'
import { endpoint } from '#endpoint.ts'
import { count, id, instant, listOf } from '#shapes.ts'

/** Which facts each figure of the product is made from: what is wrong with one of them is wrong with the figure. */
export const madeFrom = {
  trades: ['trades'],
  'traded-value': ['trades'],
  'active-customers': ['trades'],
  turnover: ['trades', 'prices'],
  positions: ['trades', 'corporate-actions'],
  'position-value': ['trades', 'corporate-actions', 'prices'],
  realised: ['trades', 'corporate-actions'],
  unrealised: ['trades', 'corporate-actions', 'prices'],
  'last-price': ['prices'],
  cash: ['trades', 'cash-movements', 'cash-balances'],
  assets: [
    'trades',
    'corporate-actions',
    'prices',
    'cash-movements',
    'cash-balances',
    'product-holdings',
    'margin-debts',
  ],
  'net-inflow': ['trades', 'prices', 'cash-movements', 'cash-balances', 'product-holdings'],
  profit: ['trades', 'corporate-actions', 'prices', 'cash-movements', 'cash-balances', 'product-holdings'],
  commission: ['trades'],
  contacts: ['contacts'],
  'other-income': ['income'],
  income: ['trades', 'income'],
  contribution: ['trades', 'income', 'contacts'],
  'customers-by-level': ['customers'],
  'new-customers': ['customers'],
} as const satisfies Record<string, readonly CollectionTarget[]>

export type FigureName = keyof typeof madeFrom
export const figureNames = Object.keys(madeFrom) as [FigureName, ...FigureName[]]
export const trustStates = ['final', 'provisional', 'broken', 'unfed'] as const

/** One feed of a figure: the last batch of it that is in, and since when it is broken. */
export const Feed = z
  .strictObject({
    target: z.string(),
    source: z.string(),
    item: z.string(),
    batchId: id.nullable(),
    /** The last business date that is in, YYYY-MM-DD. */
    through: z.string().nullable(),
    receivedAt: instant.nullable(),
    publishedAt: instant.nullable(),
    rowsIn: count,
    refused: count,
    /** The first business date that failed or is held and is not in; null while all is well. */
    brokenSince: z.string().nullable(),
    trouble: z.string().nullable(),
  })
  .meta({ id: 'Feed' })
export type Feed = z.infer<typeof Feed>

export const Trust = z
  .strictObject({
    figure: z.enum(figureNames),
    /**
     * `final`: all that it is made from is in up to `asOf` and no further. `provisional`: some of it is in for a later day,
     * the rest is not yet. `broken`: a feed failed or is held since `brokenSince`. `unfed`: no data centre feeds it.
     */
    state: z.enum(trustStates),
    asOf: z.string().nullable(),
    brokenSince: z.string().nullable(),
    /** Whether what was held against each other on `asOf` agreed; null where nothing was. */
    reconciled: z.enum(['green', 'red', 'accepted']).nullable(),
  })
  .meta({ id: 'Trust' })
export type Trust = z.infer<typeof Trust>
export const Origin = z.strictObject({ ...Trust.shape, feeds: z.array(Feed) }).meta({ id: 'Origin' })
export type Origin = z.infer<typeof Origin>

export const figures = {
  trust: endpoint('GET /figures', {
    summary: 'How far each figure can be trusted: as of when, provisional or final, broken since',
    permission: 'signed-in',
    reply: listOf(Trust),
  }),
  origin: endpoint('GET /figures/:figure/origin', {
    summary: 'Where a figure comes from: the feeds it is made from with their last batches',
    permission: 'signed-in',
    params: z.strictObject({ figure: z.enum(figureNames) }),
    reply: Origin,
  }),
}
