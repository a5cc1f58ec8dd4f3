import { z } from 'zod'
import { Condition } from '#analytics/conditions.ts'
import { code, text, timeOfDay } from '#shapes.ts'
import { Trigger } from './moment-triggers.ts'
import { necessities, skills } from './tasks.ts'

/** Words that a firm must not say to a customer: promises of profit, and advice without a licence (domain 4). */
export const forbiddenPhrases = [
  '保本',
  '稳赚',
  '必涨',
  '推荐买入',
  '推荐卖出',
  '包赚',
  '保证收益',
  '无风险',
  '稳赚不赔',
  '翻倍',
  '内幕',
  'guaranteed',
  'risk-free',
  'no risk',
  'sure profit',
  'cannot lose',
  'recommend buying',
  'recommend selling',
  'insider',
] as const

/** What a script may say of the customer and the cause: each stands in braces. */
export const scriptVariables = [
  'salutation',
  'branch',
  'manager',
  'years',
  'amount',
  'percent',
  'security',
  'price',
  'date',
  'days',
  'quantity',
  'direction',
  'product',
  'tier',
  'class',
  'status',
  'ratio',
  'number',
  'time',
  'business',
  'age',
  'line',
  'link',
  'code',
  'text',
  'notice',
] as const
export type ScriptVariable = (typeof scriptVariables)[number]

/** A text in somebody's own words. Refuses words that must not be said. */
export const spokenText = (max: number) =>
  text(max).superRefine((words, context) => {
    const said = words.toLowerCase().replace(/\s+/g, ' ')
    const forbidden = forbiddenPhrases.find(
      (phrase) => said.includes(phrase) || said.replace(/ /g, '').includes(phrase),
    )
    if (forbidden) context.addIssue({ code: 'custom', message: 'script.forbidden', params: { phrase: forbidden } })
  })

/** The same with variables in braces. Refuses also variables that there are not. */
export const scriptOf = (max: number) =>
  spokenText(max).superRefine((words, context) => {
    const named = [...words.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name)
    if (named.some((name) => !(scriptVariables as readonly (string | undefined)[]).includes(name)))
      context.addIssue({ code: 'custom', message: 'script.variable' })
  })
const script = scriptOf(1000)

/** Until when it must be done: minutes, the end of the so-manieth day (0 is the same day), or a time of the same day in Shanghai. */
export const MomentLimit = z.union([
  z.strictObject({ clock: z.enum(['working', 'calendar']), minutes: z.int().min(5).max(14_400) }),
  z.strictObject({ clock: z.enum(['working', 'calendar']), days: z.int().min(0).max(365) }),
  z.strictObject({ clock: z.literal('calendar'), until: timeOfDay }),
])

/** What shall have come about some days after; compared with the customers who were held out. */
export const goalKinds = [
  'contacted',
  'traded',
  'funded',
  'net-inflow',
  'assets-kept',
  'questionnaire-renewed',
  'document-renewed',
  'ratio-restored',
  'product-held',
] as const
export type GoalKind = (typeof goalKinds)[number]
export const Goal = z.strictObject({ kind: z.enum(goalKinds), days: z.int().min(1).max(180) })
export type Goal = z.infer<typeof Goal>

export const momentActions = ['task', 'message', 'both'] as const

/** How a moment is found and what is done then. */
export const MomentDefinition = z
  .strictObject({
    name: text(80),
    nameZh: text(80),
    trigger: Trigger,
    /** Among whom; null is everybody. */
    audience: Condition.nullable(),
    /** For so many days after one of a customer the same customer has no other of this rule. */
    coolDownDays: z.int().min(0).max(365),
    necessity: z.enum(necessities),
    limit: MomentLimit,
    skill: z.enum(skills).nullable(),
    script,
    scriptZh: script,
    /** What is done: a task for whoever looks after the customer, a message to the customer, or both. */
    action: z.enum(momentActions),
    /** The code of the approved words that are sent; null where nothing is. */
    message: code(40).nullable().default(null),
    /** A notice that the firm owes comes in spite of do-not-disturb; care does not. */
    notice: z.enum(['care', 'service']),
    /** Of so many customers in a hundred nothing is done, by chance, so that the effect can be known. */
    holdoutPercent: z.int().min(0).max(50),
    goal: Goal.nullable(),
  })
  .superRefine((rule, context) => {
    if ((rule.action === 'task') !== (rule.message === null))
      context.addIssue({ code: 'custom', path: ['message'], message: 'moment.message' })
    if (rule.notice === 'service' && rule.holdoutPercent > 0)
      context.addIssue({ code: 'custom', path: ['holdoutPercent'], message: 'moment.notice-held-out' })
    if (rule.holdoutPercent > 0 && rule.goal === null)
      context.addIssue({ code: 'custom', path: ['goal'], message: 'moment.goal-needed' })
  })
  .meta({ id: 'MomentDefinition' })
export type MomentDefinition = z.infer<typeof MomentDefinition>
