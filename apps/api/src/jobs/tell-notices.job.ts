import { tellDueNotices } from '#features/administration/notices/tell-notices.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 5_000

/** Tells of notices when their time comes, until `stopping` says so. */
export const tellNoticesAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) => lane(() => tellDueNotices(product), { every: LOOK_EVERY, stopping, log })
