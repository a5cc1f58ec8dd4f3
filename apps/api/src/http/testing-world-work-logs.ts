import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** What somebody wrote of a day, handed in or not; of one day there is one. */
export const makeWorkLog = (db: Db, userId: string, day: string, submitted: boolean) =>
  db.workLog.upsert({
    where: { userId_day: { userId, day: new Date(day) } },
    update: {},
    create: {
      id: newId(),
      userId,
      unitId: userId,
      day: new Date(day),
      text: '拜访三位客户',
      submittedAt: submitted ? new Date(day) : null,
    },
  })

/** Of everybody a log that is handed in and one that is not. */
export async function makeWorkLogs(db: Db, people: readonly { userId: string }[]) {
  for (const { userId } of people) {
    await makeWorkLog(db, userId, '2026-11-18', true)
    await makeWorkLog(db, userId, '2026-11-19', false)
  }
}
