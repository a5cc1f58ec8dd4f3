import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

/** 404 for a customer that is out of sight, before anything that belongs to it is read. */
export async function refuseOutOfSight(db: Db, customerId: string) {
  const [row] = await db.rows('customer.in-sight', 'select from customers where id = $1 and deleted_at is null', [
    customerId,
  ])
  if (!row) throw new Refused(404, 'not-found')
}
