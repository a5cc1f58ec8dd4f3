import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { code, day, id, listOf, text } from '#shapes.ts'
import { skills } from './tasks.ts'

/** The kinds of the 12386 platform, and what customers ask for besides: 投诉, 咨询, 请求, 建议, 举报. */
export const caseKinds = ['complaint', 'enquiry', 'request', 'suggestion', 'report'] as const
/** Kinds that are accepted or rejected, looked into, and agreed on; the others are answered and closed. */
export const examinedKinds: readonly string[] = ['complaint', 'report']
export const importances = ['normal', 'important', 'difficult'] as const

const limit = (min: number, max: number) => z.int().min(min).max(max)
const demands = {
  name: text(60),
  nameZh: text(60),
  kind: z.enum(caseKinds),
  importance: z.enum(importances),
  /** Until the first answer of a person, in minutes of service. */
  acknowledgeMinutes: limit(1, 100_000),
  /** Until it is accepted or rejected, in calendar days; of kinds that are. */
  acceptDays: limit(1, 15).nullable(),
  /** Until it is closed, in calendar days. */
  finishDays: limit(1, 60),
  /** By how much that may be put off, with notice, in calendar days. */
  extensionDays: limit(0, 30),
  /** The firm's own target for closing, in working days. */
  targetDays: limit(0, 60),
  /** Somebody else looks at an answer before it is given. */
  approval: z.boolean(),
  /** What an agent has to be good at. */
  skill: z.enum(skills).nullable(),
  /** Nothing new is registered under it. */
  retired: z.boolean(),
}

export const CaseClass = z
  .strictObject({ ...demands, id, code: z.string(), name: z.string(), nameZh: z.string(), validFrom: z.string() })
  .meta({ id: 'CaseClass' })
export type CaseClass = z.infer<typeof CaseClass>

export const CaseClassDraft = z
  .strictObject({ ...demands, validFrom: day })
  .refine(({ kind, acceptDays }) => (acceptDays !== null) === examinedKinds.includes(kind), {
    error: 'case-class.accept-days',
    path: ['acceptDays'],
  })
  .meta({ id: 'CaseClassDraft' })

export const caseClasses = {
  list: endpoint('GET /case-classes', {
    summary: 'Classes of cases, every version: what each demands from which day on',
    permission: 'case.read',
    reply: listOf(CaseClass),
  }),
  put: endpoint('PUT /case-classes/:code', {
    summary: 'Say what a class demands from a day on; a class that is new may begin today, others change from tomorrow',
    permission: 'case.configure',
    params: z.strictObject({ code: code(40) }),
    body: CaseClassDraft,
    reply: CaseClass,
  }),
}
