import { keepPlans, type Looked } from '#features/service/service-plans/work/keep-plans.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 5_000

/** Starts and ends plans of service and makes their steps tasks when they fall due, until `stopping` says so. */
export const keepPlansAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) => {
  const looked: Looked = { stood: '', at: 0 }
  return lane(
    async () => {
      while (!stopping() && (await keepPlans(product, { looked })));
    },
    { every: LOOK_EVERY, stopping, log },
  )
}
