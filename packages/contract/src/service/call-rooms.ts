import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, id, instant, text } from '#shapes.ts'
import { CustomerInCall, callKinds, recordingUrl } from './calls.ts'
import { messageChannels } from './message-templates.ts'

/** What one meets a customer in a room for. */
export const roomKinds = callKinds.filter((kind) => kind !== 'phone')
/** Nobody has come yet, the customer is there, has left, or it is over. */
export const roomStates = ['waiting', 'together', 'left', 'ended'] as const
/** Minutes in which the customer has to come, and after which a room is over in any case. */
export const ROOM_WAITS = 30
export const ROOM_LASTS = 180

const roomKind = z.enum(callKinds).exclude(['phone'])
/** Whatever stands in the address: one that was never given out and one that is none are told the same. */
const byToken = z.strictObject({ token: z.string().min(1).max(200) })

/** A room as whoever opened it sees it. It is a call: what came of it is written down there. */
export const CallRoom = z
  .strictObject({
    id,
    kind: roomKind,
    state: z.enum(roomStates),
    customer: CustomerInCall,
    startedAt: instant,
    /** When the customer was first there; null where they never were. */
    joinedAt: instant.nullable(),
    endedAt: instant.nullable(),
    /** From the customer's coming to their going, begun minutes; null where they never came. */
    minutes: count.nullable(),
    /** Until when a customer may come. */
    joinBy: instant,
    /** The page of the gateway for whoever opened the room; it is theirs alone. Null when it is over. */
    hostUrl: z.string().nullable(),
    /** By which channels the link can be sent now. */
    channels: z.array(z.enum(messageChannels)),
  })
  .meta({ id: 'CallRoom' })
export type CallRoom = z.infer<typeof CallRoom>

export const RoomLink = z
  .strictObject({
    /** Below the root of the pages; told once and kept as a hash. */
    path: z.string(),
    expiresAt: instant,
  })
  .meta({ id: 'RoomLink' })

export const callRooms = {
  start: endpoint('PUT /customers/:id/call-room', {
    summary:
      'Meet a customer in a room of the gateway, or go on in the one that is open; 409 while one is with another, 503 where the gateway is away',
    permission: 'call.take',
    params: byId,
    body: z.strictObject({ kind: roomKind }),
    reply: CallRoom,
  }),
  current: endpoint('GET /call-rooms/current', {
    summary: 'One’s own room, until what came of it is written down',
    permission: 'call.take',
    reply: z.strictObject({ current: CallRoom.nullable() }),
  }),
  addLink: endpoint('POST /call-rooms/:id/links', {
    summary: 'A link that lets the customer in once, to be handed over by hand; links before it are no more good',
    permission: 'call.take',
    params: byId,
    reply: RoomLink,
  }),
  sendLink: endpoint('POST /call-rooms/:id/messages', {
    summary: 'Send the customer such a link; 422 with the reason where the rules on contact are against it now',
    permission: 'call.take',
    params: byId,
    body: z.strictObject({ channel: z.enum(messageChannels) }),
  }),
  end: endpoint('PUT /call-rooms/:id/end', {
    summary: 'Close the room for everybody; one that is over stays so',
    permission: 'call.take',
    params: byId,
    reply: CallRoom,
  }),
}

/** What a link tells whoever holds it: nothing of the customer. */
const LinkedRoom = z
  .strictObject({ state: z.enum(['open', 'over']), kind: roomKind.nullable() })
  .meta({ id: 'LinkedRoom' })

export const roomLinks = {
  open: endpoint('GET /room-links/:token', {
    summary: 'Whether a link still lets somebody in; every link that does not, or never was, is over',
    permission: 'anybody',
    params: byToken,
    reply: LinkedRoom,
  }),
  join: endpoint('PUT /room-links/:token/guest', {
    summary: 'Go in by a link: once. 409 for every link that is used, replaced, over or was never given out',
    permission: 'anybody',
    params: byToken,
    reply: z.strictObject({ url: z.string() }).meta({ id: 'GuestPlace' }),
  }),
}

const told = { id: text(200), roomId: text(200), at: z.iso.datetime({ offset: true }).max(40) }
/** What a meeting gateway tells: signed over the bytes of the body. */
export const MeetingEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('joined'), ...told, who: z.enum(['host', 'guest']) }),
  z.strictObject({ kind: z.literal('left'), ...told, who: z.enum(['host', 'guest']) }),
  z.strictObject({ kind: z.literal('ended'), ...told }),
  z.strictObject({ kind: z.literal('recording'), ...told, recordingUrl }),
])
export type MeetingEvent = z.infer<typeof MeetingEvent>
export const meetingGateway = {
  take: endpoint('POST /integrations/meetings/events', {
    summary:
      'The meeting gateway tells of a room: somebody came or left, it is over, its recording lies there; signed by HMAC over time and body',
    permission: 'anybody',
    takes: 'bytes',
  }),
}
