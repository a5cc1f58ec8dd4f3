import { renewSegments } from '#features/analytics/segments/renew-segments.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Keeps what is known of customers and the members of segments up to date, until `stopping` says so. */
export const renewSegmentsAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await renewSegments(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
