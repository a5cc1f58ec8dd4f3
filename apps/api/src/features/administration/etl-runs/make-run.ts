import type { DayOffset, EtlStep } from '@rapport/contract/administration/etl-projects'
import type { runCauses } from '@rapport/contract/administration/etl-runs'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { A_DAY, justBefore, midnight, nextDay, nextTime } from '#features/administration/etl-projects/schedule.ts'
import { businessDay } from '#product.ts'

export interface TaskToRun {
  id: string
  steps: readonly EtlStep[]
  schedule: string | null
  dueTime: string | null
  dayOffset: DayOffset
}
interface Wish {
  businessDate: string
  cause: (typeof runCauses)[number]
  seriesId?: string | null
  startedBy?: string | null
}

/**
 * When a run of this day is late: at the task's due time that follows its schedule on the day on which it runs, which is
 * another one where the schedule comes after midnight; null without one.
 */
export function dueAt(task: Omit<TaskToRun, 'id' | 'steps'>, day: string): Date | null {
  const { schedule, dueTime, dayOffset } = task
  if (dueTime === null) return null
  const earliest = dayOffset === 0 ? day : nextDay(day)
  const scheduled = schedule === null ? null : nextTime(schedule, justBefore(earliest))
  const isThen = scheduled !== null && (dayOffset === -1 || businessDay(scheduled) === day)
  const begins = isThen ? scheduled : midnight(earliest)
  const due = new Date(`${businessDay(begins)}T${dueTime}:00+08:00`)
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
