import {
  type AboutNotification,
  aboutNotifications,
  type Notification,
  type notifications,
} from '@rapport/contract/administration/notifications'
import type { QueryOf } from '@rapport/contract/endpoint'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'
import { type AboutKind, subjectsOf } from './subjects.ts'

export interface NotificationRow {
  id: string
  kind: Notification['kind']
  details: object
  times: number
  urgent: boolean
  live: boolean
  aboutKind: AboutKind | null
  aboutId: string | null
  createdAt: string
  changedAt: string
  readAt: string | null
}
/** What a reply needs of the notification `n`. */
export const columns = `n.id, n.kind, n.details, n.times, n.urgent, n.live, n.about_kind as "aboutKind", n.about_id as "aboutId",
  n.created_at as "createdAt", n.changed_at as "changedAt", n.read_at as "readAt"`

const isAbout = (kind: string): kind is AboutNotification => (aboutNotifications as readonly string[]).includes(kind)
const unknown = { title: null, titleZh: null, code: null, customer: null }

/** Rows as they are told: with the names of what they are about, as far as the viewer sees it. */
export async function toldOf(db: Db, rows: readonly NotificationRow[]): Promise<Notification[]> {
  const subjects = await subjectsOf(db, rows)
  return rows.map(({ kind, aboutKind: _, aboutId, details, ...told }) =>
    isAbout(kind)
      ? { ...told, kind, about: { id: aboutId!, ...(subjects.get(aboutId!) ?? unknown) } }
      : ({ ...told, kind, details } as Notification),
  )
}

/** How much the viewer has not read. */
export async function countUnread(db: Db): Promise<number> {
  const [row] = await db.rows<{ unread: number }>(
    'notifications-unread',
    'select count(*) as unread from notifications where user_id = $1::uuid and read_at is null',
    [db.viewer!.id],
  )
  return row!.unread
}

/** What the viewer was told, latest first; nobody sees what others were. */
export async function listNotifications(db: Db, { unread, kind, after, limit }: QueryOf<typeof notifications.list>) {
  const place = placeOf('notifications', after, [z.iso.datetime(), id])
  const filter = `user_id = $1::uuid and ($2::boolean is null or (n.read_at is null) = $2::boolean) and ($3::text[] is null or n.kind = any ($3))`
  const asked = [db.viewer!.id, unread ?? null, kind ?? null]
  const found = await db.rows<NotificationRow>(
    place ? 'notifications-after' : 'notifications-first',
    `select ${columns} from notifications n where ${filter}
     ${place ? 'and (n.changed_at, n.id) < ($5::timestamptz, $6::uuid)' : ''} order by n.changed_at desc, n.id desc limit $4`,
    [...asked, limit + 1, ...(place ?? [])],
  )
  const [total] = await db.rows<{ n: number }>(
    'notifications-counts',
    `select count(*) as n from notifications n where ${filter}`,
    asked,
  )
  const items = await toldOf(db, found.slice(0, limit))
  const last = items.at(-1)
  const next = found.length > limit && last ? cursorAt('notifications', [last.changedAt, last.id]) : null
  return { items, total: total!.n, unread: await countUnread(db), next }
}

/** Marks one as read, once, or as unread; 404 for what is not the viewer's. */
export async function mark(db: Db, notificationId: string, read: boolean): Promise<Notification> {
  const rows = await db.rows<NotificationRow>(
    `notification-${read ? 'read' : 'unread'}`,
    `update notifications n set ${read ? 'read_at = coalesce(n.read_at, clock_timestamp())' : 'read_at = null, group_key = null'}
     where n.id = $1::uuid returning ${columns}`,
    [notificationId],
  )
  const [told] = await toldOf(db, rows)
  if (!told) throw new Refused(404, 'not-found')
  return told
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
