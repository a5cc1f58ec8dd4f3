import type { Db } from '@rapport/database/as-viewer'
import { makeProduct } from '@rapport/database/factories/products'
import { newId } from '@rapport/database/ids'
import { makeChecks } from '#features/customer/suitability-checks/make-checks.ts'

let products = 0

/** A check of a customer and a product of its own, its first step done, and done again once. */
export async function makeSuitabilityCheck(db: Db, customerId: string, viewerId: string) {
  const { id: productId } = await makeProduct(db, { code: `K${products++}`, grade: 1 })
  const now = new Date('2026-03-02T04:00:00Z')
  const at = { viewerId, today: '2026-03-02', now }
  const [made] = await makeChecks(db, [{ customerId, productId, initiative: 'customer' }], at)
  const { id: checkId, result } = made!
  const step = { code: result.steps[0]!.code, channel: 'counter', evidence: 'V-1', doneAt: now, doneBy: viewerId }
  await db.suitabilityStep.create({ data: { id: newId(), checkId, ...step } })
  const replay = { replayedAt: now, replayedBy: viewerId, sha256: '0'.repeat(64), same: true, differences: [] }
  await db.suitabilityReplay.create({ data: { id: newId(), checkId, ...replay } })
  return { id: checkId }
}
