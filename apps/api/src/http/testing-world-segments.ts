import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

interface Maker {
  userId: string
  unit: { id: string }
}
export interface KnownSegment extends Record<string, unknown> {
  id: string
}

/**
 * A segment that is its maker's alone, one that is shared with a branch, one of a region, and one of everybody, beside those
 * that every firm has; all customers are in all of them. Reports likewise.
 */
export async function makeSegments(
  db: Db,
  who: { manager: Maker; branch: Maker; region: Maker; headOffice: Maker; customers: readonly { id: string }[] },
): Promise<KnownSegment[]> {
  const make = (reach: string, shared: string, { userId, unit }: Maker) =>
    db.segment.create({
      data: {
        id: newId(),
        name: `${reach} ${shared}`,
        condition: { is: 'known', field: 'openedOn' },
        reach,
        shared,
        ownerId: userId,
        unitId: unit.id,
      },
    })
  const report = (shared: string, { userId, unit }: Maker) =>
    db.report.create({
      data: {
        id: newId(),
        name: shared,
        definition: { subject: 'customers' },
        shared,
        ownerId: userId,
        unitId: unit.id,
      },
    })
  /** Sent at times to these people, and once already. */
  const sent = async (report: { id: string; ownerId: string }, to: Maker[]) => {
    const recipients = to.map(({ userId }) => userId)
    const at = new Date('2026-11-01T01:00:00Z')
    const schedule = await db.reportSchedule.create({
      data: {
        id: newId(),
        reportId: report.id,
        rhythm: { every: 'day', at: '09:00' },
        recipients,
        paused: true,
        nextAt: at,
        ownerId: report.ownerId,
      },
    })
    await db.reportDelivery.createMany({
      data: recipients.map((userId) => ({
        id: newId(),
        scheduleId: schedule.id,
        userId,
        ownerId: report.ownerId,
        dueAt: at,
        state: 'sent',
      })),
    })
  }
  await sent(await report('nobody', who.manager), [who.manager])
  await sent(await report('unit', who.branch), [who.branch])
  await report('unit', who.region)
  await report('firm', who.headOffice)
  await sent(await report('nobody', who.headOffice), [who.branch])
  await make('own', 'nobody', who.manager)
  await make('units', 'nobody', who.branch)
  await make('units', 'unit', who.branch)
  await make('units', 'unit', who.region)
  await make('all', 'firm', who.headOffice)
  await make('all', 'nobody', who.headOffice)
  await db.rows(
    '',
    "insert into warehouse.indicator_cutoffs (indicator, percentile, month, value, as_of) values ('assets', 80, '2026-11-01', 1, '2026-10-30')",
    [],
  )
  const segments = await db.segment.findMany()
  await db.segmentMembership.createMany({
    data: segments.flatMap(({ id: segmentId }) =>
      who.customers.map(({ id: customerId }) => ({ segmentId, customerId, enteredOn: new Date('2026-11-01') })),
    ),
  })
  return segments.map(({ id, ownerId, unitId, shared }) => ({ id, owner_id: ownerId, unit_id: unitId, shared }))
}
