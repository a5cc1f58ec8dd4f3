import { asSystem } from '@rapport/database/as-viewer'
import { businessDay, type Product } from '#product.ts'
import { makeDueSteps } from './make-steps.ts'
import { endLevelPlans, startLevelPlans, startPurchasePlans } from './start-plans.ts'

const AT_ONCE = 5_000

/**
 * One look at who came into a plan, who left one and what falls due: true where there may be more. It is one transaction, so that
 * who dies in it has done nothing, and workers do it one after the other.
 */
export const keepPlans = (
  { connections, now: clock }: Pick<Product, 'connections' | 'now'>,
  atOnce = AT_ONCE,
): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const now = clock()
    const today = businessDay(now)
    await db.rows('plans.one-at-a-time', `select pg_advisory_xact_lock(hashtext('service-plans'))`, [])
    // Who left comes first: who left and came back begins anew.
    const done = [
      await endLevelPlans(db, today, atOnce),
      await startLevelPlans(db, now, atOnce),
      await startPurchasePlans(db, today, now, atOnce),
      await makeDueSteps(db, today, now, atOnce),
    ]
    return done.some((n) => n === atOnce)
  })
