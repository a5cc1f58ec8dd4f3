import { asSystem } from '@rapport/database/as-viewer'
import { businessDay, type Product } from '#product.ts'
import { addCallBacks } from './add-call-backs.ts'

const AT_ONCE = 500

/**
 * Writes down who opened an account and must be called within the days that the rules of then give (domain 1.5). Accounts that came to be known late, up to
 * two months after they were opened, are called too. Each once, whoever dies meanwhile: true where there may be more.
 */
export const callNewAccounts = ({ connections, now }: Pick<Product, 'connections' | 'now'>): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const at = now()
    const today = businessDay(at)
    // Two workers at once would find the same customers.
    await db.rows('call-backs.one-at-a-time', `select pg_advisory_xact_lock(hashtext('call-backs.new-accounts'))`, [])
    const opened = await db.rows<{ customerId: string; dueOn: string; late: boolean }>(
      'call-backs.new-accounts',
      `select c.id as "customerId", (c.opened_on + k.days)::text as "dueOn", c.opened_on + k.days < $1::date as late
       from customers c cross join lateral (
         select r.new_account_days as days from call_back_rules r where r.valid_from <= c.opened_on order by r.valid_from desc limit 1) k
       where c.opened_on > ($1::date - interval '2 months')::date and c.opened_on <= $1::date and c.lifecycle = 'active' and c.deleted_at is null
         and not exists (select from call_backs b where b.origin_id = c.id and b.sample_id is null)
       order by c.opened_on, c.id limit ${AT_ONCE}`,
      [today],
    )
    const many = opened.map((one) => ({ ...one, stratum: null }))
    await addCallBacks(db, { kind: 'new-account', sampleId: null, today, now: at }, many)
    return opened.length === AT_ONCE
  })
