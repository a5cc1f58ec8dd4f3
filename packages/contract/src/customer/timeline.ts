import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, cursor, id, instant, pageOf, pageSize } from '#shapes.ts'

export const timelineKinds = [
  'visit',
  'trades',
  'profile',
  'account',
  'hand-over',
  'request',
  'case',
  'message',
  'survey',
  'moment',
  'customer',
] as const

/** One thing that happened with a customer. `facts` are shown by kind; the web finds the words. */
export const TimelineEntry = z
  .strictObject({
    id,
    kind: z.enum(timelineKinds),
    at: instant,
    on: z.string(),
    facts: z.record(z.string(), z.string().nullable()),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const timeline = {
  list: endpoint('GET /customers/:id/timeline', {
    summary: 'One time line of a customer: visits, trading days, profile changes, accounts, hand-overs; latest first',
    permission: 'customer.read',
    params: byId,
    query: z.strictObject({
      kind: z.enum(timelineKinds).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(TimelineEntry),
  }),
}
