import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** A service that was proposed and that somebody declined. */
export async function makeServiceAnswer(db: Db, customerId: string, madeBy: string) {
  const proposal = {
    ...{ service: 'idle-cash', kind: 'product', channel: 'phone', plannedOn: '2026-03-09' },
    reasons: [{ code: 'idle-cash', share: 0.4 }],
  }
  const made = { madeBy, madeAt: new Date('2026-03-02T04:00:00Z'), answer: 'declined', reason: '要买房' }
  await db.serviceAnswer.create({ data: { id: newId(), customerId, service: 'idle-cash', proposal, ...made } })
}
