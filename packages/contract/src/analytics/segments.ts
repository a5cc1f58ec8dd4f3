import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  count,
  cursor,
  id,
  instant,
  listOf,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryInteger,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'
import { Condition } from './conditions.ts'

/** With whom a segment is shared: nobody, the unit of its maker and those below, or everybody. */
export const sharings = ['nobody', 'unit', 'firm'] as const
/** Among whom it is judged: its maker's own customers, those of the maker's unit, or all. */
export const reaches = ['own', 'units', 'all'] as const

export const SegmentInRow = z
  .strictObject({
    id,
    version,
    /** Of the groups that every firm starts with. */
    code: z.string().nullable(),
    name: z.string(),
    nameZh: z.string().nullable(),
    description: z.string().nullable(),
    reach: z.enum(reaches),
    shared: z.enum(sharings),
    owner: PersonInRow.nullable(),
    unit: UnitInRow.nullable(),
    /** Present members in sight. */
    members: count,
    /** Of those, who came in the last thirty days; and how many left in them. */
    entered: count,
    left: count,
    /** When its present condition was judged among everybody; null while that is still to come. */
    judgedAt: instant.nullable(),
    mayEdit: z.boolean(),
  })
  .meta({ id: 'SegmentInRow' })
export type SegmentInRow = z.infer<typeof SegmentInRow>
export const Segment = SegmentInRow.extend({
  condition: Condition,
  /** What units, people and securities of the condition are called, by their ids. */
  names: z.record(z.string(), z.string()),
  createdAt: instant,
  updatedAt: instant,
}).meta({
  id: 'Segment',
})
export type Segment = z.infer<typeof Segment>

const draft = {
  name: text(80),
  description: optionalText(500),
  condition: Condition,
  shared: z.enum(sharings),
}
export const NewSegment = z
  .strictObject({ ...draft, description: draft.description.default(null), shared: draft.shared.default('nobody') })
  .meta({ id: 'NewSegment' })
export const SegmentEdit = z
  .strictObject(draft)
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
  .meta({ id: 'SegmentEdit' })

/** Somebody who came into a segment or left it. */
export const Movement = z
  .strictObject({
    customerId: id,
    customerNo: z.string(),
    name: z.string(),
    owner: PersonInRow.nullable(),
    unit: UnitInRow,
    enteredOn: z.string(),
    leftOn: z.string().nullable(),
  })
  .meta({ id: 'Movement' })
export type Movement = z.infer<typeof Movement>

export const segments = {
  list: endpoint('GET /segments', {
    summary: 'Segments of one’s own and those that are shared, with how many of their members are in sight',
    permission: 'segment.build',
    reply: listOf(SegmentInRow),
  }),
  open: endpoint('GET /segments/:id', {
    summary: 'Open a segment with its condition',
    permission: 'segment.build',
    params: byId,
    reply: Segment,
  }),
  create: endpoint('POST /segments', {
    summary: 'Make a segment over the customers in sight; its members are judged at once and kept up to date',
    permission: 'segment.build',
    body: NewSegment,
    reply: Segment,
  }),
  edit: endpoint('PATCH /segments/:id', {
    summary: 'Change a segment; a new condition is judged among everybody again',
    permission: 'segment.build',
    params: byId,
    body: SegmentEdit,
    reply: Segment,
    versioned: true,
  }),
  remove: endpoint('DELETE /segments/:id', {
    summary: 'Remove a segment; who was in it and when is kept',
    permission: 'segment.build',
    params: byId,
    versioned: true,
  }),
  count: endpoint('POST /segments/counts', {
    summary: 'How many of the customers in sight answer a condition now, of how many, and a few of them',
    permission: 'segment.build',
    body: z.strictObject({ condition: Condition }),
    reply: z.strictObject({
      customers: count,
      of: count,
      /** The first by name. */
      some: z.array(z.strictObject({ id, name: z.string(), customerNo: z.string() })),
      today: z.string(),
    }),
    status: 200,
  }),
  movements: endpoint('GET /segments/:id/movements', {
    summary: 'Who came into a segment and who left it, latest first',
    permission: 'segment.build',
    params: byId,
    query: z.strictObject({ kind: z.enum(['entered', 'left']), after: cursor.optional(), limit: pageSize }),
    reply: pageOf(Movement),
  }),
  history: endpoint('GET /segments/:id/history', {
    summary: 'Members in sight at the end of each day, and how many came and left on it',
    permission: 'segment.build',
    params: byId,
    query: z.strictObject({ days: queryInteger(1, 400, 90) }),
    reply: listOf(z.strictObject({ day: z.string(), members: count, entered: count, left: count })),
  }),
  ofCustomer: endpoint('GET /customers/:id/segments', {
    summary: 'The segments in which a customer is, since when',
    permission: 'segment.build',
    params: byId,
    reply: listOf(
      z.strictObject({
        id,
        code: z.string().nullable(),
        name: z.string(),
        nameZh: z.string().nullable(),
        enteredOn: z.string(),
      }),
    ),
  }),
}
