import type { MergeSide } from '@rapport/contract/customer/customer-merges'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { listContactPoints } from '#features/customer/contact-points/contact-points.ts'
import { openCustomer } from '#features/customer/customers/customers.ts'
import { listIdentifications } from '#features/customer/identifications/identifications.ts'

/** Two customers in sight beside each other; 404 when either is not. */
export async function compareCustomers(db: Db, { one, other }: { one: string; other: string }, seal: Seal) {
  return { one: await sideOf(db, one, seal), other: await sideOf(db, other, seal) }
}

async function sideOf(db: Db, id: string, seal: Seal): Promise<MergeSide> {
  const customer = await openCustomer(db, id)
  const { items: identifications } = await listIdentifications(db, id, seal)
  const { items: contactPoints } = await listContactPoints(db, id, seal)
  const [counts] = await db.rows<Omit<MergeSide, 'customer' | 'identifications' | 'contactPoints'>>(
    'merge-counts',
    `select (select count(*) from contact_persons where customer_id = $1) as "contactPersons",
       (select count(*) from bank_cards where customer_id = $1) as "bankCards",
       (select count(*) from investor_profiles where customer_id = $1) as profiles,
       (select count(*) from accounts where customer_id = $1) as accounts,
       (select count(*) from warehouse.trades where customer_id = $1) as trades,
       (select count(*) from care_visits where customer_id = $1) as visits`,
    [id],
  )
  return { customer, identifications, contactPoints, ...counts! }
}
