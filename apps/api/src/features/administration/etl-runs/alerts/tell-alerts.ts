import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { notify } from '#features/administration/notifications/notify.ts'

/** What is not told within this time is no news any more. */
const NEWS = "interval '2 days'"

interface Told {
  runId: string
  kind: 'failed' | 'held' | 'late'
  task: string
  businessDate: string
  failure: string | null
}

/**
 * Finds the runs that failed, are held or are late since it last looked, and tells everybody who runs the data centre: once
 * for each run and kind, in one transaction with the mark that says so.
 */
export async function tellAlerts(connections: Connections): Promise<void> {
  await asSystem(connections, {}, async (db) => {
    await db.rows(
      'runs-late',
      `update etl_runs set late = true where not late and due_at < clock_timestamp()
         and state in ('waiting', 'running', 'failed', 'held') and created_at > clock_timestamp() - ${NEWS}`,
      [],
    )
    const told = await db.rows<Told>(
      'runs-to-tell',
      `with news as (
         select r.id, k.kind from etl_runs r
         cross join lateral (values ('failed', r.state = 'failed'), ('held', r.state = 'held'), ('late', r.late)) k (kind, so)
         where k.so and not k.kind = any (r.alerted) and coalesce(r.finished_at, r.created_at) > clock_timestamp() - ${NEWS}
           and (r.state in ('failed', 'held') or r.late)
           and r.created_at > clock_timestamp() - interval '31 days'
         order by r.id for update of r skip locked),
       marked as (
         update etl_runs r set alerted = r.alerted || array(select n.kind from news n where n.id = r.id)
         where r.id in (select id from news) returning r.id, r.task_id, r.business_date, r.failure)
       select m.id as "runId", n.kind, t.name as task, m.business_date as "businessDate", m.failure
       from marked m join news n on n.id = m.id join etl_tasks t on t.id = m.task_id`,
      [],
    )
    if (told.length === 0) return
    const people = await db.rows<{ id: string }>(
      'people-to-tell',
      `select u.id from users u join roles r on r.id = u.role_id
       where u.disabled_at is null and 'data-centre.run' = any (r.permissions)`,
      [],
    )
    const causes = told.flatMap(({ kind, ...details }) =>
      people.map(({ id }) => ({ userId: id, kind: `run-${kind}` as const, details })),
    )
    await notify(db, causes, new Date())
  })
}
