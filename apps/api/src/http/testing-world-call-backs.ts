import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const dueOn = new Date('2026-12-31')

/** A call-back of a customer that waits to be made, of a sample of this customer alone; also one whose manager was somebody else. */
export async function makeCallBack(db: Db, customerId: string, managerId: string | null = null) {
  const drawn = { kind: 'annual', seed: '回访', stratifiedBy: 'branch', share: '0.1', dueOn, drawnOn: dueOn }
  const sample = await db.callBackSample.create({ data: { id: newId(), ...drawn, population: 10, drawn: 1 } })
  const id = newId()
  const of = { kind: 'annual', sampleId: sample.id, originId: customerId, customerId, managerId, dueOn, unitId: id }
  await db.callBack.create({ data: { id, ...of } })
  const task = { kind: 'call-back', title: '年度抽样回访', necessity: 'must', priority: 2, state: 'waiting' }
  await db.task.create({ data: { id: newId(), ...task, aboutId: id, customerId, dueAt: dueOn, unitId: id } })
  return { id }
}
