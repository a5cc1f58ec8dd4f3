import type { EtlStep, EtlTask } from '@rapport/contract/administration/etl-projects'
import type { EtlRun } from '@rapport/contract/administration/etl-runs'
import type { Db } from '@rapport/database/as-viewer'
import { openTask } from '#features/administration/etl-projects/etl-tasks.ts'
import { runInSight } from '#features/administration/etl-runs/etl-runs.ts'
import { makeRun } from '#features/administration/etl-runs/make-run.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { mayGoIn } from '#warehouse/replay.ts'

interface Replayed {
  itemId: string
  businessDate: string
  published: boolean
  state: string
}

/**
 * Asks for a run that puts in what waits in the quarantine of a batch: of its item from the stage on, with the summaries
 * and the publication of its task. Rows that a person fixed go in, and rows that named somebody unknown who may be known by
 * now; a day that was held is read once more, with fixed rows in their places and dismissed ones left out. 409 when there
 * is nothing to put in or that day of the task is under way; 422 for a batch or a task that is not there.
 */
export async function replayBatch(db: Db, viewerId: string, batchId: string): Promise<EtlRun> {
  const batch = await batchToReplay(db, batchId)
  const task = await taskOf(db, batch.itemId, batchId)
  const steps = stepsFrom(task.steps, batch.itemId)
  const { businessDate } = batch
  const runId = await makeRun(db, { ...task, steps }, { businessDate, cause: 'replay', startedBy: viewerId })
  if (!runId) throw new Refused(409, 'run.under-way', { details: { businessDate } })
  await db.rows(
    'replay-fetched',
    `update etl_step_runs set state = 'done', batch_id = $2::uuid, started_at = clock_timestamp(), finished_at = clock_timestamp()
     where run_id = $1::uuid and kind = 'fetch'`,
    [runId, batchId],
  )
  return (await runInSight(db, runId))!
}

async function batchToReplay(db: Db, batchId: string): Promise<Replayed> {
  const [batch] = await db.rows<Replayed>(
    'replay-of-batch',
    `select item_id as "itemId", business_date as "businessDate", published_at is not null as published, state
     from warehouse.batches where id = $1::uuid and item_id is not null`,
    [batchId],
  )
  if (!batch || batch.state === 'withdrawn') throw refusedField('batchId', 'batch.unknown')
  const [waiting] = await db.rows<{ any: boolean }>(
    'replay-waiting',
    `select exists (select from quality_issues q where q.batch_id = $1::uuid
       and (${mayGoIn} or (q.state = 'dismissed' and not $2::boolean))) as any`,
    [batchId, batch.published],
  )
  if (!waiting?.any) throw new Refused(409, 'replay.nothing')
  return batch
}

/** The task whose run has brought the batch, or else one that has its item. */
async function taskOf(db: Db, itemId: string, batchId: string): Promise<EtlTask> {
  const [found] = await db.rows<{ id: string }>(
    'replay-task',
    `select t.id from etl_tasks t
     where t.steps @> jsonb_build_array(jsonb_build_object('kind', 'merge', 'itemId', $1::text))
     order by t.active desc, exists (select from etl_step_runs s join etl_runs r on r.id = s.run_id
       where s.batch_id = $2::uuid and r.task_id = t.id) desc, t.code limit 1`,
    [itemId, batchId],
  )
  if (!found) throw refusedField('batchId', 'item.no-task')
  const task = await openTask(db, found.id)
  if (!task.active) throw refusedField('batchId', 'task.paused')
  return task
}

/** The steps of an item and those that end a run, without their needs of others. */
function stepsFrom(steps: readonly EtlStep[], itemId: string): EtlStep[] {
  const taken = steps.filter((step) => step.itemId === itemId || step.itemId === null)
  const codes = new Set(taken.map(({ code }) => code))
  return taken.map((step) => ({ ...step, needs: step.needs.filter((need) => codes.has(need)) }))
}
