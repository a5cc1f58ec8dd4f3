import { asSystem, type Db } from '@rapport/database/as-viewer'
import { notify } from '#features/administration/notifications/notify.ts'
import type { Product } from '#product.ts'
import { isOpen } from './prospect-rows.ts'

/** So many at a time. */
const AT_ONCE = 500
interface Found {
  id: string
  customerId: string
  ownerId: string
}

/** Prospects that somebody holds, with the day on which they go back as things stand: `due` and the rules `r` of that day. */
const held = `prospects p cross join lateral prospect_rules_of(p.unit_id, $1::date) r
  cross join lateral (select prospect_recall_on(p.claimed_on, p.followed_on, p.protected_until, r.silent_days, r.conversion_days) as due) d
  where p.owner_id is not null and p.live and ${isOpen('p')}`

/** Owners are told of the day on which a prospect goes back; of another day, when a contact has put it off, they are told anew. */
const warn = (db: Db, today: string) =>
  db.rows<Found>(
    'prospects.warn',
    `with near as (
       select p.id, d.due from ${held} and d.due - r.warn_days <= $1::date and p.recall_told_for is distinct from d.due
       order by d.due, p.id limit ${AT_ONCE} for update of p skip locked)
     update prospects p set recall_told_for = near.due, recall_told_on = $1::date from near where p.id = near.id
     returning p.id, p.customer_id as "customerId", p.owner_id as "ownerId"`,
    [today],
  )

/** What is due, and of whose day the owner was told as long before as the rules say. */
const due = (db: Db, today: string) =>
  db.rows<Found>(
    'prospects.recall-due',
    `select p.id, p.customer_id as "customerId", p.owner_id as "ownerId" from ${held}
       and d.due <= $1::date and p.recall_told_for = d.due and p.recall_told_on + r.warn_days <= $1::date
     order by d.due, p.id limit ${AT_ONCE} for update of p skip locked`,
    [today],
  )

/** One look: tells of recalls to come, and puts what is due back into the pool of its unit. True where there may be more. */
export async function recallProspects(product: Pick<Product, 'connections' | 'now'>): Promise<boolean> {
  const now = product.now()
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const found = await asSystem(product.connections, {}, async (db) => {
    const warned = await warn(db, today)
    const back = await due(db, today)
    await db.because('recalled: no contact or no conversion for too long')
    await db.rows('prospects.recall', 'update customers set owner_id = null where id = any ($1::uuid[])', [
      back.map(({ customerId }) => customerId),
    ])
    const told = (rows: Found[], kind: 'prospect-recall-near' | 'prospect-recalled') =>
      rows.map(({ id, ownerId }) => ({
        userId: ownerId,
        kind,
        about: { kind: 'prospect' as const, id },
        together: 'recall',
      }))
    await notify(db, [...told(warned, 'prospect-recall-near'), ...told(back, 'prospect-recalled')], now)
    return Math.max(warned.length, back.length)
  })
  return found === AT_ONCE
}
