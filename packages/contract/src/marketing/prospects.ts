import { z } from 'zod'
import { ContactPointDraft } from '#customer/contact-points.ts'
import { NewCustomer } from '#customer/customers.ts'
import { IdentificationDraft } from '#customer/identifications.ts'
import { customerKinds, levels } from '#customer/vocabulary.ts'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  cursor,
  day,
  decimal,
  id,
  instant,
  listOf,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryFlag,
  queryList,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'

export const openProspectStates = ['new', 'contacted', 'qualified'] as const
export const prospectStates = [...openProspectStates, 'converted', 'lost'] as const
export const lostReasons = [
  'not-interested',
  'competitor',
  'unreachable',
  'not-suitable',
  'duplicate',
  'other',
] as const
export const prospectInterests = [
  'account',
  'stocks',
  'funds',
  'bonds',
  'margin',
  'options',
  'wealth',
  'research',
] as const
export const prospectSorts = ['nextStep', 'newest'] as const

const ChannelInRow = z.strictObject({ id, code: z.string(), name: z.string(), nameZh: z.string() })
/** Money in CNY, with at most two places. */
const assets = decimal.regex(/^\d{1,14}(\.\d{1,2})?$/, { error: 'decimal.shape' })

export const ProspectInRow = z
  .strictObject({
    id,
    version,
    customerId: id,
    name: z.string(),
    kind: z.enum(customerKinds),
    state: z.enum(prospectStates),
    channel: ChannelInRow,
    interests: z.array(z.enum(prospectInterests)),
    /** CNY. */
    expectedAssets: z.string().nullable(),
    /** Null in the pool of the unit. */
    owner: PersonInRow.nullable(),
    unit: UnitInRow,
    nextStep: z.string().nullable(),
    nextStepOn: z.string().nullable(),
    /** The last contact that took place. */
    followedOn: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: 'ProspectInRow' })
export type ProspectInRow = z.infer<typeof ProspectInRow>

export const Prospect = ProspectInRow.extend({
  customerNo: z.string(),
  lostReason: z.enum(lostReasons).nullable(),
  lostNote: z.string().nullable(),
  claimedOn: z.string().nullable(),
  /** To this day nobody but the owner gives it back. */
  protectedUntil: z.string().nullable(),
  /** On this day it goes back to the pool, as things stand; null when it is over or in a pool. */
  recallOn: z.string().nullable(),
  closedAt: instant.nullable(),
}).meta({ id: 'Prospect' })
export type Prospect = z.infer<typeof Prospect>

const course = {
  channelId: id,
  interests: z.array(z.enum(prospectInterests)).max(prospectInterests.length),
  expectedAssets: assets.nullable(),
  nextStep: optionalText(200),
  nextStepOn: day.nullable(),
}
/** A new prospect: whoever sees own customers owns it; else it is of the owner named, or waits in the pool of the unit. */
export const NewProspect = z
  .strictObject({
    kind: z.enum(customerKinds).default('person'),
    name: text(120),
    contactPoints: z.array(ContactPointDraft).min(1).max(20),
    note: optionalText(2000).default(null),
    ownerUsername: code(64).optional(),
    channelId: course.channelId,
    interests: course.interests.default([]),
    expectedAssets: course.expectedAssets.default(null),
    nextStep: course.nextStep.default(null),
    nextStepOn: course.nextStepOn.default(null),
  })
  .meta({ id: 'NewProspect' })

export const ProspectEdit = z
  .strictObject({ ...course, state: z.enum(openProspectStates) })
  .partial()
  .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
  .meta({ id: 'ProspectEdit' })

export const ProspectLoss = z
  .strictObject({ reason: z.enum(lostReasons), note: optionalText(500).default(null) })
  .meta({ id: 'ProspectLoss' })

/** What makes a customer of a prospect: a document unless there is one, and the number and day of the account where they are known. */
export const ProspectConversion = z
  .strictObject({
    identification: IdentificationDraft.nullable().default(null),
    customerNo: NewCustomer.shape.customerNo,
    level: z.enum(levels).nullable().default(null),
    openedOn: day.nullable().default(null),
  })
  .meta({ id: 'ProspectConversion' })

/** In a pool: enough to choose by, and nothing by which the person is known. */
export const PooledProspect = z
  .strictObject({
    id,
    unit: UnitInRow,
    channel: ChannelInRow,
    /** Masked. */
    name: z.string(),
    kind: z.enum(customerKinds),
    interests: z.array(z.enum(prospectInterests)),
    expectedAssets: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: 'PooledProspect' })
export type PooledProspect = z.infer<typeof PooledProspect>

export const ProspectPool = z
  .strictObject({
    items: z.array(PooledProspect),
    total: z.int(),
    next: z.string().nullable(),
    /** Open prospects that the viewer holds, and how many they may. */
    held: z.int(),
    cap: z.int(),
  })
  .meta({ id: 'ProspectPool' })
export type ProspectPool = z.infer<typeof ProspectPool>

export const prospects = {
  list: endpoint('GET /prospects', {
    summary: 'Prospects, by their next step or the newest first, by keyset',
    permission: 'prospect.read',
    query: z.strictObject({
      /** Part of a name, its pinyin or initials, or a whole mobile. */
      q: text(80).optional(),
      state: queryList(prospectStates).optional(),
      /** Whether it still runs. */
      open: queryFlag.optional(),
      channel: id.optional(),
      owner: id.optional(),
      unit: id.optional(),
      interest: queryList(prospectInterests).optional(),
      /** Whose next step was due by this day. */
      dueBy: day.optional(),
      /** Whether it waits in a pool. */
      pooled: queryFlag.optional(),
      sort: z.enum(prospectSorts).default('nextStep'),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(ProspectInRow),
  }),
  create: endpoint('POST /prospects', {
    summary: 'Enter a prospect',
    permission: 'prospect.edit',
    body: NewProspect,
    reply: Prospect,
  }),
  open: endpoint('GET /prospects/:id', {
    summary: 'Open a prospect',
    permission: 'prospect.read',
    params: byId,
    reply: Prospect,
  }),
  edit: endpoint('PATCH /prospects/:id', {
    summary: 'Change where a prospect stands and what is next; 409 when it is over',
    permission: 'prospect.edit',
    params: byId,
    body: ProspectEdit,
    reply: Prospect,
    versioned: true,
  }),
  lose: endpoint('POST /prospects/:id/loss', {
    summary: 'Close a prospect as lost, with the reason; 409 when it is over',
    permission: 'prospect.edit',
    params: byId,
    body: ProspectLoss,
    reply: Prospect,
  }),
  reopen: endpoint('POST /prospects/:id/reopening', {
    summary: 'Begin again with a prospect that was lost, as a course of its own',
    permission: 'prospect.edit',
    params: byId,
    reply: Prospect,
  }),
  convert: endpoint('POST /prospects/:id/conversion', {
    summary: 'Make the prospect a customer, once; all that is known of them stays theirs',
    permission: 'prospect.edit',
    params: byId,
    body: ProspectConversion,
    reply: Prospect,
  }),
  release: endpoint('POST /prospects/:id/release', {
    summary: 'Give a prospect back to the pool of its unit; 409 for others than the owner while it is protected',
    permission: 'prospect.read',
    params: byId,
    body: z.strictObject({ reason: text(500) }),
    status: 200,
  }),
  pool: endpoint('GET /prospect-pool', {
    summary: 'Prospects without an owner that the viewer may claim, the oldest first, their names masked',
    permission: 'prospect.read',
    query: z.strictObject({ after: cursor.optional(), limit: pageSize }),
    reply: ProspectPool,
  }),
  claim: endpoint('POST /prospect-pool/claims', {
    summary: 'Take a prospect from the pool: of several who ask one gets it, the others 409',
    permission: 'prospect.claim',
    body: z.strictObject({ prospectId: id }),
    reply: Prospect,
  }),
}

export const prospectRuleNumbers = {
  cap: z.int().min(1).max(100_000),
  protectionDays: z.int().min(0).max(3650),
  silentDays: z.int().min(1).max(3650),
  conversionDays: z.int().min(1).max(3650),
  warnDays: z.int().min(0).max(365),
}
const rule = {
  /** The first day on which they hold. */
  effectiveFrom: day,
  /** Open prospects that one person may hold. */
  cap: prospectRuleNumbers.cap,
  /** Days in which nobody but the owner gives it back. */
  protectionDays: prospectRuleNumbers.protectionDays,
  /** Days without a contact after which it goes back. */
  silentDays: prospectRuleNumbers.silentDays,
  /** Days without a conversion after which it goes back. */
  conversionDays: prospectRuleNumbers.conversionDays,
  /** Days before, at which the owner is told. */
  warnDays: prospectRuleNumbers.warnDays,
}
export const ProspectRule = z
  .strictObject({
    id,
    /** Of a unit and those below; null for the firm. */
    unit: UnitInRow.nullable(),
    ...rule,
    madeAt: instant,
    madeBy: PersonInRow.nullable(),
  })
  .meta({ id: 'ProspectRule' })
export type ProspectRule = z.infer<typeof ProspectRule>
export const NewProspectRule = z.strictObject({ unitId: id.nullable(), ...rule }).meta({ id: 'NewProspectRule' })

export const prospectRules = {
  list: endpoint('GET /prospect-rules', {
    summary: 'Rules of pools, those of the firm first, each unit’s latest first',
    permission: 'prospect.read',
    reply: listOf(ProspectRule),
  }),
  add: endpoint('POST /prospect-rules', {
    summary: 'Add rules from today or a later day on; earlier ones stay as they were',
    permission: 'prospect.manage',
    body: NewProspectRule,
    reply: ProspectRule,
  }),
}

export const channelKinds = ['partner', 'web', 'branch', 'referral', 'event', 'phone', 'other'] as const
export const channelStates = ['open', 'ended'] as const
/** To whoever has the fewest open prospects in the unit, or into its pool. */
export const channelAssignments = ['load', 'pool'] as const
export const ProspectChannel = z
  .strictObject({
    id,
    version,
    code: z.string(),
    kind: z.enum(channelKinds),
    name: z.string(),
    nameZh: z.string(),
    state: z.enum(channelStates),
    /** Whom to ask there, for whoever looks after channels; null for others. */
    contactName: z.string().nullable(),
    contact: z.string().nullable(),
    /** Whose prospects those become who enquire on the web page `/join/<code>`; null where there is no such page. */
    formUnit: UnitInRow.nullable(),
    assignment: z.enum(channelAssignments),
    /** Prospects in sight that came by it, and how many of them became customers. */
    prospects: z.int(),
    converted: z.int(),
  })
  .meta({ id: 'ProspectChannel' })
export type ProspectChannel = z.infer<typeof ProspectChannel>
const channel = {
  kind: z.enum(channelKinds),
  name: text(80),
  nameZh: text(80),
  contactName: optionalText(80),
  contact: optionalText(120),
}
const page = { formUnitId: id.nullable(), assignment: z.enum(channelAssignments) }
export const prospectChannels = {
  list: endpoint('GET /prospect-channels', {
    summary: 'Ways by which prospects come, with how many came',
    permission: 'prospect.read',
    reply: listOf(ProspectChannel),
  }),
  add: endpoint('POST /prospect-channels', {
    summary: 'Register a partner or another way; 409 when its code is taken',
    permission: 'prospect.configure',
    body: z
      .strictObject({
        code: code(40),
        ...channel,
        formUnitId: page.formUnitId.default(null),
        assignment: page.assignment.default('load'),
      })
      .meta({ id: 'NewProspectChannel' }),
    reply: ProspectChannel,
  }),
  edit: endpoint('PATCH /prospect-channels/:id', {
    summary: 'Change or end a way',
    permission: 'prospect.configure',
    params: byId,
    body: z
      .strictObject({ ...channel, ...page, state: z.enum(channelStates) })
      .partial()
      .refine((edit) => Object.keys(edit).length > 0, { error: 'edit.empty' })
      .meta({ id: 'ProspectChannelEdit' }),
    reply: ProspectChannel,
    versioned: true,
  }),
}
