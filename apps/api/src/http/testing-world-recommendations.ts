import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** What somebody recommended by telephone, over a check of the customer. */
export async function makeRecommendation(
  db: Db,
  customerId: string,
  madeBy: string,
  { id: checkId, productId }: { id: string; productId: string },
) {
  const { id: noticeId } = await db.productDocument.findFirstOrThrow({ where: { productId } })
  const id = newId()
  const licence = { licenceKind: 'investment-adviser', licenceNumber: 'L-1' }
  const made = { madeBy, madeAt: new Date('2026-03-02T04:00:00Z'), text: '适合长期持有', channel: 'phone' }
  await db.recommendation.create({ data: { id, customerId, productId, checkId, noticeId, ...licence, ...made } })
  return { id }
}
