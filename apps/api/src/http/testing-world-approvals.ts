import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const at = new Date('2026-11-18T02:00:00Z')
const due = new Date('2026-11-30T09:30:00Z')

interface Asked {
  kind?: 'case-answer' | 'message-template'
  requesterId: string
  customerId?: string | null
  unitId?: string | null
  barredIds?: string[]
  /** Who approved it; without, it waits. */
  approvedBy?: string
}

/** Something that waits for a second person, or that one has approved. */
export async function makeApproval(db: Db, { kind = 'case-answer', approvedBy, ...asked }: Asked) {
  const { id: flowId } = await db.approvalFlow.findFirstOrThrow({ where: { kind, state: 'live' } })
  const state = approvedBy ? { state: 'approved', decidedAt: at } : { step: 1, dueAt: due }
  const of = { kind, flowId, subjectId: newId(), subjectStamp: '1', title: 'Answer', titleZh: '答复', fields: {} }
  const { id: approvalId } = await db.approval.create({
    data: { id: newId(), number: `20261118-${newId().slice(-5)}`, ...of, ...state, submittedAt: at, ...asked },
  })
  const permission = kind === 'case-answer' ? 'case.supervise' : 'message.approve'
  const step = { name: 'Look', nameZh: '复核', permission, level: 'scope', needs: 'one', hours: 9 }
  const stands = approvedBy ? 'approved' : 'waiting'
  await db.approvalStep.create({ data: { approvalId, round: 1, position: 1, ...step, state: stands } })
  const decision = { approvalId, round: 1, at }
  await db.approvalDecision.create({ data: { id: newId(), ...decision, action: 'submitted', byId: asked.requesterId } })
  if (approvedBy)
    await db.approvalDecision.create({
      data: { id: newId(), ...decision, step: 1, action: 'approved', byId: approvedBy },
    })
  return { id: approvalId }
}

type Named = Record<'am1' | 'am2' | 'sa1' | 'bm1' | 'bm2' | 'ho1' | 'co1', { userId: string }>

/** Of the firm, of a unit, about one of its people, of a customer who is somebody else's now; and who stands in for whom. */
export async function makeApprovals(
  db: Db,
  { am1, am2, sa1, bm1, bm2, ho1, co1 }: Named,
  unit: { id: string },
  customers: readonly { id: string; owner: string | null; unitId: string }[],
) {
  for (const { userId } of [ho1, am1])
    for (const approvedBy of [undefined, bm2.userId])
      await makeApproval(db, {
        kind: 'message-template',
        requesterId: userId,
        ...(approvedBy && { approvedBy }),
      })
  for (const barredIds of [[], [bm1.userId]])
    await makeApproval(db, { requesterId: sa1.userId, unitId: unit.id, barredIds })
  for (const { id: customerId, unitId } of customers)
    await makeApproval(db, { requesterId: am1.userId, customerId, unitId })
  for (const [from, to] of [
    [am1, am2],
    [bm1, bm2],
    [co1, ho1],
  ] as const)
    await db.approvalDelegation.create({
      data: { id: newId(), fromId: from.userId, toId: to.userId, fromOn: at, untilOn: at, reason: '休假' },
    })
  const decisions = await db.approvalDecision.findMany({ where: { step: { not: null } } })
  const approvals = await db.approval.findMany()
  return approvals.map((one) => ({
    id: one.id,
    kind: one.kind,
    state: one.state,
    requester_id: one.requesterId,
    unit_id: one.unitId,
    customer_id: one.customerId,
    barred_ids: one.barredIds,
    deciders: decisions.filter(({ approvalId }) => approvalId === one.id).map(({ byId }) => byId),
  }))
}
