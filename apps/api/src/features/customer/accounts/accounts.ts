import type { Account } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { refuseOutOfSight } from './customer-in-sight.ts'

/** The accounts of a customer, those in use first, by number. 404 when the customer is out of sight. */
export async function listAccounts(db: Db, customerId: string): Promise<{ items: Account[] }> {
  await refuseOutOfSight(db, customerId)
  const items = await db.rows<Account>(
    'accounts.list',
    `select id, kind, number, market, currency, status, opened_on as "openedOn", closed_on as "closedOn"
     from accounts where customer_id = $1 order by status = 'closed', number, id`,
    [customerId],
  )
  return { items }
}
