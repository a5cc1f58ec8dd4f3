import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const day = new Date('2026-11-02')
const step = { place: 1, name: 'Call', nameZh: '电话', channel: 'phone', offsetDays: 0, necessity: 'may', limitDays: 1 }

/** A plan with one version of one step, for whoever it is given to, or made for this customer alone. */
async function makePlan(db: Db, customerId: string | null) {
  const [id, versionId] = [newId(), newId()]
  await db.servicePlan.create({
    data: { id, name: 'Care', nameZh: '关怀', starts: 'hand', beginsOn: day, customerId },
  })
  await db.servicePlanVersion.create({ data: { id: versionId, planId: id, number: 1 } })
  await db.servicePlanStep.create({ data: { id: newId(), versionId, doneBy: 'manager', ...step } })
  return { id, versionId }
}

/** A plan that was made for a customer, who is in it. */
export async function makeOwnPlan(db: Db, customerId: string) {
  const plan = await makePlan(db, customerId)
  const of = { planId: plan.id, versionId: plan.versionId, originId: customerId, customerId, unitId: customerId }
  const member = await db.customerPlan.create({ data: { id: newId(), ...of, cause: 'hand', startedOn: day } })
  return { plan: plan.id, member: member.id }
}

/** A level and a plan of the firm; gives every plan there is, with whose it is. */
export async function makeFirmPlans(db: Db) {
  await db.serviceLevel.create({ data: { id: newId(), name: 'Premium', nameZh: '尊享', rank: 1 } })
  await makePlan(db, null)
  const plans = await db.servicePlan.findMany({ include: { versions: true } })
  return plans.map(({ id, customerId, versions }) => ({ id, customerId, versions: versions.map((one) => one.id) }))
}
