import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, day, decimal, id, instant, PersonInRow, text } from '#shapes.ts'
import { campaignChannels, memberReasons, money } from './campaigns.ts'

/** How far members came who were reached: each stage holds whoever came further, too. */
export const funnelStages = ['sent', 'delivered', 'reached', 'interested', 'converted'] as const
export type FunnelStage = (typeof funnelStages)[number]

const percent = z.number().nullable()

/** What came of one wave: contacts by how far they came, each stage with whoever came further. */
export const WaveResult = z.strictObject({
  id,
  channel: z.enum(campaignChannels),
  on: z.string(),
  /** When the last member had been looked at; null before. */
  leftAt: instant.nullable(),
  waiting: count,
  sent: count,
  delivered: count,
  reached: count,
  interested: count,
  suppressed: count,
  /** What its contacts cost, in CNY. */
  cost: decimal,
})
export type WaveResult = z.infer<typeof WaveResult>

/**
 * Those with whom something was to be done beside those held out: the difference in percentage points with its 95 % interval
 * (Newcombe 1998, method 10), how many more converted than would have, and the z of two proportions with pooled variance.
 * Null where either side is empty.
 */
export const CampaignUplift = z.strictObject({
  treated: count,
  treatedMet: count,
  heldOut: count,
  heldOutMet: count,
  treatedRate: percent,
  heldOutRate: percent,
  difference: percent,
  low: percent,
  high: percent,
  extra: z.number().nullable(),
  z: z.number().nullable(),
})
export type CampaignUplift = z.infer<typeof CampaignUplift>

const cost = { on: day, what: text(200), amount: money }
export const CampaignCost = z
  .strictObject({ ...cost, id, on: z.string(), what: z.string(), amount: decimal, by: PersonInRow.nullable() })
  .meta({ id: 'CampaignCost' })
export type CampaignCost = z.infer<typeof CampaignCost>
export const CampaignCostDraft = z.strictObject(cost).meta({ id: 'CampaignCostDraft' })

export const CampaignResults = z
  .strictObject({
    /** The days on which a conversion counts, for whoever was reached and whoever was held out alike; null before it began. */
    window: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
    /** The last day of its window that was judged; null before the first, and until then nothing is known of conversions and gain. */
    judgedThrough: z.string().nullable(),
    /** Members with whom something is done. */
    treated: count,
    waiting: count,
    /** Rates in percent of the stage before, to two decimals; the first of those treated. */
    funnel: z.array(z.strictObject({ stage: z.enum(funnelStages), count: count.nullable(), rate: percent })),
    /** Converted of those sent to, in percent to three decimals. */
    overall: percent,
    suppressed: z.array(z.strictObject({ reason: z.enum(memberReasons), count })),
    waves: z.array(WaveResult),
    uplift: CampaignUplift.nullable(),
    /** In CNY: by contacts, as entered, and together. */
    cost: z.strictObject({ contacts: decimal, entered: decimal, total: decimal, budget: decimal }),
    costs: z.array(CampaignCost),
    /** Net commission of those treated within the window, in CNY. */
    gain: decimal.nullable(),
    /** The part of it that exceeds what as many of those held out brought; null where nobody was held out. */
    extraGain: decimal.nullable(),
    /** (gain − cost) / cost, in percent to one decimal; null without cost. */
    roi: percent,
  })
  .meta({ id: 'CampaignResults' })
export type CampaignResults = z.infer<typeof CampaignResults>

export const campaignResults = {
  open: endpoint('GET /campaigns/:id/results', {
    summary: 'How far members of a campaign in sight came, what it cost and what it brought',
    permission: 'campaign.read',
    params: byId,
    reply: CampaignResults,
  }),
  addCost: endpoint('POST /campaigns/:id/costs', {
    summary: 'Enter what a campaign cost beside its contacts',
    permission: 'campaign.plan',
    params: byId,
    body: CampaignCostDraft,
    reply: CampaignResults,
  }),
  removeCost: endpoint('DELETE /campaigns/:id/costs/:cost', {
    summary: 'Strike out a cost that was entered',
    permission: 'campaign.plan',
    params: z.strictObject({ id, cost: id }),
    reply: CampaignResults,
  }),
}
