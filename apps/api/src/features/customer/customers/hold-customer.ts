import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

export interface Held {
  id: string
  kind: 'person' | 'organisation'
}

/** That a customer is in sight and not removed: 404 otherwise. For what is read of one customer. */
export const seeCustomer = (db: Db, id: string) =>
  one(db, 'customer-see', 'select id, kind from customers where id = $1 and deleted_at is null', id)

/** The same for what is changed of one customer: two who do so at the same moment go one after the other. */
export const holdCustomer = (db: Db, id: string) =>
  one(db, 'customer-hold', 'select id, kind from customers where id = $1 and deleted_at is null for no key update', id)

async function one(db: Db, name: string, text: string, id: string): Promise<Held> {
  const [row] = await db.rows<{ id: string; kind: Held['kind'] }>(name, text, [id])
  if (!row) throw new Refused(404, 'not-found')
  return row
}
