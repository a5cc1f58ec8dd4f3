import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, id, instant, PersonInRow, text } from '#shapes.ts'
import { CareVisitPlan, visitChannels, visitKinds } from './care-visits.ts'
import { stopKinds } from './contact-permissions.ts'

/** What the firm can do for one customer, the most urgent first. */
export const proposedServices = [
  'complaint-follow-up',
  'reassessment',
  'retention',
  'onboarding',
  'birthday',
  'portfolio-review',
  'idle-cash',
  'keeping-touch',
] as const
export type ProposedService = (typeof proposedServices)[number]

/** A share of 1. */
const share = z.number()
const on = z.string()
/** What speaks for a service, each with the values that it rests on. */
export const ServiceReason = z
  .discriminatedUnion('code', [
    /** From 1 to 5; null where the customer did not say. */
    z.strictObject({ code: z.literal('complaint-closed'), on, satisfaction: z.int().nullable() }),
    z.strictObject({ code: z.literal('assessment-ends'), on }),
    z.strictObject({ code: z.literal('not-assessed') }),
    /** The probability, as of the day of the model's scores. */
    z.strictObject({ code: z.literal('likely-to-leave'), share, on }),
    /** Net outflow of thirty days, of the assets before. */
    z.strictObject({ code: z.literal('outflow'), share }),
    z.strictObject({ code: z.literal('account-new'), on }),
    z.strictObject({ code: z.literal('birthday'), on }),
    z.strictObject({ code: z.literal('above-tolerance'), share }),
    z.strictObject({ code: z.literal('concentrated'), share }),
    z.strictObject({ code: z.literal('idle-cash'), share }),
    /** The last contact; null where there was none. */
    z.strictObject({ code: z.literal('no-contact'), on: on.nullable() }),
  ])
  .meta({ id: 'ServiceReason' })
export type ServiceReason = z.infer<typeof ServiceReason>

const service = z.enum(proposedServices)
export const ServiceProposal = z
  .strictObject({
    service,
    kind: z.enum(visitKinds),
    channel: z.enum(visitChannels),
    plannedOn: z.string(),
    reasons: z.array(ServiceReason).min(1),
  })
  .meta({ id: 'ServiceProposal' })
export type ServiceProposal = z.infer<typeof ServiceProposal>

/** `changed` is accepted with another kind, way or day than proposed. */
export const serviceAnswers = ['accepted', 'changed', 'declined'] as const
export const ServiceAnswer = z
  .strictObject({
    id,
    answer: z.enum(serviceAnswers),
    /** What was proposed, with the reasons of that time. */
    proposal: ServiceProposal,
    /** Why it was declined. */
    reason: z.string().nullable(),
    visitId: id.nullable(),
    by: PersonInRow.nullable(),
    at: instant,
  })
  .meta({ id: 'ServiceAnswer' })
export type ServiceAnswer = z.infer<typeof ServiceAnswer>

export const ServiceProposals = z
  .strictObject({
    /** Why the customer must not be contacted: then nothing is proposed. */
    hindrances: z.array(z.enum(stopKinds)),
    /** The day of the figures; null while nothing was valued. */
    asOf: z.string().nullable(),
    items: z.array(ServiceProposal),
    /** What became of earlier proposals, the latest first, at most ten. */
    answers: z.array(ServiceAnswer),
  })
  .meta({ id: 'ServiceProposals' })
export type ServiceProposals = z.infer<typeof ServiceProposals>

export const ServiceAnswerDraft = z
  .discriminatedUnion('answer', [
    z.strictObject({ answer: z.literal('accepted'), service, ...CareVisitPlan.omit({ customerId: true }).shape }),
    z.strictObject({ answer: z.literal('declined'), service, reason: text(300) }),
  ])
  .meta({ id: 'ServiceAnswerDraft' })
export type ServiceAnswerDraft = z.infer<typeof ServiceAnswerDraft>

export const serviceProposals = {
  list: endpoint('GET /customers/:id/service-proposals', {
    summary:
      'What to do next for a customer, each with its reasons, way and day, the most urgent first; earlier answers',
    permission: 'account.read',
    params: byId,
    reply: ServiceProposals,
  }),
  answer: endpoint('POST /customers/:id/service-proposals', {
    summary:
      'Accept a proposed service as it is or changed, which plans a visit of the caller’s, or decline it with a reason; 409 where it is not proposed any more',
    permission: 'care-visit.plan',
    params: byId,
    body: ServiceAnswerDraft,
    reply: ServiceAnswer,
  }),
}
