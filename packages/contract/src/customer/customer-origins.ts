import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, id, instant, listOf, PersonInRow } from '#shapes.ts'

/** How a value came in: by a form of the product, another program, a file of a person, a feed, or with the firm itself. */
export const originSources = ['form', 'api', 'import', 'feed', 'system'] as const

/** Where one field of a record was last written from; the value itself is with the record. */
export const ValueOrigin = z
  .strictObject({
    recordId: id,
    field: z.string(),
    source: z.enum(originSources),
    at: instant,
    by: PersonInRow.nullable(),
    /** The file of a person; told to whoever started it. */
    importId: id.nullable(),
    feed: z.strictObject({ source: z.string(), item: z.string(), businessDate: z.string() }).nullable(),
  })
  .meta({ id: 'ValueOrigin' })
export type ValueOrigin = z.infer<typeof ValueOrigin>

export const customerOrigins = {
  list: endpoint('GET /customers/:id/origins', {
    summary:
      'Where each value of a customer, its contacts, documents, cards and profiles comes from, when, and by whom',
    permission: 'customer.read',
    params: byId,
    reply: listOf(ValueOrigin),
  }),
}
