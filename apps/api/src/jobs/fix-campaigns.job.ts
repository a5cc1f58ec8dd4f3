import { fixMembers } from '#features/marketing/campaigns/fix-members.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Fixes who takes part in campaigns that were approved, until `stopping` says so. */
export const fixCampaignsAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await fixMembers(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
