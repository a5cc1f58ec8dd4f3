import { fitWaiting } from '#features/analytics/models/fit/fit-waiting.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Fits the versions of models that were asked for, one after the other, until `stopping` says so. */
export const fitModels = (
  product: Pick<Product, 'connections'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await fitWaiting(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
