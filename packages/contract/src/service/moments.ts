import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { code, count, cursor, day, id, instant, listOf, pageOf, pageSize, queryList, text, version } from '#shapes.ts'
import { goalKinds, MomentDefinition } from './moment-rule.ts'
import { triggerClocks, triggerKinds } from './moment-triggers.ts'
import { necessities } from './tasks.ts'

/** Draft: never live so far. Parked: it threw, and waits for somebody to look. */
export const momentRuleStates = ['draft', 'live', 'paused', 'parked'] as const
export const momentStates = ['noted', 'found', 'task', 'merged', 'message', 'suppressed', 'held-out'] as const
/**
 * Why nothing was done: to be left in peace, spoken to of the same lately, closed, not whom the rule is for, rule not live, answered at
 * once, blocked by law, deceased, called often enough, words not approved any more.
 */
export const suppressions = [
  'do-not-disturb',
  'cool-down',
  'closed',
  'not-asked',
  'not-live',
  'handled',
  'legal-block',
  'deceased',
  'cap',
  'no-template',
] as const
export type Suppression = (typeof suppressions)[number]

const ruleCode = code(12)
const byCode = z.strictObject({ code: ruleCode })
/** In percent with one decimal; null where there is nothing to divide by. */
const percent = z.number().nullable()

/** What became of the moments of a day, in sight. */
const MomentCounts = z.strictObject({
  found: count,
  tasks: count,
  merged: count,
  messages: count,
  suppressed: count,
  heldOut: count,
})

export const MomentRuleInRow = z
  .strictObject({
    id,
    version,
    code: z.string(),
    name: z.string(),
    nameZh: z.string(),
    state: z.enum(momentRuleStates),
    /** Why it is parked. */
    error: z.string().nullable(),
    trigger: z.enum(triggerKinds),
    clock: z.enum(triggerClocks),
    necessity: z.enum(necessities),
    holdoutPercent: count,
    /** Of the version that is live; null before one ever was. */
    number: count.nullable(),
    /** Whether somebody has written a change that is not live. */
    drafted: z.boolean(),
    lastRun: z.strictObject({ day, judgedAt: instant, tookMs: count }).nullable(),
    counts: MomentCounts,
  })
  .meta({ id: 'MomentRuleInRow' })
export type MomentRuleInRow = z.infer<typeof MomentRuleInRow>

/** How tasks of a rule went (domain 4): done and on time of those issued; reached and effective of those done. */
export const MomentRates = z
  .strictObject({
    issued: count,
    done: count,
    onTime: count,
    reached: count,
    effective: count,
    completion: percent,
    punctuality: percent,
    reach: percent,
    effectiveness: percent,
  })
  .meta({ id: 'MomentRates' })
export type MomentRates = z.infer<typeof MomentRates>

/** What became of the messages that a rule wrote: on their way, gone out, kept back by consent, caps or a stop, or not delivered. */
export const MomentMessages = z
  .strictObject({ written: count, waiting: count, sent: count, keptBack: count, failed: count })
  .meta({ id: 'MomentMessages' })
export type MomentMessages = z.infer<typeof MomentMessages>

/**
 * What the rule brought about: how many of those treated and of those held out by chance met the goal, and the difference in
 * percentage points with its 95 % interval (Newcombe's, from two Wilson intervals); null where either side is empty.
 */
export const MomentEffect = z
  .strictObject({
    goal: z.enum(goalKinds),
    treated: count,
    treatedMet: count,
    heldOut: count,
    heldOutMet: count,
    treatedRate: percent,
    heldOutRate: percent,
    difference: percent,
    low: percent,
    high: percent,
  })
  .meta({ id: 'MomentEffect' })
export type MomentEffect = z.infer<typeof MomentEffect>

export const MomentRule = MomentRuleInRow.extend({
  definition: MomentDefinition.nullable(),
  draft: z
    .strictObject({
      definition: MomentDefinition,
      madeBy: z.string().nullable(),
      madeAt: instant,
      /** Whoever wrote it does not let it live. */
      mine: z.boolean(),
    })
    .nullable(),
  /** Of the last 90 days, in sight. */
  rates: MomentRates,
  /** Of the last 90 days, in sight; null where the rule does not write. */
  messages: MomentMessages.nullable(),
  effect: MomentEffect.nullable(),
}).meta({ id: 'MomentRule' })
export type MomentRule = z.infer<typeof MomentRule>

export const Moment = z
  .strictObject({
    id,
    code: z.string(),
    name: z.string(),
    nameZh: z.string(),
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }),
    occurredOn: day,
    foundAt: instant,
    late: z.boolean(),
    variables: z.record(z.string(), z.union([z.string(), z.number()])),
    state: z.enum(momentStates),
    reason: z.enum(suppressions).nullable(),
    taskId: id.nullable(),
    messageId: id.nullable(),
    /** Whether what it is for came about; null before that is known. */
    goalMet: z.boolean().nullable(),
  })
  .meta({ id: 'Moment' })
export type Moment = z.infer<typeof Moment>

/** What a draft, or the live version, would have found on past days among the customers in sight. */
export const MomentTrial = z
  .strictObject({
    id,
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    from: day,
    to: day,
    daysDone: count,
    days: z.array(
      z.strictObject({ day, found: count, coolDown: count, doNotDisturb: count, closed: count, left: count }),
    ),
    examples: z.array(z.strictObject({ id, name: z.string(), customerNo: z.string() })),
    error: z.string().nullable(),
  })
  .meta({ id: 'MomentTrial' })
export type MomentTrial = z.infer<typeof MomentTrial>

export const moments = {
  rules: endpoint('GET /moment-rules', {
    summary: 'Rules of moments with their state, their last run, and what became of what they found on the last day',
    permission: 'moment.read',
    reply: listOf(MomentRuleInRow),
  }),
  openRule: endpoint('GET /moment-rules/:code', {
    summary: 'Open a rule: what is live, what is drafted, how its tasks went and what it brought about',
    permission: 'moment.read',
    params: byCode,
    reply: MomentRule,
  }),
  createRule: endpoint('POST /moment-rules', {
    summary: 'Write a rule of the firm’s own, as a draft',
    permission: 'moment.configure',
    body: z.strictObject({ code: ruleCode, definition: MomentDefinition }),
    reply: MomentRule,
  }),
  saveDraft: endpoint('PUT /moment-rules/:code/draft', {
    summary: 'Write down what a rule shall say; nothing changes until a second person lets it live',
    permission: 'moment.configure',
    params: byCode,
    body: MomentDefinition,
    reply: MomentRule,
  }),
  dropDraft: endpoint('DELETE /moment-rules/:code/draft', {
    summary: 'Take a draft back',
    permission: 'moment.configure',
    params: byCode,
    reply: MomentRule,
  }),
  goLive: endpoint('PUT /moment-rules/:code/live', {
    summary: 'Let a draft live that somebody else wrote',
    permission: 'moment.configure',
    params: byCode,
    reply: MomentRule,
  }),
  pause: endpoint('PUT /moment-rules/:code/pause', {
    summary: 'Stop a rule, with a reason',
    permission: 'moment.configure',
    params: byCode,
    body: z.strictObject({ reason: text(300) }),
    reply: MomentRule,
  }),
  resume: endpoint('PUT /moment-rules/:code/resume', {
    summary: 'Let a rule that was paused or parked go on',
    permission: 'moment.configure',
    params: byCode,
    reply: MomentRule,
  }),
  tryRule: endpoint('POST /moment-rules/:code/trials', {
    summary:
      'See what a rule would have found on past days: of its draft where there is one; nothing is written but the answer',
    permission: 'moment.configure',
    params: byCode,
    body: z.strictObject({ from: day, to: day }),
    reply: MomentTrial,
  }),
  trial: endpoint('GET /moment-trials/:id', {
    summary: 'How far one’s trial is, and what it found',
    permission: 'moment.configure',
    params: z.strictObject({ id }),
    reply: MomentTrial,
  }),
  list: endpoint('GET /moments', {
    summary: 'Moments of customers in sight, the latest first',
    permission: 'moment.read',
    query: z.strictObject({
      code: ruleCode.optional(),
      customer: id.optional(),
      day: day.optional(),
      state: queryList(momentStates).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(Moment),
  }),
}
