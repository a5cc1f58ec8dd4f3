import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, decimal, id, instant, listOf, month, PersonInRow } from '#shapes.ts'
import { tierCodes } from './tier-codes.ts'

/** Income beside net commission, as the counter books it. */
export const incomeKinds = ['interest', 'marginInterest', 'productFees', 'advisoryFees', 'otherIncome'] as const
export type IncomeKind = (typeof incomeKinds)[number]

/** Null where the firm was told no income of the month: not nothing, but not known. */
const ofKinds = {
  interest: decimal.nullable(),
  marginInterest: decimal.nullable(),
  productFees: decimal.nullable(),
  advisoryFees: decimal.nullable(),
  otherIncome: decimal.nullable(),
}

/** What came in and what serving cost; `cost` and `contribution` are null in a currency other than the firm's own. */
const Contribution = {
  netCommission: decimal,
  ...ofKinds,
  /** Net commission and all that is known of the rest. */
  income: decimal,
  /** (minutes + contacts nobody measured × minutes of a contact) × cost of a minute + cost of a customer, by month. */
  cost: decimal.nullable(),
  contribution: decimal.nullable(),
  minutes: count,
}

export const ContributionMonth = z
  .strictObject({ month: z.string(), ...Contribution })
  .meta({ id: 'ContributionMonth' })
export type ContributionMonth = z.infer<typeof ContributionMonth>

export const CustomerContribution = z
  .strictObject({
    currency: z.string(),
    currencies: z.array(z.string()),
    /** The last month of which the firm was told income beside commission; null where of none. */
    incomeThrough: z.string().nullable(),
    total: z.strictObject(Contribution),
    months: z.array(ContributionMonth),
  })
  .meta({ id: 'CustomerContribution' })
export type CustomerContribution = z.infer<typeof CustomerContribution>

/** By what customers are put together; `customer` is each by itself. */
export const contributionGroups = ['unit', 'region', 'owner', 'tier', 'level', 'segment', 'customer'] as const
export type ContributionGroup = (typeof contributionGroups)[number]

export const ContributionRow = z
  .strictObject({
    /** The id of a unit, a person, a segment or a customer, a code of a tier or level; null for who has none. */
    key: z.string().nullable(),
    /** Its name where that is data. */
    label: z.string().nullable(),
    customers: count,
    ...Contribution,
    /** Contribution over minutes of service; null where nobody was served for a minute. */
    perMinute: decimal.nullable(),
  })
  .meta({ id: 'ContributionRow' })
export type ContributionRow = z.infer<typeof ContributionRow>

export const Contributions = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    incomeThrough: z.string().nullable(),
    /** Amounts in other currencies are taken at the last rate known; false where one has no rate, and is left out. */
    converted: z.boolean(),
    total: ContributionRow,
    /** Most contribution first; 200 at most. */
    rows: z.array(ContributionRow),
    more: z.boolean(),
  })
  .meta({ id: 'Contributions' })
export type Contributions = z.infer<typeof Contributions>

/** At most 12 digits before the point and four after. */
const amount = z
  .string()
  .max(14)
  .regex(/^\d{1,8}(\.\d{1,4})?$/, { error: 'decimal.shape' })

/** What serving costs, in the firm's own currency, from a month on until the next one is told. */
export const CostRate = z
  .strictObject({
    from: z.string(),
    costOfMinute: decimal,
    minutesOfContact: decimal,
    costOfCustomer: decimal,
    recordedBy: PersonInRow.nullable(),
    recordedAt: instant,
  })
  .meta({ id: 'CostRate' })
export type CostRate = z.infer<typeof CostRate>

export const CostRateDraft = z
  .strictObject({
    from: month,
    costOfMinute: amount,
    minutesOfContact: z
      .string()
      .max(7)
      .regex(/^\d{1,3}(\.\d{1,2})?$/, { error: 'decimal.shape' }),
    costOfCustomer: amount,
  })
  .meta({ id: 'CostRateDraft' })

const between = { from: month.optional(), to: month.optional() }

export const contributions = {
  ofCustomer: endpoint('GET /customers/:id/contribution', {
    summary: 'What a customer brought by month and kind of income, and what serving it cost',
    permission: 'account.read',
    params: byId,
    query: z.strictObject({
      ...between,
      currency: z
        .string()
        .max(3)
        .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
        .optional(),
    }),
    reply: CustomerContribution,
  }),
  list: endpoint('GET /contributions', {
    summary:
      'Income less the cost of serving, of the customers in sight by unit, region, owner, tier, level, segment or each',
    permission: 'account.read',
    query: z.strictObject({
      ...between,
      by: z.enum(contributionGroups).default('unit'),
      /** Only of those below a unit, of an owner, tier, level or segment. */
      unit: id.optional(),
      owner: id.optional(),
      tier: z.enum(tierCodes).optional(),
      level: z.string().max(20).optional(),
      segment: id.optional(),
    }),
    reply: Contributions,
  }),
  rates: endpoint('GET /cost-rates', {
    summary: 'What a minute of service and a customer cost, with the months from which it holds',
    permission: 'account.read',
    reply: listOf(CostRate),
  }),
  record: endpoint('PUT /cost-rates', {
    summary: 'Say or correct what serving costs from a month on',
    permission: 'indicator.edit',
    body: CostRateDraft,
    reply: CostRate,
  }),
}
