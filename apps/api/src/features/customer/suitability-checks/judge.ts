import type { Db } from '@rapport/database/as-viewer'
import { check, type Product, type Result } from '@rapport/suitability/check'
import { licencesHeld } from '#features/administration/licences/licences.ts'
import { type ClientFacts, clientFacts, rulesKept } from './check-facts.ts'

export interface Judge {
  clients: Map<string, ClientFacts>
  /** What would come of it if somebody of the firm recommended it; undefined where the customer is out of sight, or nothing is told of the product. */
  of: (customerId: string, productId: string) => Result | undefined
}

/**
 * Holds products against customers by the rules of a day as `makeChecks` does where the firm begins, and keeps nothing: for lists that are
 * looked at. What is known of the products is told by whoever asks, who has read it already. What is recommended in the end is checked and kept.
 */
export async function judge(
  db: Db,
  customerIds: readonly string[],
  products: ReadonlyMap<string, Product>,
  { viewerId, today }: { viewerId: string; today: string },
): Promise<Judge> {
  const clients = await clientFacts(db, customerIds, today)
  const licences = await licencesHeld(db, viewerId, today)
  const { rules } = await rulesKept(db, { on: today })
  return {
    clients,
    of: (customerId, productId) => {
      const [known, product] = [clients.get(customerId), products.get(productId)]
      if (!known || !product) return undefined
      return check(rules, { on: today, initiative: 'firm', client: known.client, product, licences })
    },
  }
}
