import { findMoments } from '#features/service/moments/engine/find-moments.ts'
import { runTrial } from '#features/service/moments/engine/run-trial.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Finds the moments of customers as days are published and things happen, and tries drafts on past days, until `stopping` says so. */
export async function findMomentsAlways(
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) {
  const trials = async () => {
    while (!stopping() && (await runTrial(product, stopping)));
  }
  await Promise.all([
    lane(() => findMoments(product, stopping), { every: LOOK_EVERY, stopping, log }),
    lane(trials, { every: LOOK_EVERY, stopping, log }),
  ])
}
