import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { cursor, day, id, instant, pageOf, pageSize, text } from '#shapes.ts'

export const auditActions = [
  'insert',
  'update',
  'delete',
  'read',
  'reveal',
  'export',
  'refuse',
  'sign-in',
  'sign-out',
  'sign-in-failed',
] as const

/** One entry of the trail. Personal data in `before` and `after` are masked by the reader's clearance. */
export const AuditEvent = z
  .strictObject({
    id,
    at: instant,
    actor: z.string().nullable(),
    action: z.enum(auditActions),
    objectType: z.string(),
    objectId: z.string().nullable(),
    customerId: z.string().nullable(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    reason: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEvent' })
export type AuditEvent = z.infer<typeof AuditEvent>

export const auditEvents = {
  list: endpoint('GET /audit-events', {
    summary: 'Search who saw, changed or exported what, and when; latest first',
    permission: 'audit.read',
    noted: true,
    query: z.strictObject({
      /** A user name or a name. */
      actor: text(80).optional(),
      action: z.enum(auditActions).optional(),
      objectType: text(60).optional(),
      objectId: id.optional(),
      customer: id.optional(),
      from: day.optional(),
      to: day.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    /** `total` counts up to 10,000: more is not worth counting in a trail that only grows. */
    reply: pageOf(AuditEvent),
  }),
}
