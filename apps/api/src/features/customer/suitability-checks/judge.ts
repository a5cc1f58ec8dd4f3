import type { Db } from '@rapport/database/as-viewer'
import { check, type Result } from '@rapport/suitability/check'
import { licencesHeld } from '#features/administration/licences/licences.ts'
import { type ClientFacts, clientFacts, type ProductFacts, productFacts, rulesKept } from './check-facts.ts'

export interface Judge {
  clients: Map<string, ClientFacts>
  products: Map<string, ProductFacts>
  /** What would come of it if somebody of the firm recommended it; undefined where customer or product is out of sight. */
  of: (customerId: string, productId: string) => Result | undefined
}

/**
 * Holds products against customers by the rules of a day as `makeChecks` does where the firm begins, and keeps nothing: for lists that are
 * looked at. What is recommended in the end is checked and kept.
 */
export async function judge(
  db: Db,
  customerIds: readonly string[],
  productIds: readonly string[],
  { viewerId, today }: { viewerId: string; today: string },
): Promise<Judge> {
  const clients = await clientFacts(db, customerIds, today)
  const products = await productFacts(db, productIds, today)
  const licences = await licencesHeld(db, viewerId, today)
  const { rules } = await rulesKept(db, { on: today })
  return {
    clients,
    products,
    of: (customerId, productId) => {
      const [known, sold] = [clients.get(customerId), products.get(productId)]
      if (!known || !sold) return undefined
      return check(rules, { on: today, initiative: 'firm', client: known.client, product: sold.product, licences })
    },
  }
}
