import type { Db } from '@rapport/database/as-viewer'

/**
 * What of some products may be recommended on a day (YYYY-MM-DD), by id with its grade 1 to 5: admitted, not blocked, rated and on the
 * shelf. What is missing in the answer may not. The one door for whatever recommends or sells.
 */
export async function offeredProducts(db: Db, ids: readonly string[], on: string): Promise<Map<string, number>> {
  const rows = await db.rows<{ id: string; grade: number }>(
    'products-offered',
    'select product_id as id, grade from products_on_offer($1::date) where product_id = any ($2::uuid[])',
    [on, ids],
  )
  return new Map(rows.map(({ id, grade }) => [id, grade]))
}
