import type { EtlTask } from '@rapport/contract/administration/etl-projects'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { justBefore, nextDay, nextTime, previousDay } from '#features/administration/etl-projects/schedule.ts'
import { businessDay } from '#product.ts'
import { previousTradingDay } from '#warehouse/trading-days.ts'
import { makeRun, type TaskToRun } from './make-run.ts'

/** After a longer rest than this only its last days are made up for. */
const MOST_DAYS = 31

interface Scheduled extends TaskToRun {
  schedule: string
  calendar: EtlTask['calendar']
  since: string
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
      `select t.id, t.steps, t.schedule, t.due_time as "dueTime", t.calendar,
         t.day_offset as "dayOffset", t.scheduled_since as since, greatest(e.handled_until, t.scheduled_since) as "from", clock_timestamp() as until
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
  const dates = new Map<string, string | null>()
  let from = new Date(task.from)
  for (let next = nextTime(task.schedule, from); next && next <= until; next = nextTime(task.schedule, next)) {
    from = next
    const today = businessDay(next)
    if (!dates.has(today)) dates.set(today, await dayOf(db, task, today))
    const day = dates.get(today)
    if (day) days.set(day, next)
    if (days.size > MOST_DAYS) days.delete(days.keys().next().value!)
  }
  if (from.getTime() === new Date(task.from).getTime()) return
  for (const businessDate of days.keys()) await makeRun(db, task, { businessDate, cause: 'schedule' })
  await db.rows(
    'schedule-followed',
    'update etl_schedules set handled_until = greatest(handled_until, $2::timestamptz) where task_id = $1::uuid',
    [task.id, from.toISOString()],
  )
}

/**
 * The business date of the scheduled times of a day. For one that is about the day before, of a task that follows the trading calendar:
 * the trading day before, once, at the first such time after it: on Sunday morning Friday is loaded already (null).
 */
export async function dayOf(
  db: Db,
  { schedule, calendar, dayOffset, since }: Pick<Scheduled, 'schedule' | 'calendar' | 'dayOffset' | 'since'>,
  today: string,
): Promise<string | null> {
  if (dayOffset === 0) return today
  if (calendar === 'every-day') return previousDay(today)
  const day = await previousTradingDay(db, today)
  const after = Math.max(justBefore(nextDay(day)).getTime(), new Date(since).getTime())
  const first = nextTime(schedule, new Date(after))
  return first && businessDay(first) < today ? null : day
}
