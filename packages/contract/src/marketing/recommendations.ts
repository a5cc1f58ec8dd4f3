import { z } from 'zod'
import { needKinds } from '#customer/customer-needs.ts'
import { suitabilityReasons } from '#customer/suitability-checks.ts'
import { riskLevels } from '#customer/vocabulary.ts'
import { endpoint } from '#endpoint.ts'
import { visitChannels } from '#service/care-visits.ts'
import { stopKinds } from '#service/contact-permissions.ts'
import { messageChannels } from '#service/message-templates.ts'
import { byId, count, id, listOf } from '#shapes.ts'
import { productTypes } from './product-types.ts'
import { RecommendationDraft, RecommendationMade, recommendationResponses } from './recommendations-made.ts'

const share = z.number()
/** What speaks for a product, each with the values that it rests on. */
export const RecommendationReason = z
  .discriminatedUnion('code', [
    z.strictObject({ code: z.literal('stated-need'), need: z.enum(needKinds) }),
    z.strictObject({ code: z.literal('above-tolerance'), share }),
    z.strictObject({ code: z.literal('idle-cash'), share }),
    z.strictObject({ code: z.literal('concentrated'), share }),
    /** So many customers hold it together with what this one holds. */
    z.strictObject({
      code: z.literal('held-together'),
      held: z.strictObject({ id, code: z.string(), name: z.string().nullable() }),
      together: count,
    }),
    z.strictObject({ code: z.literal('class-holds'), class: z.enum(riskLevels), holders: count, peers: count }),
    /** Nobody is known to hold it: what of its kind the class holds most. */
    z.strictObject({ code: z.literal('class-holds-kind'), class: z.enum(riskLevels), share }),
    /** Days; a horizon of null has no end. */
    z.strictObject({ code: z.literal('term-fits'), days: count, horizonDays: count.nullable() }),
    z.strictObject({ code: z.literal('risk-fits'), grade: z.int(), class: z.enum(riskLevels) }),
  ])
  .meta({ id: 'RecommendationReason' })
export type RecommendationReason = z.infer<typeof RecommendationReason>

export const RecommendedProduct = z
  .strictObject({
    product: z.strictObject({
      id,
      code: z.string(),
      name: z.string(),
      nameZh: z.string(),
      type: z.enum(productTypes),
      grade: z.int(),
      termDays: z.int().nullable(),
      currency: z.string(),
      minimumAmount: z.string(),
    }),
    reasons: z.array(RecommendationReason),
  })
  .meta({ id: 'RecommendedProduct' })
export type RecommendedProduct = z.infer<typeof RecommendedProduct>

/** Why nothing may be recommended to this customer by this person. */
export const recommendationHindrances = [...suitabilityReasons, ...stopKinds] as const

/** What fits a customer, the best first, and how and when the customer is reached best (PRD-04, PRD-05, ANA-18). */
export const Recommendations = z
  .strictObject({
    class: z.enum(riskLevels).nullable(),
    /** Null until a model of who holds what was fitted. */
    model: z.strictObject({ version: count, asOf: z.string() }).nullable(),
    hindrances: z.array(z.enum(recommendationHindrances)),
    /** Channels by which the customer wants no marketing. */
    optedOut: z.array(z.enum(messageChannels)),
    /** On the shelf and not held by the customer; of them suitable by the rules of today. */
    offered: count,
    suitable: count,
    /** What speaks against those that do not fit, the commonest first; against one there may be several. */
    misfits: z.array(z.strictObject({ reason: z.enum(suitabilityReasons), products: count })),
    items: z.array(RecommendedProduct),
    /** The way by which the customer is reached best; null while nobody was. */
    channel: z.strictObject({ channel: z.enum(visitChannels), reached: count, visits: count }).nullable(),
    /** When the customer mostly trades: 1 is Monday, hours of the firm's clock; null where too little is known. */
    time: z.strictObject({ weekday: z.int().nullable(), hour: z.int().nullable(), trades: count }).nullable(),
  })
  .meta({ id: 'Recommendations' })
export type Recommendations = z.infer<typeof Recommendations>

export const recommendations = {
  ofCustomer: endpoint('GET /customers/:id/recommendations', {
    summary:
      'Products on the shelf that are suitable for a customer by the rules of today, at most six, best first, with the reasons; how and when to speak',
    permission: 'account.read',
    params: byId,
    reply: Recommendations,
  }),
  send: endpoint('POST /customers/:id/recommendations', {
    summary:
      'Recommend a product to a customer by an approved letter with its risk notice, or write down that it was done by word of mouth; 422 where it does not suit, or without a licence',
    permission: 'customer.edit',
    params: byId,
    body: RecommendationDraft,
    reply: RecommendationMade,
  }),
  made: endpoint('GET /customers/:id/recommendations-made', {
    summary:
      'What was recommended to a customer, how it stands and what the customer answered, the latest first, at most 200',
    permission: 'account.read',
    params: byId,
    reply: listOf(RecommendationMade),
  }),
  answer: endpoint('PATCH /recommendations/:id', {
    summary: 'What the customer answered; once they declined or bought there is no other answer',
    permission: 'customer.edit',
    params: byId,
    body: z.strictObject({ response: z.enum(recommendationResponses) }).meta({ id: 'RecommendationAnswer' }),
    reply: RecommendationMade,
    versioned: true,
  }),
}
