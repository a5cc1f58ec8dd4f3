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
} from '#shapes.ts'
import { Condition } from './conditions.ts'
import { listSegments, SegmentInRow, sharings } from './segment-rows.ts'

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
  list: listSegments,
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
    asks: true,
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
