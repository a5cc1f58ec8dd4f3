import { asSystem, type Db } from '@rapport/database/as-viewer'
import { businessDay, type Product } from '#product.ts'
import { makeDueSteps } from './make-steps.ts'
import { endLevelPlans, startLevelPlans, startPurchasePlans } from './start-plans.ts'

const AT_ONCE = 5_000
/** Who comes and goes otherwise, such as a customer who is opened again, is seen within so many milliseconds. */
const ANYHOW_EVERY = 600_000

/** What a worker remembers between its looks: how levels and their segments stood when it last saw to them all. */
export interface Looked {
  stood: string
  at: number
}

/** Another where anybody came into or left the segment of a level, or a level or plan changed. */
async function standing(db: Db): Promise<string> {
  const [row] = await db.rows<{ stood: string }>(
    'plans.standing',
    `select concat_ws(' ', count(*), sum(m.xmin::text::bigint), (select sum(l.xmin::text::bigint) from service_levels l),
       (select sum(p.xmin::text::bigint) from service_plans p), (select sum(s.xmin::text::bigint) from segments s)) as stood
     from segment_memberships m where m.segment_id in (select segment_id from service_levels)`,
    [],
  )
  return row!.stood
}

/**
 * One look at who came into a plan, who left one and what falls due: true where there may be more. It is one transaction, so that
 * who dies in it has done nothing, and workers do it one after the other. Whoever gives what was `looked` at before does not go
 * through all members again while nothing about them changed.
 */
export async function keepPlans(
  { connections, now: clock }: Pick<Product, 'connections' | 'now'>,
  { atOnce = AT_ONCE, looked }: { atOnce?: number; looked?: Looked } = {},
): Promise<boolean> {
  const now = clock()
  const today = businessDay(now)
  const isMore = (n: number) => n === atOnce
  const { stood, members, others } = await asSystem(connections, {}, async (db) => {
    await db.rows('plans.one-at-a-time', `select pg_advisory_xact_lock(hashtext('service-plans'))`, [])
    const stood = await standing(db)
    const moved = looked?.stood !== stood || now.getTime() - looked.at >= ANYHOW_EVERY
    // Who left comes first: who left and came back begins anew.
    // While many come in at once the database takes the table for a small one, and would look through all of it for each of them.
    if (moved) await db.rows('plans.hashed', 'set local enable_nestloop = off', [])
    const members = moved ? [await endLevelPlans(db, today, atOnce), await startLevelPlans(db, now, atOnce)] : null
    if (moved) await db.rows('plans.as-ever', 'set local enable_nestloop = on', [])
    const others = [await startPurchasePlans(db, today, now, atOnce), await makeDueSteps(db, today, now, atOnce)]
    return { stood, members, others }
  })
  if (looked && members && !members.some(isMore)) Object.assign(looked, { stood, at: now.getTime() })
  return [...(members ?? []), ...others].some(isMore)
}
