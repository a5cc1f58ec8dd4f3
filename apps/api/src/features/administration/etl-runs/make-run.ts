import type { EtlStep } from '@rapport/contract/administration/etl-projects'
import type { runCauses } from '@rapport/contract/administration/etl-runs'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { nextTime } from '#features/administration/etl-projects/schedule.ts'

export interface TaskToRun {
  id: string
  steps: readonly EtlStep[]
  schedule: string | null
  dueTime: string | null
}
interface Wish {
  businessDate: string
  cause: (typeof runCauses)[number]
  seriesId?: string | null
  startedBy?: string | null
}

const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)
const A_DAY = 86_400_000

/**
 * When a run of this day is late: at the task's due time that follows its schedule on that day (which may be next morning);
 * null without one.
 */
export function dueAt({ schedule, dueTime }: Pick<TaskToRun, 'schedule' | 'dueTime'>, day: string): Date | null {
  if (dueTime === null) return null
  const from = midnight(day)
  const scheduled = schedule === null ? null : nextTime(schedule, new Date(from.getTime() - 1000))
  const begins = scheduled && scheduled.getTime() < from.getTime() + A_DAY ? scheduled : from
  const due = new Date(`${day}T${dueTime}:00+08:00`)
  return due > begins ? due : new Date(due.getTime() + A_DAY)
}

/**
 * Asks for a run of a task with the steps that it has now; null when that day is waiting or under way already. A day whose
 * due time has passed when it is asked for is waited for by nobody.
 */
export async function makeRun(db: Db, task: TaskToRun, wish: Wish): Promise<string | null> {
  const id = newId()
  const made = await db.rows(
    'run-make',
    `insert into etl_runs (id, task_id, business_date, cause, steps, series_id, started_by, due_at, created_at)
     values ($1::uuid, $2::uuid, $3::date, $4, $5::jsonb, $6::uuid, $7::uuid,
       case when $8::timestamptz > clock_timestamp() or $4 = 'schedule' then $8::timestamptz end, clock_timestamp())
     on conflict do nothing returning id`,
    [
      id,
      task.id,
      wish.businessDate,
      wish.cause,
      JSON.stringify(task.steps),
      wish.seriesId ?? null,
      wish.startedBy ?? null,
      dueAt(task, wish.businessDate)?.toISOString() ?? null,
    ],
  )
  if (made.length === 0) return null
  await db.rows(
    'run-make-steps',
    `insert into etl_step_runs (run_id, step, ordinal, kind, item_id)
     select $1::uuid, s.value->>'code', s.n, s.value->>'kind', (s.value->>'itemId')::uuid
     from jsonb_array_elements($2::jsonb) with ordinality as s (value, n)`,
    [id, JSON.stringify(task.steps)],
  )
  return id
}
