import type { Recommendations } from '@rapport/contract/marketing/recommendations'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'
import { bestChannel, usualTime } from './how-to-speak.ts'
import { shelfOn } from './shelf.ts'
import { whatFits } from './what-fits.ts'

const MOST = 6

/** What fits a customer in sight, worked out as it stands; 404 of any other. What does not fit is nowhere in it. */
export async function recommendationsFor(
  db: Db,
  customerId: string,
  by: { viewerId: string; today: string },
): Promise<Recommendations> {
  const fits = await whatFits(db, [customerId], await shelfOn(db, by.today), { ...by, most: MOST })
  const fitting = fits.get(customerId)
  if (!fitting) throw new Refused(404, 'not-found')
  return {
    ...fitting,
    channel: await bestChannel(db, customerId, by.today),
    time: await usualTime(db, customerId, by.today),
  }
}
