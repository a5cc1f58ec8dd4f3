import { z } from 'zod'
import { decimal, timeOfDay } from '#shapes.ts'

/** What the data centre tells of a customer beside trades and money, or the product of itself. */
export const customerSignals = [
  'login',
  'new-device',
  'abnormal-login',
  'transfer-out',
  'designation-cancelled',
  'closing',
  'service-enquiry',
  'allotment',
  'margin-contract',
  'product-maturity',
  'exchange-letter',
  'fee-query',
  'complaint',
  'low-survey',
] as const
export type CustomerSignal = (typeof customerSignals)[number]
/** Those that the product sees itself, in its cases and surveys. */
const seenHere = ['complaint', 'low-survey'] as const
/** Those that the systems of the firm tell. */
export const reportedSignals = customerSignals.filter((one) => !(seenHere as readonly string[]).includes(one))

/** What becomes of a security beside its price. */
export const securityStatuses = [
  'suspended',
  'resumed',
  'special-treatment',
  'delisting-risk',
  'treatment-lifted',
  'delisting-period',
  'listed',
] as const
/** What is told of a security: what becomes of it, and what its holders will be given or asked for. */
export const issueKinds = ['dividend', 'bonus', 'rights'] as const
export const securitySignals = [...securityStatuses, ...issueKinds] as const

const share = z.number().min(0.0001).max(10)
/** CNY. */
const amount = decimal.refine((value) => /^\d{1,15}(\.|$)/.test(value), { error: 'decimal.size' })
const daysBefore = z.array(z.int().min(-365).max(365)).min(1).max(12)
const days = z.int().min(1).max(250)
const months = z.int().min(1).max(60)

/** Whether a rule is judged for each day of the calendar, as it begins, or for each business day, once it is published. */
export const triggerClocks = ['calendar', 'published'] as const

const kinds = {
  /** Who was born on 29 February is congratulated on the 28th in other years. */
  birthday: ['calendar', {}],
  'account-anniversary': [
    'calendar',
    { years: z.array(z.int().min(1).max(80)).min(1).max(20), thenEvery: z.int().min(1).max(20).nullable() },
  ],
  'age-reached': ['calendar', { ages: z.array(z.int().min(1).max(120)).min(1).max(10) }],
  'on-days': ['calendar', { days: z.array(z.iso.date().max(10)).min(1).max(60) }],
  'questionnaire-expiry': ['calendar', { daysBefore }],
  'document-expiry': ['calendar', { daysBefore }],
  'tier-change': ['calendar', {}],
  'due-signal': ['calendar', { signals: z.array(z.enum(customerSignals)).min(1), daysBefore }],
  /** Looked at when each of these times (HH:MM in Shanghai) has come. */
  'unpaid-allotment': ['calendar', { times: z.array(timeOfDay).min(1).max(6) }],
  'corporate-action': [
    'calendar',
    {
      kinds: z.array(z.enum(issueKinds)).min(1).max(3),
    },
  ],
  'account-opened': ['published', {}],
  'first-deposit': ['published', {}],
  'large-deposit': ['published', { amount, share }],
  'large-withdrawal': ['published', { amount, share, days, sharesInDays: share }],
  'idle-cash': ['published', { amount, days }],
  'first-trade': ['published', { silentMonths: months }],
  'large-trade': ['published', { amount, share }],
  'woken-up': ['published', { silentMonths: months }],
  'permission-reached': ['published', { amount, days, months }],
  'large-loss': ['published', { amount, share, positionShare: share }],
  'large-gain': ['published', { amount, share }],
  'limit-price': ['published', { weight: share }],
  'security-signal': ['published', { signals: z.array(z.enum(securityStatuses)).min(1).max(7) }],
  'customer-signal': ['published', { signals: z.array(z.enum(customerSignals)).min(1).max(14) }],
  'margin-ratio': ['published', { lines: z.array(z.number().min(100).max(300)).min(1).max(6) }],
  'churn-score': ['published', { topPercent: z.int().min(1).max(50) }],
} as const satisfies Record<string, readonly [(typeof triggerClocks)[number], z.ZodRawShape]>

export type TriggerKind = keyof typeof kinds
export const triggerKinds = Object.keys(kinds) as [TriggerKind, ...TriggerKind[]]
export const clockOf = (kind: TriggerKind) => kinds[kind][0]

/** The thresholds of one kind of trigger. */
export type Trigger = {
  [K in TriggerKind]: { kind: K } & {
    -readonly [P in keyof (typeof kinds)[K][1]]: (typeof kinds)[K][1][P] extends z.ZodType
      ? z.output<(typeof kinds)[K][1][P]>
      : never
  }
}[TriggerKind]
export type TriggerOf<K extends TriggerKind> = Extract<Trigger, { kind: K }>

/** When a moment of a customer comes: a kind, and its thresholds as data. */
export const Trigger = z
  .discriminatedUnion(
    'kind',
    triggerKinds.map((kind) => z.strictObject({ kind: z.literal(kind), ...kinds[kind][1] })) as never,
  )
  .meta({ id: 'Trigger' }) as unknown as z.ZodType<Trigger>
