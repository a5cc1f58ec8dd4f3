import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { nextTime } from '#features/administration/etl-projects/schedule.ts'
import { businessDay } from '#product.ts'
import { makeRun, type TaskToRun } from './make-run.ts'

/** After a longer rest than this only its last days are made up for. */
const MOST_DAYS = 31

interface Scheduled extends TaskToRun {
  schedule: string
  from: string
  until: string
}

/**
 * Asks for the runs whose scheduled time has come since the schedule was last followed, by the database's clock: one a
 * business date, also for days on which no worker was there. Several workers may do so at once; each time counts once.
 */
export async function beginScheduled(connections: Connections): Promise<void> {
  await asSystem(connections, {}, async (db) => {
    await db.rows(
      'schedules-add',
      `insert into etl_schedules (task_id, handled_until)
       select id, scheduled_since from etl_tasks where active and schedule is not null on conflict do nothing`,
      [],
    )
    const tasks = await db.rows<Scheduled>(
      'schedules-to-follow',
      `select t.id, t.steps, t.schedule, t.due_time as "dueTime",
         greatest(e.handled_until, t.scheduled_since) as "from", clock_timestamp() as until
       from etl_schedules e join etl_tasks t on t.id = e.task_id
       where t.active and t.schedule is not null and greatest(e.handled_until, t.scheduled_since) < clock_timestamp()
       order by t.id for update of e skip locked`,
      [],
    )
    for (const task of tasks) await follow(db, task)
  })
}

async function follow(db: Db, task: Scheduled) {
  const until = new Date(task.until)
  const days = new Map<string, Date>()
  let from = new Date(task.from)
  for (let next = nextTime(task.schedule, from); next && next <= until; next = nextTime(task.schedule, next)) {
    days.set(businessDay(next), next)
    from = next
    if (days.size > MOST_DAYS) days.delete(days.keys().next().value!)
  }
  if (days.size === 0) return
  for (const businessDate of days.keys()) await makeRun(db, task, { businessDate, cause: 'schedule' })
  await db.rows(
    'schedule-followed',
    'update etl_schedules set handled_until = greatest(handled_until, $2::timestamptz) where task_id = $1::uuid',
    [task.id, from.toISOString()],
  )
}
