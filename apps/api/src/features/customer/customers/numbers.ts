import type { Db } from '@rapport/database/as-viewer'

/** By what numbers a customer is found beside its own: those of its accounts and of customers that were merged into it. */
export async function numbersOf(db: Db, id: string): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(
    'customer-numbers',
    `select number from accounts where customer_id = $1 union all select merged_no from customer_merges where customer_id = $1`,
    [id],
  )
  return rows.map(({ number }) => number)
}
