import type { NotificationChoices } from '@rapport/contract/administration/notifications'
import type { Db } from '@rapport/database/as-viewer'

/** How the viewer wishes to be told of what; all live, as long as nothing was chosen. */
export async function openChoices(db: Db): Promise<NotificationChoices> {
  const row = await db.notificationChoice.findUnique({ where: { userId: db.viewer!.id } })
  const { shown, quietFrom, quietUntil } = row ?? { shown: {}, quietFrom: null, quietUntil: null }
  return { shown: shown as NotificationChoices['shown'], quietFrom, quietUntil }
}

/** Keeps what the viewer chose; it holds for whatever is told from now on. */
export async function choose(db: Db, chosen: NotificationChoices): Promise<NotificationChoices> {
  const userId = db.viewer!.id
  await db.notificationChoice.upsert({ where: { userId }, create: { userId, ...chosen }, update: chosen })
  return openChoices(db)
}
