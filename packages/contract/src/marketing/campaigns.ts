import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { suppressions } from '#service/contact-permissions.ts'
import { scriptOf } from '#service/moment-rule.ts'
import {
  byId,
  count,
  cursor,
  day,
  decimal,
  id,
  instant,
  PersonInRow,
  pageOf,
  pageSize,
  queryList,
  text,
  UnitInRow,
  version,
} from '#shapes.ts'

export const campaignStates = ['draft', 'waiting', 'approved', 'running', 'ended', 'cancelled'] as const
export type CampaignState = (typeof campaignStates)[number]
export const campaignChannels = ['email', 'sms', 'call'] as const
/** What counts as converted: traded, for the first time or again, brought money in, bought a product, or brought in more than was taken out by an amount. */
export const campaignGoals = ['traded', 'first-trade', 'funded', 'product-held', 'net-inflow'] as const
/**
 * How far a member came: held out, not yet reached, kept back, or the furthest that any contact came. Converted is who met the goal
 * within the window and to whom something was sent.
 */
export const memberStates = [
  'held-out',
  'waiting',
  'suppressed',
  'sent',
  'delivered',
  'reached',
  'interested',
  'converted',
] as const
export type MemberState = (typeof memberStates)[number]
/** Why nothing came to a member: what stands against contact, or what happened to the campaign, its words or its message. */
export const memberReasons = [
  ...suppressions,
  'EXCLUDED',
  'ELSEWHERE',
  'OVER',
  'WORDS_RETIRED',
  'STOPPED',
  'FAILED',
  'NOT_CALLED',
] as const
export type MemberReason = (typeof memberReasons)[number]

/** CNY, not negative, to the cent. */
export const money = z
  .string()
  .max(16)
  .regex(/^\d{1,12}(\.\d{1,2})?$/, { error: 'money.shape' })

const days = z.int().min(1).max(180)
/** What it is about, and within how many days after the last wave. */
export const CampaignGoal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['traded', 'first-trade', 'funded', 'product-held']), days }),
  /** So much more came in than went out, in CNY. */
  z.strictObject({ kind: z.literal('net-inflow'), days, amount: money }),
])
export type CampaignGoal = z.infer<typeof CampaignGoal>

const wave = {
  /** So many days after the first; 0 is that day itself. */
  day: z.int().min(0).max(365),
  /** What reaching out to one customer costs, in CNY. */
  contactCost: money,
}
const words = scriptOf(1000)
/** One way of reaching out on one day: by approved words, or by a call with what to say. */
export const WaveDraft = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.enum(['email', 'sms']), ...wave, templateId: id }),
  z.strictObject({ channel: z.literal('call'), ...wave, script: words, scriptZh: words }),
])
export type WaveDraft = z.infer<typeof WaveDraft>

export const CampaignDraft = z
  .strictObject({
    name: text(120),
    nameZh: text(120),
    goal: CampaignGoal,
    segmentId: id,
    /** Whoever is in one of these is never reached. */
    excludedIds: z
      .array(id)
      .max(20)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'list.twice' }),
    /** Of so many customers in a hundred nothing is done, by chance, so that the effect can be known. */
    holdoutPercent: z.int().min(0).max(50),
    budget: money,
    startsOn: day,
    endsOn: day,
    waves: z.array(WaveDraft).min(1).max(10),
  })
  .superRefine(({ startsOn, endsOn, segmentId, excludedIds }, context) => {
    if (endsOn < startsOn) context.addIssue({ code: 'custom', path: ['endsOn'], message: 'day.order' })
    if (excludedIds.includes(segmentId))
      context.addIssue({ code: 'custom', path: ['excludedIds'], message: 'campaign.excludes-itself' })
  })
  .meta({ id: 'CampaignDraft' })
export type CampaignDraft = z.infer<typeof CampaignDraft>

const row = {
  id,
  version,
  name: z.string(),
  nameZh: z.string(),
  state: z.enum(campaignStates),
  unit: UnitInRow,
  goal: CampaignGoal,
  channels: z.array(z.enum(campaignChannels)),
  startsOn: z.string(),
  endsOn: z.string(),
  budget: decimal,
  /** Who takes part, without those held out; null until that is fixed. */
  members: count.nullable(),
  madeBy: PersonInRow.nullable(),
}
export const CampaignRow = z.strictObject(row).meta({ id: 'CampaignRow' })
export type CampaignRow = z.infer<typeof CampaignRow>

/** A segment as a campaign names it; without a name where it is not shared with the reader. */
const NamedSegment = z.strictObject({ id, name: z.string().nullable(), nameZh: z.string().nullable() })
export const CampaignWave = z.strictObject({
  id,
  channel: z.enum(campaignChannels),
  day: z.int(),
  on: z.string(),
  template: z.strictObject({ id, name: z.string(), nameZh: z.string() }).nullable(),
  script: z.string().nullable(),
  scriptZh: z.string().nullable(),
  contactCost: decimal,
})
/** How many a campaign is for: fixed, or as it would be now among the customers in sight. */
export const CampaignReach = z.strictObject({
  /** In the segment and not left out. */
  audience: count,
  /** In the segment, and left out by another. */
  excluded: count,
  /** Of the audience, held out by chance; null before that is fixed. */
  heldOut: count.nullable(),
  /** Of the audience, with whom something is done. */
  members: count,
  /** All waves to all members, in CNY. */
  cost: decimal,
})
export const Campaign = z
  .strictObject({
    ...row,
    segment: NamedSegment,
    excluded: z.array(NamedSegment),
    holdoutPercent: z.int(),
    waves: z.array(CampaignWave),
    reach: CampaignReach,
    madeAt: instant,
    approvedBy: PersonInRow.nullable(),
    approvedAt: instant.nullable(),
    /** When it was written down who takes part and who is held out. */
    fixedAt: instant.nullable(),
    cancelled: z.strictObject({ at: instant, by: PersonInRow.nullable(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'Campaign' })
export type Campaign = z.infer<typeof Campaign>

export const CampaignMember = z
  .strictObject({
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }),
    unit: UnitInRow,
    owner: PersonInRow.nullable(),
    heldOut: z.boolean(),
    state: z.enum(memberStates),
    /** Of one who was kept back: why, the last time. */
    reason: z.enum(memberReasons).nullable(),
    /** Whether the goal was met within the window as far as it was judged; null before. */
    met: z.boolean().nullable(),
  })
  .meta({ id: 'CampaignMember' })
export type CampaignMember = z.infer<typeof CampaignMember>

export const campaigns = {
  list: endpoint('GET /campaigns', {
    summary: 'Campaigns in sight, the latest to start first',
    permission: 'campaign.read',
    query: z.strictObject({
      state: queryList(campaignStates).optional(),
      q: text(80).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(CampaignRow),
  }),
  open: endpoint('GET /campaigns/:id', {
    summary: 'A campaign with its waves, and how many it is for',
    permission: 'campaign.read',
    params: byId,
    reply: Campaign,
  }),
  draft: endpoint('POST /campaigns', {
    summary: 'Plan a campaign for customers of one’s unit and those below, as a draft',
    permission: 'campaign.plan',
    body: CampaignDraft,
    reply: Campaign,
  }),
  edit: endpoint('PUT /campaigns/:id', {
    summary: 'Change a draft of one’s own; 409 while it waits for approval or later',
    permission: 'campaign.plan',
    params: byId,
    body: CampaignDraft,
    reply: Campaign,
    versioned: true,
  }),
  submit: endpoint('PUT /campaigns/:id/submission', {
    summary: 'Have a draft of one’s own approved; when a second person agreed, who takes part is fixed once',
    permission: 'campaign.plan',
    params: byId,
    reply: Campaign,
    versioned: true,
  }),
  cancel: endpoint('PUT /campaigns/:id/cancellation', {
    summary: 'Cancel a campaign for good, with the reason',
    permission: 'campaign.stop',
    params: byId,
    body: z.strictObject({ reason: text(500) }),
    reply: Campaign,
    versioned: true,
  }),
  members: endpoint('GET /campaigns/:id/members', {
    summary: 'Who of the customers in sight takes part or is held out, and how far they came, by name',
    permission: 'campaign.read',
    params: byId,
    query: z.strictObject({
      state: queryList(memberStates).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(CampaignMember),
  }),
}
