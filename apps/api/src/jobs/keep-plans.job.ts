import { keepPlans } from '#features/service/service-plans/work/keep-plans.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 5_000

/** Starts and ends plans of service and makes their steps tasks when they fall due, until `stopping` says so. */
export const keepPlansAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await keepPlans(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
