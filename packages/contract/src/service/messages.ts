import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  count,
  cursor,
  id,
  instant,
  listOf,
  PersonInRow,
  pageOf,
  pageSize,
  queryList,
  text,
} from '#shapes.ts'
import { suppressions } from './contact-permissions.ts'
import { messageChannels, messageClasses } from './message-templates.ts'
import { scriptVariables } from './moment-rule.ts'

export const messageStates = [
  'held',
  'waiting',
  'sending',
  'sent',
  'delivered',
  'opened',
  'bounced',
  'failed',
  'suppressed',
  'cancelled',
] as const
export type MessageState = (typeof messageStates)[number]
/** Why there is no more trying: what the server or gateway said, by kind. */
export const messageCauses = ['address-refused', 'refused', 'tried-too-often', 'ends-the-worker', 'unwritable'] as const
export const languages = ['en', 'zh-CN'] as const

/** Words for the variables of a template. One line each, no braces: they are never read as a template. */
const Variables = z
  .partialRecord(
    z.enum(scriptVariables),
    text(200).refine((words) => !/[\r\n]/.test(words), { error: 'text.one-line' }),
  )
  .default({})
const row = {
  id,
  customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }),
  template: z.strictObject({ id, code: z.string(), name: z.string(), nameZh: z.string() }),
  channel: z.enum(messageChannels),
  class: z.enum(messageClasses),
  state: z.enum(messageStates),
  /** Why it was not sent. */
  reason: z.enum([...suppressions, 'STOPPED']).nullable(),
  cause: z.enum(messageCauses).nullable(),
  /** The worker died in the middle of it: it was sent once more under the same Message-ID. */
  uncertain: z.boolean(),
  attempts: count,
  dueAt: instant,
  createdAt: instant,
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  openedAt: instant.nullable(),
  createdBy: PersonInRow.nullable(),
}
export const MessageRow = z.strictObject(row).meta({ id: 'MessageRow' })
export type MessageRow = z.infer<typeof MessageRow>
export const Message = z
  .strictObject({
    ...row,
    messageId: z.string(),
    batchId: id.nullable(),
    subject: z.string().nullable(),
    body: z.string(),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof Message>

/** What may be done now: sent, later, or not at all. */
export const Verdict = z
  .discriminatedUnion('is', [
    z.strictObject({ is: z.literal('send') }),
    z.strictObject({ is: z.literal('wait'), until: instant }),
    z.strictObject({ is: z.literal('suppress'), reason: z.enum(suppressions) }),
  ])
  .meta({ id: 'Verdict' })
export type Verdict = z.infer<typeof Verdict>

/** Null: in the language of each customer's record. */
export const WrittenLanguage = z.enum(languages).nullable().default(null)
const words = { templateId: id, language: WrittenLanguage, variables: Variables }
export const MessagePreview = z
  .strictObject({
    subject: z.string().nullable(),
    body: z.string(),
    verdict: Verdict,
    /** Where it would go, masked. */
    to: z.string().nullable(),
    /** Variables that the template has and nobody filled in. */
    missing: z.array(z.string()),
  })
  .meta({ id: 'MessagePreview' })

export const MessageBatch = z
  .strictObject({
    id,
    segmentId: id,
    template: z.strictObject({ id, code: z.string(), name: z.string(), nameZh: z.string() }),
    /** Null where each is written to in their own. */
    language: z.enum(languages).nullable(),
    state: z.enum(['asked', 'running', 'done', 'stopped']),
    customers: count,
    counts: z.partialRecord(z.enum(messageStates), count),
    askedBy: z.string(),
    askedAt: instant,
    approvedBy: z.string().nullable(),
    /** Whether the caller may let it go: nobody lets their own go. */
    approves: z.boolean(),
  })
  .meta({ id: 'MessageBatch' })
export type MessageBatch = z.infer<typeof MessageBatch>

export const ReceivedMessage = z.strictObject({
  id,
  channel: z.enum(['sms', 'wecom']),
  body: z.string(),
  receivedAt: instant,
})

export const messages = {
  list: endpoint('GET /messages', {
    summary: 'Messages to customers in sight, latest first',
    permission: 'message.read',
    query: z.strictObject({
      state: queryList(messageStates).optional(),
      channel: queryList(messageChannels).optional(),
      customer: id.optional(),
      batch: id.optional(),
      template: code(40).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(MessageRow),
  }),
  open: endpoint('GET /messages/:id', {
    summary: 'One message with its words',
    permission: 'message.read',
    params: byId,
    reply: Message,
  }),
  preview: endpoint('POST /customers/:id/message-previews', {
    summary: 'What a customer would read, and whether it would be sent now',
    permission: 'message.send',
    params: byId,
    body: z.strictObject(words),
    reply: MessagePreview,
    status: 200,
    asks: true,
  }),
  send: endpoint('POST /customers/:id/messages', {
    summary: 'Write to a customer by an approved template; rules are looked at when it is sent',
    permission: 'message.send',
    params: byId,
    body: z.strictObject(words),
    reply: Message,
  }),
  cancel: endpoint('PUT /messages/:id/cancellation', {
    summary: 'Let a message that waits not be sent',
    permission: 'message.send',
    params: byId,
    reply: Message,
  }),
  received: endpoint('GET /customers/:id/received-messages', {
    summary: 'What a customer wrote, latest first, the last 200',
    permission: 'message.read',
    params: byId,
    reply: listOf(ReceivedMessage),
  }),
}

export const messageBatches = {
  list: endpoint('GET /message-batches', {
    summary: 'Messages to segments, latest first, the last 100',
    permission: 'message.read',
    reply: listOf(MessageBatch),
  }),
  ask: endpoint('POST /message-batches', {
    summary: 'Ask for a message to everybody in a segment who is in sight; a second person lets it go',
    permission: 'message.send',
    body: z.strictObject({ segmentId: id, ...words }),
    reply: MessageBatch,
  }),
  open: endpoint('GET /message-batches/:id', {
    summary: 'How far a message to a segment is',
    permission: 'message.read',
    params: byId,
    reply: MessageBatch,
  }),
  approve: endpoint('PUT /message-batches/:id/approval', {
    summary: 'Let a message to a segment go that somebody else asked for',
    permission: 'message.approve',
    params: byId,
    reply: MessageBatch,
  }),
  stop: endpoint('PUT /message-batches/:id/stop', {
    summary: 'Stop a message to a segment: what has not gone stays here',
    permission: 'message.send',
    params: byId,
    reply: MessageBatch,
  }),
}

/** What gateways tell: signed over the bytes of the body, so these are read as they came. */
export const InboundMessage = z.discriminatedUnion('kind', [
  /** A delivery report: `about` is the Message-ID of ours that it speaks of. */
  z.strictObject({
    kind: z.literal('report'),
    id: text(200),
    about: text(200),
    state: z.enum(['delivered', 'opened', 'bounced', 'failed']),
  }),
  /** A customer wrote: `from` is their number or WeCom name. */
  z.strictObject({ kind: z.literal('message'), id: text(200), from: text(300), body: text(4000) }),
])
export type InboundMessage = z.infer<typeof InboundMessage>
export const inbound = {
  take: endpoint('POST /inbound/:gateway', {
    summary: 'A gateway tells of a delivery or passes on what a customer wrote; signed by HMAC over time and body',
    permission: 'anybody',
    params: z.strictObject({ gateway: z.enum(['sms', 'wecom', 'email']) }),
    takes: 'bytes',
  }),
}
