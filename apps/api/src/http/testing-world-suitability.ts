import type { Db } from '@rapport/database/as-viewer'
import { makeProduct } from '@rapport/database/factories/products'
import { newId } from '@rapport/database/ids'
import { rulesKept } from '#features/customer/suitability-checks/check-facts.ts'
import { checkOf, keepChecks } from '#features/customer/suitability-checks/make-checks.ts'

let products = 0
const [today, now] = ['2026-03-02', new Date('2026-03-02T04:00:00Z')]

/** A check of a customer and a product of its own, its first step done, and done again once. */
export async function makeSuitabilityCheck(db: Db, customerId: string, viewerId: string) {
  const { id: productId } = await makeProduct(db, { code: `K${products++}`, grade: 4 })
  const known = {
    client: {
      ...({ investor: 'ordinary', class: 'C3', classValidTo: '2028-03-02' } as const),
      ...({ horizonDays: 'unlimited', intends: ['fund'], knows: null } as const),
    },
    product: { admitted: true, grade: 4, termDays: null, kind: 'fund', complex: false },
    ...{ assessmentId: null, ratingId: null, licences: [], held: await rulesKept(db, { on: today }) },
  }
  const { row } = checkOf({ customerId, productId, initiative: 'customer' }, known, { viewerId, today, now })
  await keepChecks(db, [row], today)
  const checkId = row.id
  const step = { code: 'risk-warning', channel: 'counter', evidence: 'V-1', doneAt: now, doneBy: viewerId }
  await db.suitabilityStep.create({ data: { id: newId(), checkId, ...step } })
  const replay = { replayedAt: now, replayedBy: viewerId, sha256: row.sha256, same: true, differences: [] }
  await db.suitabilityReplay.create({ data: { id: newId(), checkId, ...replay } })
  return { id: checkId, productId }
}
