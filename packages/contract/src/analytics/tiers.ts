import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, day, decimal, id, instant, listOf, month, PersonInRow, text, version } from '#shapes.ts'
import { tierCodes } from './tier-codes.ts'

const code = z.enum(tierCodes)
/** An amount of the firm's own currency to the cent. */
const floor = z
  .string()
  .max(20)
  .regex(/^\d{1,15}(\.\d{1,2})?$/, { error: 'decimal.shape' })

/** A tier with who of those in sight is in it now; rose and fell: at the end of the last whole month against the one before. */
export const TierInRow = z
  .strictObject({
    code,
    name: z.string(),
    nameZh: z.string(),
    /** From which assets on, in the firm's own currency. */
    floor: decimal,
    customers: count,
    /** What they have with the firm; null where an amount has no rate. */
    assets: decimal.nullable(),
    rose: count,
    fell: count,
  })
  .meta({ id: 'TierInRow' })
export type TierInRow = z.infer<typeof TierInRow>

export const TierLadder = z
  .strictObject({
    version,
    fromDay: z.string(),
    reason: z.string().nullable(),
    changedBy: PersonInRow.nullable(),
    changedAt: instant,
    /** Whether everybody was judged by it. */
    applied: z.boolean(),
    items: z.array(TierInRow),
    /** Customers in sight who never had anything with the firm. */
    without: count,
    /** The last whole month, of `rose` and `fell`. */
    month: z.string(),
  })
  .meta({ id: 'TierLadder' })
export type TierLadder = z.infer<typeof TierLadder>

export const TierLadderDraft = z
  .strictObject({
    tiers: z
      .array(z.strictObject({ code, name: text(60), nameZh: text(60), floor }))
      .min(2)
      .max(tierCodes.length),
    reason: text(300),
  })
  .meta({ id: 'TierLadderDraft' })

export const TierByHandDraft = z
  .strictObject({ tier: code, reason: text(300), until: day.nullable().default(null) })
  .meta({ id: 'TierByHandDraft' })

/** In which tier a customer was from a day up to another (not in it), by rule or by hand, and why. */
export const DatedTier = z
  .strictObject({
    tier: z.string(),
    basis: z.enum(['rule', 'hand']),
    /** Of a tier by rule: the version of the thresholds, and the assets that were judged. */
    ladderVersion: version.nullable(),
    tierAssets: decimal.nullable(),
    reason: z.string().nullable(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    setBy: PersonInRow.nullable(),
    setAt: instant.nullable(),
  })
  .meta({ id: 'DatedTier' })
export type DatedTier = z.infer<typeof DatedTier>

export const CustomerTier = z
  .strictObject({
    /** What holds today: what a person said, while it lasts, and else the rule; null of whoever never had anything. */
    present: DatedTier.nullable(),
    /** What the rule says today. */
    byRule: z.string().nullable(),
    names: z.array(z.strictObject({ code: z.string(), name: z.string(), nameZh: z.string() })),
    history: z.array(DatedTier),
    mayChange: z.boolean(),
  })
  .meta({ id: 'CustomerTier' })
export type CustomerTier = z.infer<typeof CustomerTier>

/** How many in sight went from one tier to another between two month ends, with their assets at the later. */
export const TierFlow = z
  .strictObject({
    /** Null: had nothing with the firm then. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    customers: count,
    assets: decimal.nullable(),
  })
  .meta({ id: 'TierFlow' })
export type TierFlow = z.infer<typeof TierFlow>

export const TierFlows = z
  .strictObject({ from: z.string(), to: z.string(), items: z.array(TierFlow) })
  .meta({ id: 'TierFlows' })
export type TierFlows = z.infer<typeof TierFlows>

export const MovedCustomer = z
  .strictObject({
    id,
    customerNo: z.string(),
    name: z.string(),
    owner: PersonInRow.nullable(),
    assets: decimal.nullable(),
  })
  .meta({ id: 'MovedCustomer' })
export type MovedCustomer = z.infer<typeof MovedCustomer>

/** Two month ends, of the customers of a unit and below where one is named. */
const between = { from: month.optional(), to: month.optional(), unit: id.optional() }

export const tiers = {
  ladder: endpoint('GET /tiers', {
    summary: 'The tiers by assets with their thresholds, and who of those in sight is in each',
    permission: 'customer.read',
    reply: TierLadder,
  }),
  change: endpoint('PUT /tiers', {
    summary: 'Set the thresholds from today on; everybody is judged anew',
    permission: 'tier.configure',
    body: TierLadderDraft,
    reply: TierLadder,
    versioned: true,
  }),
  flows: endpoint('GET /tier-flows', {
    summary: 'From which tier to which customers in sight went between two month ends',
    permission: 'customer.read',
    query: z.strictObject(between),
    reply: TierFlows,
  }),
  moved: endpoint('GET /tier-flows/customers', {
    summary: 'The customers in sight behind one flow, those with the most assets first, 200 at most',
    permission: 'customer.read',
    query: z.strictObject({ ...between, fromTier: code.optional(), toTier: code.optional() }),
    reply: listOf(MovedCustomer),
  }),
  ofCustomer: endpoint('GET /customers/:id/tiers', {
    summary: 'The tier of a customer with its history: by rule or by hand, since when and why',
    permission: 'customer.read',
    params: byId,
    reply: CustomerTier,
  }),
  setByHand: endpoint('PUT /customers/:id/tier-by-hand', {
    summary: 'Give a customer a tier by hand, until a day or until it is taken back',
    permission: 'customer.edit',
    params: byId,
    body: TierByHandDraft,
    reply: CustomerTier,
  }),
  takeBack: endpoint('DELETE /customers/:id/tier-by-hand', {
    summary: 'Take the tier by hand back: the rule holds again from today on',
    permission: 'customer.edit',
    params: byId,
    reply: CustomerTier,
  }),
}
