import { z } from 'zod'
import { needKinds } from '#customer/customer-needs.ts'
import { riskLevels } from '#customer/vocabulary.ts'
import { endpoint } from '#endpoint.ts'
import { visitChannels } from '#service/care-visits.ts'
import { byId, count } from '#shapes.ts'

/** Kinds of product that are offered without advice on single shares. */
export const offeredProducts = ['money-fund', 'repo', 'bond', 'fund', 'etf'] as const
/** What speaks for an offer, the strongest first where several do. */
export const offerReasons = ['stated-need', 'above-tolerance', 'idle-cash', 'concentrated', 'peers-hold'] as const

const Offer = z.strictObject({
  security: z.strictObject({ id: z.uuid(), code: z.string(), name: z.string().nullable() }),
  product: z.enum(offeredProducts),
  /** R1 to R5; never above what the customer may hold. */
  grade: z.int(),
  reason: z.enum(offerReasons),
  /** What the customer said it needs, where that is the reason. */
  need: z.enum(needKinds).nullable(),
  /** The part of assets or holdings that speaks for it, as a fraction; null for a need. */
  share: z.number().nullable(),
  /** How many customers of the same class of risk hold it, of those who hold anything of these kinds. */
  holders: count,
  peers: count,
})

/** What could be offered to a customer next, when and by which way, each with its reason (ANA-18, first form). */
export const NextOffers = z
  .strictObject({
    riskLevel: z.enum(riskLevels).nullable(),
    /** Null: no assessment that is valid, so that nothing may be offered. */
    highestGrade: z.int().nullable(),
    asOf: z.string().nullable(),
    offers: z.array(Offer),
    /** The way by which the customer is reached best; null while nobody was. */
    channel: z.strictObject({ channel: z.enum(visitChannels), reached: count, visits: count }).nullable(),
    /** When the customer mostly trades: 1 is Monday, hours of the firm's clock; null where too little is known. */
    time: z.strictObject({ weekday: z.int().nullable(), hour: z.int().nullable(), trades: count }).nullable(),
  })
  .meta({ id: 'NextOffers' })
export type NextOffers = z.infer<typeof NextOffers>
export type Offer = NextOffers['offers'][number]

export const nextOffers = {
  ofCustomer: endpoint('GET /customers/:id/next-offers', {
    summary: 'What could be offered to a customer next, when and by which way, with the reasons',
    permission: 'account.read',
    params: byId,
    reply: NextOffers,
  }),
}
