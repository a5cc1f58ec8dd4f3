import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  count,
  cursor,
  day,
  id,
  instant,
  listOf,
  optionalText,
  pageOf,
  pageSize,
  queryFlag,
  queryInteger,
  text,
  UnitInRow,
} from '#shapes.ts'

/** Why somebody is called back: a new account, the yearly part of all customers, or holding what is above their class. */
export const callBackKinds = ['new-account', 'annual', 'above-class'] as const
/** What samples are drawn of; new accounts come by themselves. */
export const sampledKinds = ['annual', 'above-class'] as const
/** Each branch, each tier of assets, or each kind of business has its part of a sample. */
export const strata = ['branch', 'tier', 'business'] as const
export const callBackOutcomes = ['reached', 'not-reached', 'refused', 'wrong-number'] as const
export const verdicts = ['accepted', 'rejected'] as const
/**
 * Of whom a part is called each year (domain 1.5): last year-end's customers but for closed and dormant ones (older rule of the CSRC),
 * or ordinary investors who traded or were contacted in the year (line of the SAC).
 */
export const coverageBases = ['year-end', 'served'] as const

const answer = z.strictObject({
  code: code(40),
  text: text(200),
  textZh: text(200),
  /** Whoever answers so is a finding. */
  finding: z.boolean(),
})
export const CallBackQuestion = z
  .strictObject({
    code: code(40),
    text: text(400),
    textZh: text(400),
    /** What the caller makes sure of with it. */
    verify: text(400).nullable(),
    verifyZh: text(400).nullable(),
    answers: z.array(answer).min(2).max(8),
  })
  .meta({ id: 'CallBackQuestion' })
export type CallBackQuestion = z.infer<typeof CallBackQuestion>

const words = { kind: z.enum(callBackKinds), opening: text(1000), openingZh: text(1000) }
export const CallBackScriptDraft = z
  .strictObject({ ...words, validFrom: day, questions: z.array(CallBackQuestion).min(1).max(30) })
  .refine(({ questions }) => new Set(questions.map(({ code }) => code)).size === questions.length, {
    error: 'call-back.question-twice',
    path: ['questions'],
  })
  .meta({ id: 'CallBackScriptDraft' })
export const CallBackScript = z
  .strictObject({
    ...words,
    id,
    version: count,
    validFrom: z.string(),
    questions: z.array(CallBackQuestion),
    createdAt: instant,
    createdBy: z.string().nullable(),
  })
  .meta({ id: 'CallBackScript' })
export type CallBackScript = z.infer<typeof CallBackScript>

const percent = z.number().min(0.01).max(100).multipleOf(0.01)
export const CallBackSampleDraft = z
  .strictObject({
    kind: z.enum(sampledKinds),
    /** The same seed draws the same customers of the same data. */
    seed: code(60),
    stratifiedBy: z.enum(strata),
    /** Of those who may be drawn, in percent. */
    percent,
    dueOn: day,
  })
  .meta({ id: 'CallBackSampleDraft' })
export const CallBackSample = z
  .strictObject({
    id,
    kind: z.enum(sampledKinds),
    seed: z.string(),
    stratifiedBy: z.enum(strata),
    percent: z.number(),
    dueOn: z.string(),
    drawnOn: z.string(),
    createdBy: z.string().nullable(),
    /** How many could be drawn, and how many were, in the whole firm. */
    population: count,
    drawn: count,
    /** Of those in the caller's sight: how many, how many are over, reached, and how many gave a finding. */
    seen: count,
    done: count,
    reached: count,
    found: count,
  })
  .meta({ id: 'CallBackSample' })
export type CallBackSample = z.infer<typeof CallBackSample>

const said = z.strictObject({ question: code(40), answer: code(40), note: optionalText(300).default(null) })
export const CallBack = z
  .strictObject({
    id,
    kind: z.enum(callBackKinds),
    sampleId: id.nullable(),
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }),
    unit: UnitInRow,
    taskId: id,
    /** Which part of the sample it stands for. */
    stratum: z.string().nullable(),
    dueOn: z.string(),
    outcome: z.enum(callBackOutcomes).nullable(),
    doneAt: instant.nullable(),
    doneBy: z.string().nullable(),
    scriptVersion: count.nullable(),
    /** How many answers are findings. */
    found: count,
    suspicion: z.string().nullable(),
    verdict: z.enum(verdicts).nullable(),
  })
  .meta({ id: 'CallBack' })
export type CallBack = z.infer<typeof CallBack>
export const OpenCallBack = CallBack.extend({
  /** What is asked, or was. */
  script: CallBackScript,
  answers: z.array(said),
  recordingUrl: z.string().nullable(),
  note: z.string().nullable(),
  verdictNote: z.string().nullable(),
  certifiedAt: instant.nullable(),
  certifiedBy: z.string().nullable(),
  /** Whether the caller may make the call: never of one's own customer. */
  mine: z.boolean(),
}).meta({ id: 'OpenCallBack' })
export type OpenCallBack = z.infer<typeof OpenCallBack>

export const CallBackResult = z
  .strictObject({
    /** The version that was asked. */
    scriptId: id,
    outcome: z.enum(callBackOutcomes),
    minutes: z.int().min(1).max(600).nullable().default(null),
    /** Of who was reached, one to each question. */
    answers: z.array(said).max(30).default([]),
    recordingUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable()
      .default(null),
    note: optionalText(1000).default(null),
    /** What sounded wrong: compliance is told at once. */
    suspicion: optionalText(1000).default(null),
  })
  .meta({ id: 'CallBackResult' })

export const Certification = z
  .strictObject({ verdict: z.enum(verdicts), note: optionalText(1000).default(null) })
  .meta({ id: 'CallBackCertification' })

const rules = {
  /** The part of the customers who are called each year, in percent. */
  percent,
  basis: z.enum(coverageBases),
  /** Days from the opening of an account within which the customer is called. */
  newAccountDays: z.int().min(1).max(365),
}
export const CallBackRulesDraft = z.strictObject({ ...rules, validFrom: day }).meta({ id: 'CallBackRulesDraft' })
export const CallBackRules = z
  .strictObject({
    ...rules,
    percent: z.number(),
    validFrom: z.string(),
    setBy: z.string().nullable(),
    setAt: instant,
  })
  .meta({ id: 'CallBackRules' })
export type CallBackRules = z.infer<typeof CallBackRules>

/** A branch in a year. */
export const CallBackCoverage = z
  .strictObject({
    unit: UnitInRow,
    /** Customers of whom a part must be called: by the basis of the rules that hold, neither closed nor dormant. */
    customers: count,
    /** How many of them must be called. */
    target: count,
    called: count,
    /** Accounts opened in the year; of those whose days are over, how many were called within them. */
    opened: count,
    openedDue: count,
    openedInTime: count,
  })
  .meta({ id: 'CallBackCoverage' })
export type CallBackCoverage = z.infer<typeof CallBackCoverage>

export const callBacks = {
  coverage: endpoint('GET /call-backs/coverage', {
    summary: 'How many customers were called back in a year and how many must be, by branch',
    permission: 'call-back.read',
    query: z.strictObject({ year: queryInteger(2000, 2100, 0).optional() }),
    /** With the rules that hold in the year, or did at its end. */
    reply: listOf(CallBackCoverage).extend({ rules: CallBackRules }),
  }),
  rules: endpoint('GET /call-back-rules', {
    summary: 'Whom a year asks to be called back, the latest rules first',
    permission: 'call-back.read',
    reply: listOf(CallBackRules),
  }),
  setRules: endpoint('POST /call-back-rules', {
    summary: 'Say whom a year asks to be called back, from tomorrow at the earliest',
    permission: 'call-back.sample',
    body: CallBackRulesDraft,
    reply: CallBackRules,
  }),
  list: endpoint('GET /call-backs', {
    summary: 'Call-backs by the day they are due, the latest first, by keyset; one’s own customers’ are not among them',
    permission: 'call-back.read',
    query: z.strictObject({
      sample: id.optional(),
      customer: id.optional(),
      /** What came of it: answers that are findings, or something that sounded wrong. */
      findings: queryFlag.optional(),
      open: queryFlag.optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(CallBack),
  }),
  open: endpoint('GET /call-backs/:id', {
    summary: 'A call-back with its script and what was answered; 404 for the customer’s own manager',
    permission: 'call-back.read',
    params: byId,
    reply: OpenCallBack,
  }),
  record: endpoint('PUT /call-backs/:id/result', {
    summary: 'Write down what came of a call-back; who was not reached is tried again as tasks are',
    permission: 'call-back.do',
    params: byId,
    body: CallBackResult,
    reply: OpenCallBack,
  }),
  certify: endpoint('PUT /call-backs/:id/certification', {
    summary: 'Accept a call-back, or say that it does not count; not one’s own',
    permission: 'call-back.sample',
    params: byId,
    body: Certification,
    reply: OpenCallBack,
  }),
  scripts: endpoint('GET /call-back-scripts', {
    summary: 'Scripts of call-backs, every version of each kind, the latest first',
    permission: 'call-back.read',
    reply: listOf(CallBackScript),
  }),
  addScript: endpoint('POST /call-back-scripts', {
    summary: 'The next version of a script; calls are made by it from its day on, tomorrow at the earliest',
    permission: 'call-back.sample',
    body: CallBackScriptDraft,
    reply: CallBackScript,
  }),
  samples: endpoint('GET /call-back-samples', {
    summary: 'Samples of customers to be called back, the latest first, with how far each is',
    permission: 'call-back.read',
    reply: listOf(CallBackSample),
  }),
  draw: endpoint('POST /call-back-samples', {
    summary: 'Draw a sample from a seed; each customer of it is a task that their manager never has',
    permission: 'call-back.sample',
    body: CallBackSampleDraft,
    reply: CallBackSample,
  }),
  replay: endpoint('GET /call-back-samples/:id/replay', {
    summary: 'Draw a sample once more from its seed: how many customers come out again',
    permission: 'call-back.sample',
    params: byId,
    reply: z.strictObject({ drawn: count, again: count, same: count }).meta({ id: 'CallBackReplay' }),
  }),
}
