import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, decimal, id, listOf, text, version } from '#shapes.ts'
import { SumOf } from './collection-layout.ts'

const field = z.string().min(1).max(200)
const bound = z.string().max(40).nullable().default(null)
/** What a field may refer to. */
export const referenced = ['customers', 'accounts', 'securities', 'units', 'staff'] as const

/** What a rule demands of rows, or of all rows of a file together (unique, balance). Conditions are CEL, never SQL. */
export const RuleSettings = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('null'), field }),
    z
      .strictObject({ kind: z.literal('range'), field, from: bound, to: bound })
      .refine(({ from, to }) => from !== null || to !== null, { error: 'range.open' }),
    /** A picture: 9 a digit, A and a a letter, X either, * anything (at the end), all else itself. */
    z.strictObject({
      kind: z.literal('format'),
      field,
      pattern: z
        .string()
        .min(1)
        .max(100)
        .regex(/^[^*]+\*?$/, { error: 'pattern.shape' }),
    }),
    /** `item:<code>` is the key of the rows that another collection item has brought. */
    z.strictObject({
      kind: z.literal('reference'),
      field,
      to: z.union([z.enum(referenced), z.templateLiteral(['item:', z.string().min(1).max(60)])]),
    }),
    z.strictObject({ kind: z.literal('unique'), fields: z.array(field).min(1).max(10) }),
    /** Two sums of the file that must be equal, or a sum and what it must come to. */
    z
      .strictObject({ kind: z.literal('balance'), sum: SumOf, equals: SumOf.optional(), amount: decimal.optional() })
      .refine(({ equals, amount }) => (equals === undefined) !== (amount === undefined), { error: 'balance.one-side' }),
    z.strictObject({ kind: z.literal('condition'), condition: z.string().min(1).max(1000) }),
  ])
  .meta({ id: 'RuleSettings' })
export type RuleSettings = z.infer<typeof RuleSettings>
export const ruleEffects = ['hold-row', 'hold-day', 'count'] as const

export const QualityRule = z
  .strictObject({
    id,
    version,
    item: z.strictObject({ id, code: z.string(), name: z.string() }),
    code: z.string(),
    name: z.string(),
    settings: RuleSettings,
    effect: z.enum(ruleEffects),
    owner: z.strictObject({ id, name: z.string() }).nullable(),
    active: z.boolean(),
  })
  .meta({ id: 'QualityRule' })
export type QualityRule = z.infer<typeof QualityRule>

const ruleFields = {
  code: code(60),
  name: text(120),
  settings: RuleSettings,
  effect: z.enum(ruleEffects).default('hold-row'),
  ownerId: id.nullable().default(null),
}

export const qualityRules = {
  list: endpoint('GET /quality-rules', {
    summary: 'Rules that rows of collection items must keep',
    permission: 'data-centre.read',
    query: z.strictObject({ itemId: id.optional() }),
    reply: listOf(QualityRule),
  }),
  create: endpoint('POST /quality-rules', {
    summary: 'Add a rule; it holds from the next staging on',
    permission: 'data-centre.configure',
    body: z.strictObject({ itemId: id, ...ruleFields }),
    reply: QualityRule,
  }),
  change: endpoint('PATCH /quality-rules/:id', {
    summary: 'Change, pause or resume a rule',
    permission: 'data-centre.configure',
    params: byId,
    body: z
      .strictObject({
        name: ruleFields.name,
        settings: RuleSettings,
        effect: z.enum(ruleEffects),
        ownerId: id.nullable(),
        active: z.boolean(),
      })
      .partial()
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: QualityRule,
    versioned: true,
  }),
}
