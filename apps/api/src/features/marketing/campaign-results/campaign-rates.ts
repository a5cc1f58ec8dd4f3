import {
  type CampaignResults,
  type CampaignUplift,
  type FunnelStage,
  funnelStages,
} from '@rapport/contract/marketing/campaign-results'
import { differenceOf, type Met, percentOf } from '#features/service/moments/moment-rates.ts'

/** The funnel of domain 10, chart 11: each stage in percent of the one before (two decimals), the first of those treated; overall converted of sent (three decimals). What is not known yet is null. */
export function funnelOf(
  treated: number,
  counts: Readonly<Record<Exclude<FunnelStage, 'converted'>, number> & { converted: number | null }>,
) {
  const rate = (part: number | null, of: number | null, digits: number) =>
    part === null || of === null ? null : percentOf(part, of, digits)
  const funnel: CampaignResults['funnel'] = funnelStages.map((stage, at) => {
    const before = funnelStages[at - 1]
    return { stage, count: counts[stage], rate: rate(counts[stage], before ? counts[before] : treated, 2) }
  })
  return { funnel, overall: rate(counts.converted, counts.sent, 3) }
}

/** (gain − cost) / cost in percent, to one decimal, of amounts in one currency; null without cost (domain 10, chart 12). */
export function returnOf(gain: string, cost: string): number | null {
  const spent = Number(cost)
  return spent === 0 ? null : Math.round(((Number(gain) - spent) * 1000) / spent) / 10
}

/** z of the difference of two proportions under the variance of both pooled, to two decimals; null where there is none. */
function zOf({ treated, treatedMet, heldOut, heldOutMet }: Met): number | null {
  if (treated === 0 || heldOut === 0) return null
  const pooled = (treatedMet + heldOutMet) / (treated + heldOut)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / treated + 1 / heldOut))
  return error === 0 ? null : Math.round(((treatedMet / treated - heldOutMet / heldOut) / error) * 100) / 100
}

/** Those treated beside those held out (domain 10, chart 12); `extra` is how many more converted than would have, as a whole number. */
export function upliftOf(counts: Met): CampaignUplift {
  const { treated, treatedMet, heldOut, heldOutMet } = counts
  const extra = treated === 0 || heldOut === 0 ? null : Math.round(treatedMet - (heldOutMet * treated) / heldOut) || 0
  return { treated, treatedMet, heldOut, heldOutMet, ...differenceOf(counts), extra, z: zOf(counts) }
}
