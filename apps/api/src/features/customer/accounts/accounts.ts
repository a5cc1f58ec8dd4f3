import type { Account } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { refuseOutOfSight } from './customer-in-sight.ts'

/**
 * The accounts of a customer and those of others that the customer disposes of, those in use first, by number; of each who
 * else holds it. Accounts and holders out of sight are left out. 404 when the customer is.
 */
export async function listAccounts(db: Db, customerId: string): Promise<{ items: Account[] }> {
  await refuseOutOfSight(db, customerId)
  const items = await db.rows<Account>(
    'accounts.list',
    `select a.id, a.kind, a.number, a.market, a.currency, a.status, a.opened_on as "openedOn", a.closed_on as "closedOn",
       case when a.customer_id = $1::uuid then 'owner' else mine.role end as role,
       coalesce((select json_agg(json_build_object('customerId', c.id, 'customerNo', c.customer_no, 'name', c.name, 'role', h.role,
           'validFrom', h.valid_from, 'validTo', h.valid_to) order by h.role <> 'owner', c.customer_no, h.role)
         from (select customer_id, role, valid_from, valid_to from account_holders where account_id = a.id
               union all
               select a.customer_id, 'owner', null, null where not exists (
                 select from account_holders o where o.account_id = a.id and o.customer_id = a.customer_id and o.role = 'owner')) h
         join customers c on c.id = h.customer_id where h.customer_id <> $1::uuid), '[]') as holders
     from (select id from accounts where customer_id = $1::uuid
           union select account_id from account_holders where customer_id = $1::uuid) held
     join accounts a on a.id = held.id
     left join lateral (select role from account_holders where account_id = a.id and customer_id = $1::uuid
                        order by role <> 'disponent' limit 1) mine on true
     order by a.status = 'closed', a.number, a.id`,
    [customerId],
  )
  return { items }
}
