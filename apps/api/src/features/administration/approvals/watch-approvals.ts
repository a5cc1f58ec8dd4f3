import { asSystem } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'

/** So many at a time, so that what waits over a holiday does not hold up decisions. */
const AT_ONCE = 200

/** Marks what has come to this and tells people of it, once each; `who` gives them for the approval `m`. */
const tell = (kind: string, level: 1 | 2, due: string, who: string) => `
  with marked as (
    update approvals set escalated = ${level} where id in (
      select id from approvals where state = 'waiting' and escalated < ${level} and ${due} order by due_at limit ${AT_ONCE} for update skip locked)
    returning id, unit_id, requester_id, barred_ids),
  told as (
    select notify_people(coalesce(jsonb_agg(jsonb_build_object('user_id', p.id, 'kind', '${kind}', 'about_kind', 'approval', 'about_id', p.approval,
      'urgent', ${level === 2})), '[]'), $1::timestamptz)
    from (select distinct m.id as approval, w.id from marked m cross join lateral (${who}) w (id)
          where w.id <> all (m.barred_ids)) p)
  select count(*)::int as n, (select count(*) from told) as told from marked`

const deciders = 'select approval_told(m.id)'
/** Who looks after the unit, or the firm: those told that somebody has not decided. */
const leaders = `select nearest_with('approval.oversee', coalesce(m.unit_id, (select id from units where kind = 'head-office' order by id limit 1)))`

/** Four fifths of the time have gone: whoever may decide is told. It is up: they and whoever leads are. True where there may be more. */
export async function watchApprovals({
  connections,
  now: clock,
}: Pick<Product, 'connections' | 'now'>): Promise<boolean> {
  const now = clock()
  const marked = await asSystem(connections, {}, async (db) => {
    const [warned] = await db.rows<{ n: number }>(
      'approvals.warn',
      tell('approval-due', 1, 'warn_at <= $1::timestamptz and due_at > $1::timestamptz', deciders),
      [now],
    )
    const [overdue] = await db.rows<{ n: number }>(
      'approvals.overdue',
      tell('approval-overdue', 2, 'due_at <= $1::timestamptz', `${deciders} union ${leaders}`),
      [now],
    )
    return Math.max(warned!.n, overdue!.n)
  })
  return marked === AT_ONCE
}
