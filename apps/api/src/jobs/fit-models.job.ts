import { fitWaiting } from '#features/analytics/models/fit/fit-waiting.ts'
import { scoreAgain } from '#features/analytics/models/fit/score-again.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Fits the versions of models that were asked for, and lets those in use speak of each new day, until `stopping` says so. */
export const fitModels = (
  product: Pick<Product, 'connections'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await fitWaiting(product)));
      while (!stopping() && (await scoreAgain(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
