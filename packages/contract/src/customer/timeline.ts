import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, cursor, id, instant, pageOf, pageSize } from '#shapes.ts'

export const timelineKinds = [
  'prospect',
  'visit',
  'check',
  'account',
  'trades',
  'purchase',
  'profile',
  'hand-over',
  'request',
  'plan',
  'case',
  'call-back',
  'message',
  'recommendation',
  'survey',
  'moment',
  'customer',
] as const

/** The service chain of a customer: before the sale, the sale, after it. */
export const serviceStages = ['pre-sale', 'sale', 'after-sale'] as const

/**
 * One thing that happened with a customer. `facts` are shown by kind; the web finds the words. Contacts, cases and moments
 * are pre-sale until the first account is opened, after-sale from that day; what only changes the record is of no stage.
 * `department` is the unit of whoever did it, or of whoever was in charge of the customer then.
 */
export const TimelineEntry = z
  .strictObject({
    id,
    kind: z.enum(timelineKinds),
    at: instant,
    on: z.string(),
    stage: z.enum(serviceStages).nullable(),
    department: z.string().nullable(),
    facts: z.record(z.string(), z.string().nullable()),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const timeline = {
  list: endpoint('GET /customers/:id/timeline', {
    summary:
      'One time line of a customer, before, at and after the sale, with the department that did each thing; latest first',
    permission: 'customer.read',
    params: byId,
    query: z.strictObject({
      kind: z.enum(timelineKinds).optional(),
      stage: z.enum(serviceStages).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(TimelineEntry),
  }),
}
