import { findMoments } from '#features/service/moments/engine/find-moments.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Finds the moments of customers as days are published and things happen, until `stopping` says so. */
export const findMomentsAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) => lane(() => findMoments(product, stopping), { every: LOOK_EVERY, stopping, log })
