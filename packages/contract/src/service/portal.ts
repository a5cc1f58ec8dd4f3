import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, count, id, instant, listOf, text } from '#shapes.ts'
import { caseKinds } from './case-classes.ts'

/** By which channels a code goes out. */
export const codeChannels = ['sms', 'email'] as const
/** How long a code is good for, minutes, and how often a wrong one may be tried. */
export const CODE_MINUTES = 10
export const CODE_TRIES = 5

/** The customer who is signed in, as the page greets them. */
export const PortalCustomer = z
  .strictObject({
    customerNo: z.string(),
    name: z.string(),
    /** The branch, and who takes care of the customer there. */
    unit: z.string(),
    manager: z.string().nullable(),
  })
  .meta({ id: 'PortalCustomer' })
export type PortalCustomer = z.infer<typeof PortalCustomer>

export const PortalReport = z
  .strictObject({
    id,
    from: z.string().nullable(),
    to: z.string().nullable(),
    currency: z.string().nullable(),
    language: z.enum(['en', 'zh-CN']),
    bytes: count,
    madeAt: instant,
  })
  .meta({ id: 'PortalReport' })
export type PortalReport = z.infer<typeof PortalReport>

export const PortalMessage = z
  .strictObject({
    id,
    channel: z.enum(['email', 'sms', 'wecom']),
    subject: z.string().nullable(),
    body: z.string(),
    sentAt: instant,
  })
  .meta({ id: 'PortalMessage' })
export type PortalMessage = z.infer<typeof PortalMessage>

/** What has become of what a customer asked for, in words of the customer's side. */
export const portalStates = ['received', 'in-hand', 'waiting', 'answered', 'closed'] as const

export const PortalRequest = z
  .strictObject({
    id,
    number: z.string(),
    kind: z.enum(caseKinds),
    class: z.string(),
    classZh: z.string(),
    title: z.string(),
    details: z.string().nullable(),
    state: z.enum(portalStates),
    receivedAt: instant,
    /** By when it is over at the latest. */
    dueAt: instant,
    closedAt: instant.nullable(),
    /** Null until one is given. */
    answer: z.string().nullable(),
    /** One to five stars, given by the customer once it is closed. */
    satisfaction: z.int().min(1).max(5).nullable(),
  })
  .meta({ id: 'PortalRequest' })
export type PortalRequest = z.infer<typeof PortalRequest>

export const PortalSurvey = z
  .strictObject({
    id,
    name: z.string(),
    nameZh: z.string(),
    /** The answers are never told to be the customer's. */
    anonymous: z.boolean(),
    askedAt: instant,
    expiresAt: instant,
    /** Where it is answered; null once it was. */
    path: z.string().nullable(),
  })
  .meta({ id: 'PortalSurvey' })
export type PortalSurvey = z.infer<typeof PortalSurvey>

/** The customer number as it is typed. */
const customerNo = z.string().trim().pipe(code(40))

export const portal = {
  about: endpoint('GET /portal', {
    summary: 'By which channels a code can be sent',
    permission: 'anybody',
    reply: z.strictObject({ channels: z.array(z.enum(codeChannels)) }),
  }),
  askForCode: endpoint('POST /portal/codes', {
    summary:
      'Send a one-time code to the address that the firm has of a customer; the answer is the same for a number that nobody has',
    permission: 'anybody',
    body: z.strictObject({ customerNo, channel: z.enum(codeChannels), language: z.enum(['en', 'zh-CN']) }),
    reply: z.strictObject({
      /** After so many seconds another one may be asked for. */
      again: count,
    }),
    status: 202,
  }),
  signIn: endpoint('POST /portal/session', {
    summary: 'Sign a customer in by the code; sets the cookie of the portal',
    permission: 'anybody',
    body: z.strictObject({ customerNo, code: z.string().regex(/^\d{6}$/, { error: 'portal.code-shape' }) }),
    reply: PortalCustomer,
    status: 200,
  }),
  whoAmI: endpoint('GET /portal/session', {
    summary: 'The customer who is signed in',
    permission: 'customer',
    reply: PortalCustomer,
  }),
  signOut: endpoint('DELETE /portal/session', { summary: 'End this session of the portal', permission: 'customer' }),
  reports: endpoint('GET /portal/reports', {
    summary: "Reports of the customer's own account, latest first",
    permission: 'customer',
    reply: listOf(PortalReport),
  }),
  report: endpoint('GET /portal/reports/:id/file', {
    summary: "Download a report of one's own",
    permission: 'customer',
    params: byId,
    gives: 'file',
    media: 'application/pdf',
  }),
  messages: endpoint('GET /portal/messages', {
    summary: 'What the firm wrote to the customer, latest first: the last 100',
    permission: 'customer',
    reply: listOf(PortalMessage),
  }),
  surveys: endpoint('GET /portal/surveys', {
    summary: 'What the customer is asked and was asked, latest first: the last 100',
    permission: 'customer',
    reply: listOf(PortalSurvey),
  }),
  requestClasses: endpoint('GET /portal/request-classes', {
    summary: 'What a customer may ask for',
    permission: 'customer',
    reply: listOf(z.strictObject({ code: z.string(), kind: z.enum(caseKinds), name: z.string(), nameZh: z.string() })),
  }),
  requests: endpoint('GET /portal/requests', {
    summary: 'What the customer asked for or complained of, latest first: the last 100',
    permission: 'customer',
    reply: listOf(PortalRequest),
  }),
  makeRequest: endpoint('POST /portal/requests', {
    summary: 'Ask the firm for something, or complain',
    permission: 'customer',
    body: z.strictObject({ classCode: code(40), title: text(120), details: text(4000) }),
    reply: PortalRequest,
  }),
  rate: endpoint('PUT /portal/requests/:id/satisfaction', {
    summary: 'Say how content one is with what was done; once, after it is closed',
    permission: 'customer',
    params: byId,
    body: z.strictObject({ stars: z.int().min(1).max(5) }),
    reply: PortalRequest,
  }),
}
