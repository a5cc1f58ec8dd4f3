import { z } from 'zod'
import { licenceKinds } from '#administration/licences.ts'
import { suppressions } from '#service/contact-permissions.ts'
import { messageChannels } from '#service/message-templates.ts'
import { messageStates, WrittenLanguage } from '#service/messages.ts'
import { spokenText } from '#service/moment-rule.ts'
import { id, instant, PersonInRow, version } from '#shapes.ts'

/** Ways to recommend by word of mouth. */
export const spokenWays = ['phone', 'in-person'] as const
export const recommendationChannels = [...messageChannels, ...spokenWays] as const
/** `spoken` by word of mouth; a letter is how its message stands. */
export const recommendationStates = ['spoken', ...messageStates] as const
/** States in which the customer knows of it and may have answered. */
export const heardStates: readonly (typeof recommendationStates)[number][] = ['spoken', 'sent', 'delivered', 'opened']
export const recommendationResponses = ['interested', 'no-answer', 'declined', 'bought'] as const
export type RecommendationResponse = (typeof recommendationResponses)[number]
/** After one of these there is no other. */
export const finalResponses: readonly RecommendationResponse[] = ['declined', 'bought']

const said = { productId: id, text: spokenText(1000) }
export const RecommendationDraft = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('letter'), ...said, templateId: id, language: WrittenLanguage }),
    z.strictObject({ by: z.literal('speech'), ...said, channel: z.enum(spokenWays) }),
  ])
  .meta({ id: 'RecommendationDraft' })
export type RecommendationDraft = z.infer<typeof RecommendationDraft>

/** A product that somebody recommended to a customer, with what is kept of it (PRD-05, PRD-06). */
export const RecommendationMade = z
  .strictObject({
    id,
    version,
    product: z.strictObject({ id, code: z.string(), name: z.string(), nameZh: z.string() }),
    /** What the adviser wrote or said. */
    text: z.string(),
    channel: z.enum(recommendationChannels),
    state: z.enum(recommendationStates),
    /** Why a letter was kept back. */
    reason: z.enum([...suppressions, 'STOPPED']).nullable(),
    messageId: id.nullable(),
    checkId: id,
    /** The risk notice of the product that held. */
    notice: z.strictObject({ id, name: z.string(), number: z.int() }),
    /** That the adviser held on the day. */
    licence: z.strictObject({ kind: z.enum(licenceKinds), number: z.string() }),
    by: PersonInRow.nullable(),
    at: instant,
    response: z.enum(recommendationResponses).nullable(),
    respondedAt: instant.nullable(),
    /** Who wrote the answer down. */
    respondedBy: PersonInRow.nullable(),
  })
  .meta({ id: 'RecommendationMade' })
export type RecommendationMade = z.infer<typeof RecommendationMade>
