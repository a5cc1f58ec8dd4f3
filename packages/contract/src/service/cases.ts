import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  count,
  cursor,
  day,
  id,
  instant,
  listOf,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  personal,
  queryFlag,
  queryList,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'
import { CaseClass, caseKinds } from './case-classes.ts'

export const caseChannels = ['page', 'phone', 'email', 'portal', 'branch', '12386', 'other'] as const
export const caseStates = [
  'received',
  'accepted',
  'rejected',
  'investigating',
  'proposed',
  'approved',
  'agreed',
  'escalated',
  'answered',
  'closed',
  'follow-up',
] as const
/** What is to be done next. */
export const caseTurns = [
  'acknowledge',
  'accept',
  'investigate',
  'answer',
  'approve',
  'settle',
  'close',
  'follow-up',
] as const
/** What a person does with a case. */
export const caseSteps = [
  'acknowledge',
  'accept',
  'reject',
  'investigate',
  'answer',
  'agree',
  'escalate',
  'close',
  'follow-up',
  'wait',
  'resume',
  'extend',
  'reopen',
  'note',
] as const
export const reasonablenesses = ['founded', 'partly', 'unfounded'] as const
export const settlements = ['explanation', 'relief', 'compensation', 'none', 'untimely'] as const
export const escalations = ['mediation', 'arbitration', 'court'] as const
/** The limits of a case: the first answer, the decision to accept, the firm's own target, the end. */
export const caseLimits = ['acknowledge', 'accept', 'target', 'finish'] as const

const row = {
  id,
  version,
  number: z.string(),
  kind: z.enum(caseKinds),
  /** What its class is called in both languages. */
  class: z.strictObject({ code: z.string(), name: z.string(), nameZh: z.string() }),
  channel: z.enum(caseChannels),
  title: z.string(),
  topic: z.string().nullable(),
  cause: z.string().nullable(),
  customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }).nullable(),
  callerName: z.string().nullable(),
  unit: UnitInRow,
  handler: PersonInRow.nullable(),
  state: z.enum(caseStates),
  open: z.boolean(),
  /** What is to be done next, by whom and until when; null when it is over. */
  turn: z.enum(caseTurns).nullable(),
  turnBy: PersonInRow.nullable(),
  turnDueAt: instant.nullable(),
  /** It waits for the customer: the clock of resolution stands. */
  waitingSince: instant.nullable(),
  receivedAt: instant,
  finishDueAt: instant,
  closedAt: instant.nullable(),
  /** Closed within its limit; null before. */
  onTime: z.boolean().nullable(),
  /** Which limits were missed or have gone by. */
  breaches: z.array(z.enum(caseLimits)),
  satisfaction: z.int().nullable(),
}
export const CaseRow = z.strictObject(row).meta({ id: 'CaseRow' })
export type CaseRow = z.infer<typeof CaseRow>

export const Case = z
  .strictObject({
    ...row,
    class: CaseClass,
    details: z.string().nullable(),
    callerPhone: personal('mobile').nullable(),
    complainants: count,
    reasonableness: z.enum(reasonablenesses).nullable(),
    /** The person complained of, who never sees or handles it. */
    subject: PersonInRow.nullable(),
    /** Null until somebody takes what came by the portal. */
    firstHandler: PersonInRow.nullable(),
    answer: z.string().nullable(),
    proposedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
    /** Why it was rejected. */
    reason: z.string().nullable(),
    escalatedTo: z.enum(escalations).nullable(),
    settlement: z.enum(settlements).nullable(),
    disputed: z.boolean().nullable(),
    acknowledgeDueAt: instant,
    acceptDueAt: instant.nullable(),
    targetDueAt: instant,
    extendedDays: count,
    answeredAt: instant.nullable(),
    /** Minutes of service until the first answer of a person. */
    responseMinutes: count.nullable(),
    /** Minutes of service until it was closed, without those spent waiting for the customer. */
    resolutionMinutes: count.nullable(),
    waitedMinutes: count,
    followUpOn: z.string().nullable(),
    /** What the caller may do now, the one that leads on first. */
    steps: z.array(z.enum(caseSteps)),
    /** Whether the caller may approve or return the answer now. */
    approves: z.boolean(),
    /** Whether the caller may take the case over, give it to somebody else, or say whom it is about. */
    supervises: z.boolean(),
  })
  .meta({ id: 'Case' })
export type Case = z.infer<typeof Case>

export const caseHappenings = [
  'received',
  'acknowledged',
  'accepted',
  'rejected',
  'investigating',
  'proposed',
  'approved',
  'returned',
  'agreed',
  'escalated',
  'answered',
  'closed',
  'follow-up',
  'followed-up',
  'waiting',
  'resumed',
  'extended',
  'reopened',
  'assigned',
  'recused',
  'changed',
  'note',
] as const
export type CaseHappening = (typeof caseHappenings)[number]
export const CaseEvent = z
  .strictObject({
    id,
    at: instant,
    what: z.enum(caseHappenings),
    actor: z.string().nullable(),
    handler: z.string().nullable(),
    note: z.string().nullable(),
    /** Minutes of service since what stands before it. */
    minutes: count,
  })
  .meta({ id: 'CaseEvent' })
export type CaseEvent = z.infer<typeof CaseEvent>

const chosenInstant = z.iso.datetime({ offset: true, error: 'instant.shape' }).max(40)
const facts = {
  title: text(200),
  details: optionalText(4000),
  topic: optionalText(80),
  cause: optionalText(80),
  complainants: z.int().min(1).max(100_000),
  reasonableness: z.enum(reasonablenesses).nullable(),
}
export const CaseDraft = z
  .strictObject({
    classCode: text(40),
    channel: z.enum(caseChannels),
    title: facts.title,
    details: facts.details.default(null),
    topic: facts.topic.default(null),
    cause: facts.cause.default(null),
    complainants: facts.complainants.default(1),
    /** Without one, who called is known by name and phone. */
    customerId: id.nullable().default(null),
    callerName: optionalText(60).default(null),
    callerPhone: optionalText(40).default(null),
    subjectId: id.nullable().default(null),
    /** When it came; now unless it is said. */
    receivedAt: chosenInstant.optional(),
    /** What was answered at once; enquiries and requests are closed with it. */
    answer: optionalText(4000).default(null),
  })
  .refine(({ customerId, callerName }) => customerId !== null || callerName !== null, {
    error: 'case.who',
    path: ['callerName'],
  })
  .meta({ id: 'CaseDraft' })

export const CaseChange = z
  .strictObject({ ...facts, classCode: text(40), customerId: id })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' })
  .meta({ id: 'CaseChange' })

const said = text(4000)
const noted = optionalText(4000).default(null)
/** It was said on the telephone, in so many minutes: a contact of the customer, counted once. */
const byPhone = z.strictObject({ minutes: z.int().min(1).max(600).nullable().default(null) }).optional()
export const CaseStep = z
  .discriminatedUnion('step', [
    z.strictObject({ step: z.literal('acknowledge'), note: said, byPhone }),
    z.strictObject({ step: z.literal('accept'), note: noted }),
    z.strictObject({ step: z.literal('reject'), note: said }),
    z.strictObject({ step: z.literal('investigate'), note: noted }),
    z.strictObject({ step: z.literal('answer'), note: said, byPhone }),
    z.strictObject({ step: z.literal('agree'), note: noted }),
    z.strictObject({ step: z.literal('escalate'), to: z.enum(escalations), note: said }),
    z.strictObject({
      step: z.literal('close'),
      settlement: z.enum(settlements),
      satisfaction: z.int().min(1).max(5).nullable().default(null),
      reasonableness: facts.reasonableness.default(null),
      cause: facts.cause.default(null),
      /** The day on which the customer is asked again. */
      followUpOn: day.nullable().default(null),
      note: noted,
    }),
    z.strictObject({ step: z.literal('follow-up'), note: said, byPhone }),
    z.strictObject({ step: z.literal('wait'), note: said }),
    z.strictObject({ step: z.literal('resume'), note: noted }),
    z.strictObject({ step: z.literal('extend'), days: z.int().min(1).max(30), note: said }),
    z.strictObject({ step: z.literal('reopen'), note: said }),
    z.strictObject({ step: z.literal('note'), note: said, byPhone }),
  ])
  .meta({ id: 'CaseStep' })
export type CaseStep = z.infer<typeof CaseStep>

export const caseScopes = ['mine', 'all'] as const
const filters = {
  /** Mine: whose next step is the caller's. */
  of: z.enum(caseScopes).default('all'),
  q: text(60).optional(),
  state: queryList([...caseStates, 'open']).optional(),
  kind: queryList(caseKinds).optional(),
  class: text(40).optional(),
  channel: queryList(caseChannels).optional(),
  topic: text(80).optional(),
  /** Of no cause: an empty one is not said. */
  cause: text(80).optional(),
  settlement: queryList(settlements).optional(),
  customer: id.optional(),
  handler: id.optional(),
  unit: id.optional(),
  breach: queryList(caseLimits).optional(),
  overdue: queryFlag.optional(),
  onTime: queryFlag.optional(),
  waiting: queryFlag.optional(),
  from: day.optional(),
  to: day.optional(),
}
export const CaseFilter = z.strictObject(filters)

/** Durations by nearest rank, in minutes of service; ratios are of 1. Null where nothing was counted. */
export const CaseFigures = z
  .strictObject({
    received: count,
    open: count,
    overdue: count,
    closed: count,
    onTime: count,
    onTimeShare: z.number().nullable(),
    response: z.strictObject({
      counted: count,
      mean: z.number().nullable(),
      median: count.nullable(),
      p90: count.nullable(),
      /** Answered within the limit of the class. */
      withinLimit: z.number().nullable(),
      /** Answered within half an hour. */
      within30: z.number().nullable(),
    }),
    resolution: z.strictObject({ counted: count, median: count.nullable(), p90: count.nullable() }),
    /** Of customers who had a case of the kind in the ninety days before. */
    repeatShare: z.number().nullable(),
    /** Closed at first contact and not opened again within seven days. */
    firstContactShare: z.number().nullable(),
    satisfaction: z.number().nullable(),
  })
  .meta({ id: 'CaseFigures' })
export type CaseFigures = z.infer<typeof CaseFigures>

/** How many there are of each value under a filter. */
export const caseGroupings = [
  'kind',
  'state',
  'class',
  'channel',
  'topic',
  'cause',
  'settlement',
  'onTime',
  'disputed',
] as const
export const CaseGroup = z.strictObject({ key: z.string().nullable(), count }).meta({ id: 'CaseGroup' })

export const cases = {
  list: endpoint('GET /cases', {
    summary: 'Requests and complaints by the time of their next step, or the latest first, by keyset',
    permission: 'case.read',
    query: z.strictObject({
      ...filters,
      sort: z.enum(['due', 'latest']).default('latest'),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(CaseRow),
  }),
  figures: endpoint('GET /cases/figures', {
    summary: 'First response, resolution, time limits kept, repeats and first contact under a filter',
    permission: 'case.read',
    query: CaseFilter,
    reply: CaseFigures,
  }),
  groups: endpoint('GET /cases/groups', {
    summary: 'How many cases there are by one of their values, the most first',
    permission: 'case.read',
    query: z.strictObject({ ...filters, by: z.enum(caseGroupings) }),
    reply: listOf(CaseGroup),
  }),
  exportRows: endpoint('GET /cases/export', {
    summary: 'Cases under the same filter as a CSV file',
    permission: 'customer.export',
    query: CaseFilter,
    reply: CaseRow,
    gives: 'csv',
  }),
  register: endpoint('POST /cases', {
    summary: 'Register a request or a complaint; whoever does is its first handler for ever',
    permission: 'case.work',
    body: CaseDraft,
    reply: Case,
  }),
  open: endpoint('GET /cases/:id', {
    summary: 'Open a case, with what the caller may do now',
    permission: 'case.read',
    params: byId,
    reply: Case,
  }),
  history: endpoint('GET /cases/:id/events', {
    summary: 'Every state, person and minute of a case, earliest first',
    permission: 'case.read',
    params: byId,
    reply: listOf(CaseEvent),
  }),
  handlers: endpoint('GET /cases/:id/handlers', {
    summary: 'Whom a case may be given to: who is at work, sees its customer and is not the person complained of',
    permission: 'case.supervise',
    params: byId,
    reply: listOf(PersonInRow),
  }),
  change: endpoint('PATCH /cases/:id', {
    summary: 'Correct what a case is about; limits follow another class',
    permission: 'case.work',
    params: byId,
    body: CaseChange,
    reply: Case,
    versioned: true,
  }),
  /** Handlers and whoever leads them: compliance that has taken a case over does its steps without the right to others. */
  takeStep: endpoint('POST /cases/:id/steps', {
    summary: 'Do the next step of a case, let it wait for the customer, put its end off, or open it again',
    permission: 'case.read',
    params: byId,
    body: CaseStep,
    reply: Case,
    status: 200,
  }),
  decide: endpoint('PUT /cases/:id/approval', {
    summary: 'Approve a proposed answer or return it; never one’s own',
    permission: 'case.supervise',
    params: byId,
    body: z.discriminatedUnion('verdict', [
      z.strictObject({ verdict: z.literal('approved'), note: noted }),
      z.strictObject({ verdict: z.literal('returned'), note: said }),
    ]),
    reply: Case,
  }),
  assign: endpoint('PUT /cases/:id/handler', {
    summary: 'Take a case over or give it to somebody else',
    permission: 'case.supervise',
    params: byId,
    body: z.strictObject({ handlerId: id, reason: text(300) }),
    reply: Case,
  }),
  recuse: endpoint('PUT /cases/:id/subject', {
    summary: 'Say whom a case is about: they never see or handle it; what they had falls to whoever says so',
    permission: 'case.supervise',
    params: byId,
    body: z.strictObject({ subjectId: id.nullable(), reason: text(300) }),
    reply: Case,
  }),
}
