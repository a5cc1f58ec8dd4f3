import { asSystem } from '@rapport/database/as-viewer'
import { businessDay } from '#product.ts'
import type { Works } from './leave-waves.ts'

/**
 * Closes campaigns whose last day has passed and whose waves are done: what has not left stays here, and calls that nobody has begun
 * are let go, which the database does with it. Outcomes are judged until their window has passed.
 */
export const closeCampaigns = ({ connections, now }: Works): Promise<unknown> =>
  asSystem(connections, {}, (db) =>
    db.rows(
      'campaigns.close',
      `update campaigns k set closed_at = $2::timestamptz where k.state = 'running' and k.closed_at is null and k.ends_on < $1::date
         and not exists (select from campaign_waves w where w.campaign_id = k.id and w.left_at is null)`,
      [businessDay(now()), now()],
    ),
  )
