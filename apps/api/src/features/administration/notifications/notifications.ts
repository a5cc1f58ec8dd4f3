import type { Notification, notifications } from '@rapport/contract/administration/notifications'
import type { QueryOf } from '@rapport/contract/endpoint'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'

const columns = `n.id, n.kind, n.details, n.created_at as "createdAt", n.read_at as "readAt"`

/** What the viewer was told, latest first; nobody sees what others were. */
export async function listNotifications(db: Db, { unread, after, limit }: QueryOf<typeof notifications.list>) {
  const place = placeOf('notifications', after, [z.iso.datetime(), id])
  const found = await db.rows<Notification>(
    place ? 'notifications-after' : 'notifications-first',
    `select ${columns} from notifications n where user_id = $3::uuid and ($2::boolean is null or (n.read_at is null) = $2::boolean)
     ${place ? 'and (n.created_at, n.id) < ($4::timestamptz, $5::uuid)' : ''} order by n.created_at desc, n.id desc limit $1`,
    [limit + 1, unread ?? null, db.viewer!.id, ...(place ?? [])],
  )
  const [counts] = await db.rows<{ all: number; unread: number }>(
    'notifications-counts',
    'select count(*) as all, count(*) filter (where read_at is null) as unread from notifications where user_id = $1::uuid',
    [db.viewer!.id],
  )
  const { all, unread: open } = counts!
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const next = found.length > limit && last ? cursorAt('notifications', [last.createdAt, last.id]) : null
  return { items, total: unread === undefined ? all : unread ? open : all - open, unread: open, next }
}

/** Marks one as read, once; 404 for what is not the viewer's. */
export async function markRead(db: Db, notificationId: string): Promise<Notification> {
  const [row] = await db.rows<Notification>(
    'notification-read',
    `update notifications n set read_at = coalesce(n.read_at, clock_timestamp()) where n.id = $1::uuid returning ${columns}`,
    [notificationId],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

/** Marks all as read and says how many were not. */
export async function markAllRead(db: Db): Promise<{ read: number }> {
  const rows = await db.rows(
    'notifications-read',
    'update notifications set read_at = clock_timestamp() where user_id = $1::uuid and read_at is null returning id',
    [db.viewer!.id],
  )
  return { read: rows.length }
}
