import type { NotificationNews } from '@rapport/contract/administration/notifications'
import type { Db } from '@rapport/database/as-viewer'
import type { OwnFeed } from '#http/events.ts'
import { columns, countUnread, type NotificationRow, toldOf } from './notifications.ts'

/** More at once is read from the list. */
const MOST = 50

/**
 * Reads what was written of the viewer's since it was last asked, first since `after`. Its place is the earliest transaction that
 * had not ended, so that nothing is missed, whatever commits first; what is read twice by that is told once. Without a place, or
 * with one of another database, it begins now.
 */
function follow(after: string | null) {
  let place = after
  let told = new Map<string, string>()
  return async (db: Db): Promise<{ news: NotificationNews | null; place: string }> => {
    const [at] = await db.rows<{ next: string; ahead: boolean }>(
      'notifications-next',
      `select pg_snapshot_xmin(s)::text as next, $1::bigint > pg_snapshot_xmax(s)::text::bigint as ahead from pg_current_snapshot() s`,
      [place],
    )
    const since = at!.ahead ? null : place
    place = at!.next
    if (since === null) return { news: null, place }
    const rows = await db.rows<NotificationRow & { toldIn: string }>(
      'notifications-since',
      `select ${columns}, n.told_in::text as "toldIn" from notifications n where n.user_id = $1::uuid and n.told_in >= $2::bigint
       order by n.changed_at desc, n.id desc limit ${MOST}`,
      [db.viewer!.id, since],
    )
    const fresh = rows.filter(({ id, toldIn }) => told.get(id) !== toldIn)
    told = new Map(rows.map(({ id, toldIn }) => [id, toldIn]))
    if (fresh.length === 0) return { news: null, place }
    const items = await toldOf(
      db,
      fresh.map(({ toldIn: _, ...row }) => row),
    )
    return { news: { items, unread: await countUnread(db) }, place }
  }
}

/** The viewer's own notifications as they happen. */
export const newsFeed: OwnFeed<NotificationNews> = { channel: 'notifications', event: 'news', follow }
