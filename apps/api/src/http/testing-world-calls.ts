import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { numberPlace } from '#features/service/calls/call-rows.ts'

/** A call that somebody took, of a customer or of nobody they know. */
export function makeCall(db: Db, seal: Seal, of: { agentId: string; customerId?: string }) {
  const id = newId()
  const numberSealed = seal.close('13800009999', numberPlace(id))
  const number = { numberKind: 'mobile', numberSealed, numberHash: seal.hash('mobile', '13800009999') }
  const rangAt = new Date('2026-11-20T02:00:00Z')
  return db.call.create({
    data: { id, callRef: id, direction: 'in', ...number, extension: '8001', unitId: id, rangAt, ...of },
  })
}

/** A room with a customer in which nobody was; it is over. */
export function makeCallRoom(db: Db, of: { agentId: string; customerId: string }) {
  const id = newId()
  const at = new Date('2026-11-20T02:00:00Z')
  return db.call.create({
    data: {
      id,
      callRef: `room:${id}`,
      kind: 'video',
      direction: 'out',
      unitId: id,
      rangAt: at,
      joinBy: at,
      endsBy: at,
      endedAt: at,
      ...of,
    },
  })
}

export async function makeCallsOfNobody(db: Db, seal: Seal, people: readonly { userId: string }[]) {
  for (const { userId } of people) await makeCall(db, seal, { agentId: userId })
}
