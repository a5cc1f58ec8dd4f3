import type { EtlRun, EtlRunDetails, etlRuns } from '@rapport/contract/administration/etl-runs'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { openTask } from '#features/administration/etl-projects/etl-tasks.ts'
import { taken } from '#http/errors.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { openRun, runsById } from './etl-runs.ts'
import { makeRun } from './make-run.ts'
import { FEED_BROKEN, FEED_MISSING } from './run/feeds.ts'
import { withDependants } from './run/plan.ts'

/** A longer range is several back-fills. */
const MOST_DAYS = 400

/**
 * Asks for a task on a day, or on each day of a range as one back-fill. 422 for a task that is unknown or paused, or a range
 * too long; 409 when one of the days is waiting or under way already.
 */
export async function startRuns(
  db: Db,
  viewerId: string,
  { taskId, from, to = from }: BodyOf<typeof etlRuns.start>,
): Promise<{ items: EtlRun[] }> {
  const task = await openTask(db, taskId).catch(() => {
    throw refusedField('taskId', 'task.unknown')
  })
  if (!task.active) throw refusedField('taskId', 'task.paused')
  const days = daysBetween(from, to)
  if (days.length > MOST_DAYS) throw refusedField('to', 'range.too-long')
  const backFill = days.length > 1
  const seriesId = backFill ? newId() : null
  const ids: string[] = []
  for (const businessDate of days) {
    const cause = backFill ? 'back-fill' : 'person'
    const id = await makeRun(db, task, { businessDate, cause, seriesId, startedBy: viewerId })
    if (!id) throw new Refused(409, 'run.under-way', { details: { businessDate } })
    ids.push(id)
  }
  return runsById(db, ids)
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to) && days.length <= MOST_DAYS; at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

/**
 * Asks a run to stop: at once when nobody works on it, else at the next place where nothing is half done. One that is held
 * for a feed would go on by itself, so it can be stopped too. 409 at its end.
 */
export async function stopRun(db: Db, runId: string, by: string): Promise<EtlRunDetails> {
  await openRun(db, runId)
  // The row is locked by the first that comes: a worker that claims it after this finds it stopped, or is told.
  const [row] = await db.rows<{ state: string }>(
    'run-stop',
    `update etl_runs set stop_asked = state = 'running',
       state = case when state = 'running' then state else 'stopped' end,
       finished_at = case when state = 'running' then finished_at else clock_timestamp() end
     where id = $1::uuid and (state in ('waiting', 'running') or (state = 'held' and failure = any ($2::text[]))) returning state`,
    [runId, [FEED_BROKEN, FEED_MISSING]],
  )
  if (!row) throw new Refused(409, 'run.ended')
  await noteOf(db, runId, null, 'run.stop-asked', by)
  if (row.state === 'stopped')
    await db.rows(
      'run-stop-steps',
      `update etl_step_runs set state = 'stopped', next_try_at = null, finished_at = clock_timestamp()
       where run_id = $1::uuid and (state = 'waiting' or (state = 'held' and failure = any ($2::text[])))`,
      [runId, [FEED_BROKEN, FEED_MISSING]],
    )
  return openRun(db, runId)
}

/** Runs a step again with all that needs it, as if they had never run. 409 while the run is under way, 404 for no such step. */
export async function rerunStep(db: Db, runId: string, step: string, by: string): Promise<EtlRunDetails> {
  const run = await openRun(db, runId)
  if (!run.stepRuns.some((one) => one.step === step)) throw new Refused(404, 'not-found')
  const again = withDependants(
    step,
    run.stepRuns.map(({ step, needs, kind }) => ({ code: step, needs, kind })),
  )
  for (const fetch of await toFetchAgain(db, runId, [...again])) again.add(fetch)
  const [row] = await db
    .rows(
      'run-again',
      `update etl_runs set state = 'waiting', failure = null, finished_at = null, stop_asked = false, resume_at = null,
         alerted = '{}', mailed = '{}', late = false, due_at = case when due_at > clock_timestamp() then due_at end
       where id = $1::uuid and state <> 'running' returning id`,
      [runId],
    )
    .catch(taken('businessDate', 'run.under-way'))
  if (!row) throw new Refused(409, 'run.under-way')
  await db.rows(
    'run-again-steps',
    `update etl_step_runs set state = 'waiting', tries = 0, ended = 0, next_try_at = null, rows_in = 0, refused = 0, late = 0,
       duplicates = 0, corrected = 0, progress = null, failure = null, details = '{}', started_at = null, finished_at = null
     where run_id = $1::uuid and (step = any ($2::text[]) or state in ('stopped', 'skipped'))`,
    [runId, [...again]],
  )
  await noteOf(db, runId, step, 'step.run-again', by)
  return openRun(db, runId)
}

/** The file of a day that is in the warehouse is gone: whoever stages it anew fetches it anew. */
async function toFetchAgain(db: Db, runId: string, steps: readonly string[]): Promise<string[]> {
  const found = await db.rows<{ step: string }>(
    'run-again-fetches',
    `select f.step from etl_step_runs s
     join etl_step_runs f on f.run_id = s.run_id and f.item_id = s.item_id and f.kind = 'fetch'
     join warehouse.batches b on b.id = f.batch_id and b.state = 'published'
     where s.run_id = $1::uuid and s.kind = 'stage' and s.step = any ($2::text[])`,
    [runId, steps],
  )
  return found.map(({ step }) => step)
}

/** Who meddled with a run is written into its log. */
const noteOf = (db: Db, runId: string, step: string | null, code: string, by: string) =>
  db.rows(
    'run-note',
    `insert into etl_log_lines (id, run_id, at, step, level, code, details)
     values ($1::uuid, $2::uuid, clock_timestamp(), $3, 'info', $4, jsonb_build_object('by', $5::text))`,
    [newId(), runId, step, code, by],
  )
