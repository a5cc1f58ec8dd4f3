import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  count,
  cursor,
  day,
  id,
  instant,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  personal,
  queryFlag,
  telephoneExtension,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'

/** By telephone, or in a room of the meeting gateway: to speak, to see each other, to look at a screen. */
export const callKinds = ['phone', 'voice', 'video', 'presentation'] as const
export const callDirections = ['in', 'out'] as const
export const callOutcomes = ['reached', 'not-reached', 'refused', 'wrong-number'] as const
export const callStates = ['ringing', 'speaking', 'ended'] as const
/** How a number stands in the address that begins a call. */
export const NUMBER_IN_ADDRESS = '{number}'

export const CustomerInCall = z.strictObject({ id, name: z.string(), customerNo: z.string() })
export const recordingUrl = z
  .url({ protocol: /^https$/ })
  .max(500)
  .refine((url) => !new URL(url).username && !new URL(url).password, { error: 'call.recording' })

export const Call = z
  .strictObject({
    id,
    version,
    kind: z.enum(callKinds),
    direction: z.enum(callDirections),
    /** Null in a room. */
    number: personal('mobile').nullable(),
    /** Null where the number is of nobody in sight of who took the call, or was not yet said to be. */
    customer: CustomerInCall.nullable(),
    unit: UnitInRow,
    agent: PersonInRow,
    rangAt: instant,
    answeredAt: instant.nullable(),
    endedAt: instant.nullable(),
    outcome: z.enum(callOutcomes).nullable(),
    /** As who took it wrote down, or as it was counted from answer to end. */
    minutes: count.nullable(),
    note: z.string().nullable(),
    /** Where the recording lies; the product links to it and never reads it. */
    recordingUrl: z.string().nullable(),
    recordedAt: instant.nullable(),
  })
  .meta({ id: 'Call' })
export type Call = z.infer<typeof Call>

/** The call at one's own telephone, with whom it may be. */
export const CurrentCall = z
  .strictObject({
    call: Call,
    state: z.enum(callStates),
    /** Customers in sight who have this number; none says nothing of those out of sight. */
    candidates: z.array(CustomerInCall),
  })
  .meta({ id: 'CurrentCall' })
export type CurrentCall = z.infer<typeof CurrentCall>

export const CallSettings = z
  .strictObject({
    /** The telephone of the caller; null where they said none. */
    extension: z.string().nullable(),
    /** The address that begins a call, with `{number}` in it. */
    address: z.string(),
    /** Whether there is a gateway in whose rooms customers can be met. */
    rooms: z.boolean(),
  })
  .meta({ id: 'CallSettings' })
export type CallSettings = z.infer<typeof CallSettings>

export const CallResult = z
  .strictObject({
    customerId: id.nullable(),
    outcome: z.enum(callOutcomes),
    minutes: z.int().min(1).max(600).nullable().default(null),
    note: optionalText(1000).default(null),
  })
  .meta({ id: 'CallResult' })

export const calls = {
  list: endpoint('GET /calls', {
    summary: 'Calls, the latest first, by keyset',
    permission: 'call.read',
    query: z.strictObject({
      customer: id.optional(),
      agent: id.optional(),
      kind: z.enum(callKinds).optional(),
      from: day.optional(),
      to: day.optional(),
      /** Whether nobody has written down what came of it. */
      open: queryFlag.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(Call),
  }),
  current: endpoint('GET /calls/current', {
    summary: 'The call at one’s own telephone, until what came of it is written down',
    permission: 'call.take',
    reply: z.strictObject({ current: CurrentCall.nullable() }),
  }),
  settings: endpoint('GET /calls/settings', {
    summary: 'One’s telephone, and how a call is begun from a page',
    permission: 'call.take',
    reply: CallSettings,
  }),
  setExtension: endpoint('PUT /calls/extension', {
    summary: 'Say at which telephone one sits; null for none. 409 where somebody else sits there',
    permission: 'call.take',
    body: z.strictObject({ extension: telephoneExtension.nullable() }),
    reply: CallSettings,
  }),
  open: endpoint('GET /calls/:id', {
    summary: 'Open a call',
    permission: 'call.read',
    params: byId,
    reply: Call,
  }),
  record: endpoint('PUT /calls/:id/result', {
    summary: 'Write down, once, whose call it was and what came of it; with a customer it is a contact',
    permission: 'call.take',
    params: byId,
    body: CallResult,
    reply: Call,
  }),
}

const told = {
  /** Of this event: one that comes again has no effect. */
  id: text(200),
  callId: text(200),
  number: text(40),
  extension: telephoneExtension,
  direction: z.enum(callDirections).default('in'),
}
/** What a telephone system tells: signed over the bytes of the body. */
export const CtiEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ringing'), ...told }),
  z.strictObject({ kind: z.literal('answered'), ...told }),
  z.strictObject({ kind: z.literal('ended'), ...told, recordingUrl: recordingUrl.nullable().default(null) }),
])
export type CtiEvent = z.infer<typeof CtiEvent>
export const cti = {
  take: endpoint('POST /integrations/cti/events', {
    summary:
      'The telephone system tells of a call: it rings, is answered, has ended; signed by HMAC over time and body',
    permission: 'anybody',
    takes: 'bytes',
  }),
}
