import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'

/** A feed that this day's run needs is broken: somebody has to mend it. */
export const FEED_BROKEN = 'feed.broken'
/** It is not there yet, or was never asked for. */
export const FEED_MISSING = 'feed.missing'

/** Why a run may not merge its day yet; `items` by their codes. */
export interface Unfed {
  code: typeof FEED_BROKEN | typeof FEED_MISSING
  items: string[]
  /** Whether a run that brings one of them is waiting or under way. */
  coming: boolean
}

/** SQL for whether a day (`day`) of an item (`item`) is in the warehouse, or is none on which it comes: its run was passed over. */
const isFed = (item: string, day: string) => `(
  exists (select from warehouse.batches b where b.item_id = ${item} and b.business_date = ${day} and b.state = 'published')
  or (select r.state from etl_runs r where r.business_date = ${day}
      and exists (select from etl_step_runs s where s.run_id = r.id and s.item_id = ${item})
      order by r.created_at desc, r.id desc limit 1) is not distinct from 'skipped')`

/** What keeps a day from being merged: items that it waits for and that are not published for it; null when all are. */
export async function unfed(
  connections: Connections,
  waitsFor: readonly string[],
  businessDate: string,
): Promise<Unfed | null> {
  if (waitsFor.length === 0) return null
  const missing = await asSystem(connections, {}, (db) =>
    db.rows<{ code: string; broken: boolean; coming: boolean }>(
      'feeds-missing',
      `select i.code, coalesce(l.broken, false) as broken, coalesce(l.coming, false) as coming
       from collection_items i left join lateral (
         select r.state in ('waiting', 'running') as coming, r.state in ('failed', 'held')
           or exists (select from etl_step_runs s where s.run_id = r.id and s.item_id = i.id and s.state in ('failed', 'held')) as broken
         from etl_runs r where r.business_date = $2::date
           and exists (select from etl_step_runs s where s.run_id = r.id and s.item_id = i.id)
         order by r.created_at desc, r.id desc limit 1) l on true
       where i.id = any ($1::uuid[]) and not ${isFed('i.id', '$2::date')} order by i.code`,
      [waitsFor, businessDate],
    ),
  )
  if (missing.length === 0) return null
  const broken = missing.filter((item) => item.broken)
  const told = broken.length > 0 ? broken : missing
  return {
    code: broken.length > 0 ? FEED_BROKEN : FEED_MISSING,
    items: told.map(({ code }) => code),
    coming: missing.some(({ coming }) => coming),
  }
}

/**
 * Lets the runs go on that were held or wait for a feed, once all that their task waits for is there; of a day of a task the
 * latest one, unless another is waiting or under way already.
 */
export async function goOnWithFeeds(connections: Connections): Promise<void> {
  await asSystem(connections, {}, (db) =>
    db.rows(
      'feeds-go-on',
      `with fed as (
         select distinct on (r.task_id, r.business_date) r.id from etl_runs r join etl_tasks t on t.id = r.task_id
         where r.failure in ('${FEED_BROKEN}', '${FEED_MISSING}') and (r.state = 'held' or (r.state = 'waiting' and r.resume_at is not null))
           and not exists (select from unnest(t.waits_for) w (item_id) where not ${isFed('w.item_id', 'r.business_date')})
           and not exists (select from etl_runs o where o.task_id = r.task_id and o.business_date = r.business_date
                           and o.id <> r.id and o.state in ('waiting', 'running'))
         order by r.task_id, r.business_date, r.created_at desc),
       steps as (
         update etl_step_runs s set state = 'waiting', failure = null, next_try_at = null, finished_at = null
         where s.run_id in (select id from fed) and s.failure in ('${FEED_BROKEN}', '${FEED_MISSING}'))
       update etl_runs r set state = 'waiting', failure = null, finished_at = null, resume_at = null
       where r.id in (select id from fed) and r.state in ('held', 'waiting')`,
      [],
    ),
  )
}
