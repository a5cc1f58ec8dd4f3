import { fixMembers } from '#features/marketing/campaigns/fix-members.ts'
import { closeCampaigns } from '#features/marketing/campaigns/run/close-campaigns.ts'
import { judgeConversions } from '#features/marketing/campaigns/run/judge-conversions.ts'
import { leaveWaves, type Works } from '#features/marketing/campaigns/run/leave-waves.ts'
import { sumCampaigns } from '#features/marketing/campaigns/run/sum-campaigns.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** One look at all campaigns: fixes who takes part, lets waves leave that are due, closes what is over, judges what was published, and counts what came of them. */
export async function runCampaigns(works: Works, stopping: () => boolean = () => false): Promise<void> {
  for (const step of [fixMembers, leaveWaves]) while (!stopping() && (await step(works)));
  await closeCampaigns(works)
  while (!stopping() && (await judgeConversions(works)));
  while (!stopping() && (await sumCampaigns(works)));
}

/** Runs campaigns that were approved until `stopping` says so. */
export const runCampaignsAlways = (works: Works, stopping: () => boolean, log: (error: unknown) => unknown) =>
  lane(() => runCampaigns(works, stopping), { every: LOOK_EVERY, stopping, log })
