import type { NotificationKind } from '@rapport/contract/administration/notifications'
import type { Db } from '@rapport/database/as-viewer'
import type { AboutKind } from './subjects.ts'

/** Why somebody is told something. */
export interface Cause {
  userId: string
  kind: NotificationKind
  /** The record that it is about; its name is read by whoever reads it. */
  about?: { kind: AboutKind; id: string }
  /** What of the same kind counts up within the hour while it is unread; without it each is told by itself. */
  together?: string
  urgent?: boolean
  /** Of kinds that are about no record: no personal data of customers. */
  details?: object
}

/** Tells people, in one statement and in the transaction of the cause; whoever chose not to be told of a kind is not. */
export async function notify(db: Db, causes: readonly Cause[], now: Date): Promise<void> {
  if (causes.length === 0) return
  const rows = causes.map(({ userId, kind, about, together, urgent, details }) => ({
    user_id: userId,
    kind,
    about_kind: about?.kind,
    about_id: about?.id,
    group_key: together,
    urgent,
    details,
  }))
  await db.rows('notify', 'select notify_people($1::jsonb, $2::timestamptz)', [JSON.stringify(rows), now])
}
