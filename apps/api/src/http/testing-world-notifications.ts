import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** Of so many tasks and cases one is told to everybody, whoever sees it. */
const EVERY = 4

/** What everybody was told about themselves and about what is in sight of some, and what everybody chose. */
export async function makeNotifications(
  db: Db,
  people: readonly { userId: string }[],
  of: Record<'tasks' | 'cases' | 'approvals', readonly { id: string }[]>,
) {
  const about = [
    ...of.tasks
      .filter((_, n) => n % EVERY === 0)
      .map(({ id }) => ({ kind: 'task-given', aboutKind: 'task', aboutId: id })),
    ...of.cases
      .filter((_, n) => n % EVERY === 0)
      .map(({ id }) => ({ kind: 'case-turn', aboutKind: 'case', aboutId: id })),
    ...of.approvals
      .filter((_, n) => n % EVERY === 0)
      .map(({ id }) => ({ kind: 'approval-to-decide', aboutKind: 'approval', aboutId: id })),
  ]
  for (const { userId } of people) {
    await db.notification.createMany({ data: about.map((one) => ({ ...one, id: newId(), userId })) })
    await db.notificationChoice.create({ data: { userId, quietFrom: '22:00', quietUntil: '07:00' } })
  }
}
