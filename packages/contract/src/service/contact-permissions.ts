import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, id, instant, listOf, text, timeOfDay } from '#shapes.ts'
import { messageChannels } from './message-templates.ts'

export const contactChannels = [...messageChannels, 'call'] as const
export type ContactChannel = (typeof contactChannels)[number]
export const stopKinds = ['legal-block', 'do-not-disturb', 'deceased'] as const
export type StopKind = (typeof stopKinds)[number]
export const consentSources = ['contract', 'page', 'phone', 'branch', 'app'] as const
export const optOutSources = ['link', 'one-click', 'reply', 'person'] as const
/** Why a customer is not contacted, the strongest first (domain 8.3). */
export const suppressions = [
  'LEGAL_BLOCK',
  'DND',
  'OPTED_OUT',
  'NO_CONSENT',
  'COMPLAINT_OPEN',
  'DECEASED',
  'CLOSED',
  'CAP_DAY',
  'CAP_WEEK',
  'CAP_MONTH',
  'UNANSWERED',
  'NO_ADDRESS',
  'NO_CHANNEL',
] as const
export type Suppression = (typeof suppressions)[number]

export const ContactStop = z.strictObject({
  id,
  kind: z.enum(stopKinds),
  reason: z.string(),
  beganAt: instant,
  beganBy: z.string().nullable(),
  endedAt: instant.nullable(),
})
export const Consent = z.strictObject({
  id,
  purpose: z.literal('marketing'),
  channel: z.enum(messageChannels),
  textVersion: z.string(),
  evidence: z.string(),
  source: z.enum(consentSources),
  givenAt: instant,
  withdrawnAt: instant.nullable(),
})
export const OptOut = z.strictObject({
  id,
  channel: z.enum(messageChannels),
  source: z.enum(optOutSources),
  at: instant,
  endedAt: instant.nullable(),
})
/** Everything that says whether a customer may be contacted, latest first. */
export const ContactPermissions = z
  .strictObject({ stops: z.array(ContactStop), consents: z.array(Consent), optOuts: z.array(OptOut) })
  .meta({ id: 'ContactPermissions' })
export type ContactPermissions = z.infer<typeof ContactPermissions>

/** At most `most` within `days` days, counted back from the moment; of messages those for marketing alone count. */
export const ContactCap = z.strictObject({
  channel: z.enum(contactChannels),
  days: z.union([z.literal(1), z.literal(7), z.literal(30)]),
  most: z.int().min(0).max(100),
})
const rules = {
  validFrom: day,
  quietFrom: timeOfDay,
  quietUntil: timeOfDay,
  callQuietFrom: timeOfDay,
  callQuietUntil: timeOfDay,
  caps: z.array(ContactCap).max(12),
}
export const ContactRules = z.strictObject(rules).meta({ id: 'ContactRules' })
export type ContactRules = z.infer<typeof ContactRules>

/** What the link in a letter leads to. */
const byToken = z.strictObject({
  token: z
    .string()
    .max(64)
    .regex(/^[A-Za-z0-9_-]+$/, { error: 'token.shape' }),
})
export const Unsubscription = z
  .strictObject({ channel: z.enum(messageChannels), done: z.boolean() })
  .meta({ id: 'Unsubscription' })

export const contactPermissions = {
  open: endpoint('GET /customers/:id/contact-permissions', {
    summary: 'Whether and how a customer may be contacted',
    permission: 'message.read',
    params: byId,
    reply: ContactPermissions,
  }),
  consent: endpoint('POST /customers/:id/consents', {
    summary: 'Write down that a customer consented to marketing by a channel; what they refused there before ends',
    permission: 'message.send',
    params: byId,
    body: z.strictObject({
      channel: z.enum(messageChannels),
      textVersion: text(40),
      evidence: text(300),
      source: z.enum(consentSources),
    }),
    reply: ContactPermissions,
  }),
  refuse: endpoint('POST /customers/:id/refusals', {
    summary:
      'Write down that a customer wants no marketing by a channel any more: a consent ends, the addresses opt out',
    permission: 'message.send',
    params: byId,
    body: z.strictObject({ channel: z.enum(messageChannels) }),
    reply: ContactPermissions,
  }),
  stop: endpoint('POST /customers/:id/contact-stops', {
    summary: 'Let a customer not be contacted; a legal block is for whoever approves',
    permission: 'message.send',
    params: byId,
    body: z.strictObject({ kind: z.enum(['do-not-disturb', 'deceased']), reason: text(300) }),
    reply: ContactPermissions,
  }),
  block: endpoint('POST /customers/:id/legal-blocks', {
    summary: 'Forbid every contact with a customer',
    permission: 'message.approve',
    params: byId,
    body: z.strictObject({ reason: text(300) }),
    reply: ContactPermissions,
  }),
  resume: endpoint('POST /customers/:id/contact-resumptions', {
    summary: 'End a stop or a block of a customer; a legal block ends by whoever approves',
    permission: 'message.send',
    params: byId,
    body: z.strictObject({ kind: z.enum(['do-not-disturb', 'deceased']) }),
    reply: ContactPermissions,
  }),
  unblock: endpoint('POST /customers/:id/legal-unblocks', {
    summary: 'End the legal block of a customer',
    permission: 'message.approve',
    params: byId,
    reply: ContactPermissions,
  }),
  rules: endpoint('GET /contact-rules', {
    summary: 'Quiet hours and caps, the latest first',
    permission: 'message.read',
    reply: listOf(ContactRules),
  }),
  setRules: endpoint('POST /contact-rules', {
    summary: 'Set quiet hours and caps from a day on, tomorrow at the earliest',
    permission: 'message.configure',
    body: ContactRules,
    reply: ContactRules,
  }),
  unsubscription: endpoint('GET /unsubscriptions/:token', {
    summary: 'What the link in a letter would end',
    permission: 'anybody',
    params: byToken,
    reply: Unsubscription,
  }),
  unsubscribe: endpoint('POST /unsubscriptions/:token', {
    summary: 'End marketing to the address of a letter: by its link, or by one click of a mail program (RFC 8058)',
    permission: 'anybody',
    params: byToken,
    takes: 'bytes',
    reply: Unsubscription,
    status: 200,
  }),
}
