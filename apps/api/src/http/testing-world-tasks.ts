import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const task = {
  title: '回访',
  necessity: 'must',
  priority: 2,
  state: 'waiting',
  dueAt: new Date('2026-11-30T09:30:00Z'),
  unitId: newId(),
} as const

/** A task of a customer that waits to be taken. */
export const makeTask = (db: Db, customerId: string) =>
  db.task.create({ data: { ...task, id: newId(), kind: 'moment', code: 'M07', customerId } })

/** Tasks of no customer, and steps of cases about the manager of the customer. */
export async function makeOtherTasks(
  db: Db,
  people: { userId: string }[],
  customers: { id: string; owner: string | null }[],
) {
  for (const { userId } of people)
    await db.task.create({ data: { ...task, id: newId(), kind: 'own', assigneeId: userId, state: 'assigned' } })
  for (const { id, owner } of customers)
    await db.task.create({ data: { ...task, id: newId(), kind: 'case', customerId: id, barredId: owner } })
  return db.task.findMany()
}

/** What everybody was answered to something that they sent. */
export const makeKeptAnswers = async (db: Db) => {
  for (const { id } of await db.user.findMany())
    await db.keptAnswer.create({
      data: { actorId: id, route: 'POST /tasks', key: id, bodyHash: '-', answerSealed: '-' },
    })
}
