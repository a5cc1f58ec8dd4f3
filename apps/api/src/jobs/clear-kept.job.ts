import { clearNotifications } from '#features/administration/notifications/clear-notifications.ts'
import { clearThrottles } from '#features/administration/session/throttle.ts'
import { clearEnquiries } from '#features/marketing/enquiries/enquiries.ts'
import { clearPortal } from '#features/service/portal/tell-codes.ts'
import { clearKeptAnswers } from '#http/once.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const CLEAR_EVERY = 3_600_000

/** Clears away, until `stopping` says so, what was kept for a while only. */
export const clearKept = (
  product: Pick<Product, 'connections' | 'now' | 'readNotificationDays'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      await clearKeptAnswers(product)
      await clearPortal(product)
      await clearEnquiries(product)
      await clearThrottles(product)
      while (!stopping() && (await clearNotifications(product)));
    },
    { every: CLEAR_EVERY, stopping, log },
  )
