import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const at = new Date('2026-11-18T02:00:00Z')
const due = new Date('2026-11-30T09:30:00Z')

/** A complaint that nobody has answered; its first handler is whoever registered it. */
export async function makeCase(
  db: Db,
  of: { customerId: string | null; firstHandlerId: string; handlerId: string | null; subjectId?: string | null },
) {
  const { id: classId } = await db.caseClass.findFirstOrThrow({ where: { code: 'complaint' } })
  const made = await db.case.create({
    data: {
      id: newId(),
      number: `20261118-${newId().slice(-5)}`,
      kind: 'complaint',
      classId,
      channel: 'phone',
      title: '佣金与约定不符',
      state: 'received',
      step: 'acknowledge',
      stepBy: of.handlerId,
      stepDueAt: due,
      receivedAt: at,
      acknowledgeDueAt: due,
      acceptDueAt: due,
      targetDueAt: due,
      finishDueAt: due,
      unitId: newId(),
      ...of,
    },
  })
  await db.caseEvent.create({ data: { id: newId(), caseId: made.id, what: 'received' } })
  return made
}

/** Complaints about the managers of customers, and of callers whom nobody knows. */
export async function makeOtherCases(
  db: Db,
  people: { userId: string }[],
  customers: { id: string; owner: string | null }[],
) {
  for (const { userId } of people) await makeCase(db, { customerId: null, firstHandlerId: userId, handlerId: userId })
  for (const { id, owner } of customers)
    await aboutManager(
      db,
      await makeCase(db, { customerId: id, firstHandlerId: people[1]!.userId, handlerId: null, subjectId: owner }),
    )
  return db.case.findMany()
}

/** A complaint about the customer's manager is a moment of the customer. */
async function aboutManager(db: Db, { id, customerId, ownerId, unitId }: Awaited<ReturnType<typeof makeCase>>) {
  const moment = { code: 'M24', subject: id, occurredOn: new Date('2026-11-02'), state: 'found', ruleVersion: 1 }
  await db.momentEvent.create({
    data: { id: newId(), customerId: customerId!, ownerId, unitId, aboutKind: 'case', aboutId: id, ...moment },
  })
}
