import { asSystem } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'

const AT_ONCE = 5_000

/** Removes some notifications that were read so many days ago; true where there may be more. What nobody has read stays. */
export const clearNotifications = ({
  connections,
  now,
  readNotificationDays,
}: Pick<Product, 'connections' | 'now' | 'readNotificationDays'>): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const cleared = await db.rows(
      'notifications.clear',
      `delete from notifications where id = any (array(select id from notifications
         where read_at < $1::timestamptz - make_interval(days => $2) order by read_at limit ${AT_ONCE})) returning 1`,
      [now(), readNotificationDays],
    )
    return cleared.length === AT_ONCE
  })
