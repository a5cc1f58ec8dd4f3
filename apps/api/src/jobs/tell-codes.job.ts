import { tellCodes } from '#features/service/portal/tell-codes.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

/** Somebody waits at the door for each. */
const LOOK_EVERY = 500

/** Writes the messages of one-time codes that customers ask for, until `stopping` says so. */
export const tellCodesAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) => lane(async () => void (await tellCodes(product)), { every: LOOK_EVERY, stopping, log })
