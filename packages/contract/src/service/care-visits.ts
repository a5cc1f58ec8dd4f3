import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  cursor,
  day,
  id,
  instant,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryList,
  text,
  timeOfDay,
  UnitInRow,
  version,
} from '#shapes.ts'

export const visitKinds = [
  'care',
  'onboarding',
  'review',
  'product',
  'consultation',
  'complaint-follow-up',
  'birthday',
  'other',
] as const
export const visitChannels = ['phone', 'in-person', 'video', 'wechat', 'email'] as const
export const visitOutcomes = ['reached', 'not-reached', 'interested', 'follow-up', 'declined'] as const
export const visitStates = ['planned', 'recorded', 'cancelled'] as const

export const CareVisit = z
  .strictObject({
    id,
    version,
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }),
    unit: UnitInRow,
    staff: PersonInRow,
    kind: z.enum(visitKinds),
    channel: z.enum(visitChannels),
    plannedOn: z.string(),
    /** Time of day, HH:MM in Asia/Shanghai; null for any time of the day. */
    plannedTime: z.string().nullable(),
    purpose: z.string().nullable(),
    state: z.enum(visitStates),
    outcome: z.enum(visitOutcomes).nullable(),
    /** What was said; of a cancelled visit, why. */
    content: z.string().nullable(),
    minutes: z.int().nullable(),
    /** What a consultation was about. */
    security: z.strictObject({ id, code: z.string(), name: z.string().nullable() }).nullable(),
    recordedAt: instant.nullable(),
    recordedBy: z.string().nullable(),
  })
  .meta({ id: 'CareVisit' })
export type CareVisit = z.infer<typeof CareVisit>

export const CareVisitPlan = z
  .strictObject({
    customerId: id,
    kind: z.enum(visitKinds),
    channel: z.enum(visitChannels),
    plannedOn: day,
    plannedTime: timeOfDay.nullable().default(null),
    purpose: optionalText(500).optional(),
  })
  .meta({ id: 'CareVisitPlan' })

export const CareVisitChange = z
  .strictObject({
    kind: z.enum(visitKinds),
    channel: z.enum(visitChannels),
    plannedOn: day,
    plannedTime: timeOfDay.nullable(),
    purpose: optionalText(500),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' })
  .meta({ id: 'CareVisitChange' })

export const CareVisitOutcome = z
  .strictObject({
    outcome: z.enum(visitOutcomes),
    content: text(2000),
    minutes: z.int().min(1).max(600).nullable().default(null),
  })
  .meta({ id: 'CareVisitOutcome' })

/** A visit that took place, as a device wrote it down, maybe without a network. */
export const CareVisitEntry = z
  .strictObject({
    /** Made by the device, once: also the Idempotency-Key. The same one is written once, however often and late it is sent. */
    entryId: id,
    /** Who typed it: sent in the name of somebody else it is refused. */
    madeBy: id,
    enteredAt: z.iso.datetime({ offset: true, error: 'instant.shape' }).max(40),
    /** The planned visit of which it tells. */
    visitId: id.nullable().default(null),
    /** A visit that nobody had planned; the customer by number, as a device without a network knows no ids. */
    visit: z
      .strictObject({
        customerNo: code(40),
        kind: z.enum(visitKinds),
        channel: z.enum(visitChannels),
        on: day,
        /** What a consultation was about. */
        securityId: id.nullable().default(null),
      })
      .refine(({ kind, securityId }) => securityId === null || kind === 'consultation', {
        error: 'visit.security-of-consultation',
        path: ['securityId'],
      })
      .nullable()
      .default(null),
    ...CareVisitOutcome.shape,
  })
  .refine(({ visitId, visit }) => (visitId === null) !== (visit === null), { error: 'visit.one', path: ['visitId'] })
  .meta({ id: 'CareVisitEntry' })
export type CareVisitEntry = z.infer<typeof CareVisitEntry>

const filters = {
  from: day.optional(),
  to: day.optional(),
  customer: id.optional(),
  staff: id.optional(),
  unit: id.optional(),
  state: queryList(visitStates).optional(),
  outcome: queryList([...visitOutcomes, 'none']).optional(),
}

export const careVisits = {
  list: endpoint('GET /care-visits', {
    summary: 'Care visits by date, by keyset',
    permission: 'care-visit.read',
    query: z.strictObject({
      ...filters,
      direction: z.enum(['asc', 'desc']).default('asc'),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(CareVisit),
  }),
  exportRows: endpoint('GET /care-visits/export', {
    summary: 'Care visits under the same filter as a CSV file',
    permission: 'customer.export',
    query: z.strictObject(filters),
    reply: CareVisit,
    gives: 'csv',
  }),
  plan: endpoint('POST /care-visits', {
    summary: 'Plan a care visit',
    permission: 'care-visit.plan',
    body: CareVisitPlan,
    reply: CareVisit,
  }),
  open: endpoint('GET /care-visits/:id', {
    summary: 'Open a care visit',
    permission: 'care-visit.read',
    params: byId,
    reply: CareVisit,
  }),
  change: endpoint('PATCH /care-visits/:id', {
    summary: 'Change a planned care visit',
    permission: 'care-visit.plan',
    params: byId,
    body: CareVisitChange,
    reply: CareVisit,
    versioned: true,
  }),
  cancel: endpoint('PUT /care-visits/:id/cancellation', {
    summary: 'Cancel a planned care visit',
    permission: 'care-visit.plan',
    params: byId,
    body: z.strictObject({ reason: text(300) }),
    reply: CareVisit,
  }),
  recordOutcome: endpoint('PUT /care-visits/:id/outcome', {
    summary: 'Record what came of a care visit: once, and not before its day',
    permission: 'care-visit.record',
    params: byId,
    body: CareVisitOutcome,
    reply: CareVisit,
  }),
  enter: endpoint('POST /care-visits/entries', {
    summary: 'Write down a visit that took place, planned or not, from a device: once, however often it is sent',
    permission: 'care-visit.record',
    body: CareVisitEntry,
    reply: CareVisit,
  }),
}
