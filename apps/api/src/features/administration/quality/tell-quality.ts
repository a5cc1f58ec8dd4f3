import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { measuredDays } from './quality-days.ts'

/** Days that lie further back are no news. */
const NEWS_DAYS = 7
const A_DAY = 86_400_000
const before = (today: string, days: number) =>
  new Date(Date.parse(today) - days * A_DAY).toISOString().slice(0, 'YYYY-MM-DD'.length)

/**
 * Tells the owner of each item that its last day is below what it must come to: once for a day of business, and of an item
 * at most once on a day of the calendar.
 */
export async function tellQuality(connections: Connections, today: string): Promise<void> {
  await asSystem(connections, {}, async (db) => {
    // One worker at a time, so that nobody is told twice.
    const [lock] = await db.rows<{ got: boolean }>(
      'quality-tell-lock',
      `select pg_try_advisory_xact_lock(hashtext('tell-quality')) as got`,
      [],
    )
    if (!lock?.got) return
    const days = await measuredDays(db, { from: before(today, NEWS_DAYS), to: today })
    const last = [...new Map(days.map((day) => [day.item.id, day])).values()]
    const rows = last.flatMap(({ item, day, below, ownerId }) =>
      below.length === 0 || ownerId === null
        ? []
        : [
            {
              user_id: ownerId,
              kind: 'quality-below',
              details: { itemId: item.id, item: item.name, businessDate: day, below },
            },
          ],
    )
    if (rows.length === 0) return
    await db.rows(
      'quality-tell',
      `select notify_people(coalesce(jsonb_agg(to_jsonb(n)), '[]'), clock_timestamp())
       from jsonb_to_recordset($1::jsonb) as n (user_id uuid, kind text, details jsonb)
       where not exists (select from notifications t where t.user_id = n.user_id and t.kind = n.kind
         and t.details ->> 'itemId' = n.details ->> 'itemId'
         and (t.details ->> 'businessDate' = n.details ->> 'businessDate'
           or (t.created_at at time zone 'Asia/Shanghai')::date = $2::date))`,
      [JSON.stringify(rows), today],
    )
  })
}
