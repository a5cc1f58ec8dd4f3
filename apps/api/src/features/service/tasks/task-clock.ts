import type { NotificationKind } from '@rapport/contract/administration/notifications'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'

/** So many at a time, so that a night's tasks do not lock the queue. */
const AT_ONCE = 2_000

/** Who leads the unit `u`: those of the nearest unit at or above it in which somebody gives work to others. */
const leaders = (unit: string) => `(
  select l.id from units n join unit_ancestry a on a.ancestor_id = n.id and a.descendant_id = ${unit}
    join users l on l.unit_id = n.id and l.disabled_at is null
    join roles r on r.id = l.role_id and 'task.assign' = any (r.permissions) and r.scope in ('units', 'all')
  where a.ancestor_id = (
    select a2.ancestor_id from unit_ancestry a2
      join users l2 on l2.unit_id = a2.ancestor_id and l2.disabled_at is null
      join roles r2 on r2.id = l2.role_id and 'task.assign' = any (r2.permissions) and r2.scope in ('units', 'all')
    where a2.descendant_id = ${unit}
    order by (select count(*) from unit_ancestry d where d.descendant_id = a2.ancestor_id) desc limit 1))`

/** `marked` are tasks with who is to be told; each person is told once how many, and of the first which. */
const told = (kind: NotificationKind, marked: string) => `
  select notify_people(coalesce(jsonb_agg(jsonb_build_object('user_id', m.person, 'kind', '${kind}', 'about_kind', 'task',
    'about_id', m.id, 'group_key', 'clock', 'urgent', m.urgent) order by m.due_at, m.id), '[]'), $1::timestamptz)
  from (${marked}) m where m.person is not null`

/** Four fifths of the time have gone: whoever has the task is told, once. Gives how many. */
const warn = (db: Db, now: Date) =>
  db.rows<{ n: number }>(
    'tasks.warn',
    `with marked as (
       update tasks set escalated = 1 where id in (
         select id from tasks where open and live and escalated = 0 and warn_at <= $1::timestamptz and due_at > $1::timestamptz
         order by warn_at limit ${AT_ONCE} for update skip locked)
       returning id, due_at, assignee_id),
     told as (${told('tasks-due', 'select id, due_at, assignee_id as person, false as urgent from marked')})
     select count(*)::int as n, (select count(*) from told) as told from marked`,
    [now],
  )

/** The time is up: whoever leads the unit is told, and whoever has the task. Gives how many. */
const escalate = (db: Db, now: Date) =>
  db.rows<{ n: number }>(
    'tasks.escalate',
    `with marked as (
       update tasks set escalated = 2 where id in (
         select id from tasks where open and live and escalated < 2 and due_at <= $1::timestamptz
         order by due_at limit ${AT_ONCE} for update skip locked)
       returning id, due_at, assignee_id, unit_id, barred_id, kind),
     told as (${told(
       'tasks-overdue',
       `select id, due_at, assignee_id as person, true as urgent from marked
        union select m.id, m.due_at, l.id, false from marked m cross join lateral ${leaders('m.unit_id')} l
        where m.kind <> 'case' or l.id is distinct from m.barred_id`,
     )})
     select count(*)::int as n, (select count(*) from told) as told from marked`,
    [now],
  )

/** One look at the clock: true where there may be more to tell. */
export async function watchTasks(product: Pick<Product, 'connections' | 'now'>): Promise<boolean> {
  const now = product.now()
  const marked = await asSystem(product.connections, {}, async (db) => {
    const [warned] = await warn(db, now)
    const [overdue] = await escalate(db, now)
    return Math.max(warned!.n, overdue!.n)
  })
  return marked === AT_ONCE
}
