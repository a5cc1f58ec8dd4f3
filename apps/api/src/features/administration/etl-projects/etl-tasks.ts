import type { EtlStep, EtlTask, etlProjects } from '@rapport/contract/administration/etl-projects'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { withoutUndefined } from '#features/administration/data-sources/data-sources.ts'
import { taken } from '#http/errors.ts'
import { Refused, stale } from '#http/refused.ts'
import { checkSteps } from './check-steps.ts'
import { refuseWaitingInCircle, refuseWaits } from './check-waits.ts'
import { nextTime, refuseSchedule } from './schedule.ts'

/** The database's clock comes along: by it the next run is told. */
export const taskColumns = `t.id, t.version, t.project_id as "projectId", t.code, t.name, t.steps, t.schedule, t.calendar,
  t.due_time as "dueTime", t.day_offset as "dayOffset", t.waits_for as "waitsFor", t.alert_to as "alertTo", t.active, clock_timestamp() as "asOf"`
export type TaskRow = Omit<EtlTask, 'nextRunAt'> & { asOf: string }

export function withNext({ asOf, ...task }: TaskRow): EtlTask {
  const next = task.active && task.schedule !== null ? nextTime(task.schedule, new Date(asOf)) : null
  return { ...task, nextRunAt: next?.toISOString() ?? null }
}

/** A task; 404 where there is none. */
export async function openTask(db: Db, id: string): Promise<EtlTask> {
  const [task] = await db.rows<TaskRow>('task', `select ${taskColumns} from etl_tasks t where t.id = $1::uuid`, [id])
  if (!task) throw new Refused(404, 'not-found')
  return withNext(task)
}

/** Adds a task to a project. 409 where the code is used, 422 for steps that could not be run. */
export async function createTask(
  db: Db,
  projectId: string,
  draft: BodyOf<typeof etlProjects.createTask>,
): Promise<EtlTask> {
  if (!(await db.etlProject.findFirst({ where: { id: projectId }, select: { id: true } })))
    throw new Refused(404, 'not-found')
  await refuseSteps(db, draft.steps)
  await refuseWaits(db, draft.waitsFor, draft.steps)
  refuseSchedule(draft.schedule)
  return openTask(db, await addTask(db, projectId, draft))
}

type Said = BodyOf<typeof etlProjects.createTask>
const saidValues = ({ code, name, steps, schedule, calendar, dueTime, dayOffset, waitsFor, alertTo }: Said) => [
  code,
  name,
  JSON.stringify(steps),
  schedule,
  calendar,
  dueTime,
  dayOffset,
  waitsFor,
  alertTo,
]

/** Writes a task that was checked. By the database's clock, so that its schedule counts from its own now. */
export async function addTask(db: Db, projectId: string, draft: Said): Promise<string> {
  const id = newId()
  await db
    .rows(
      'task-add',
      `insert into etl_tasks (id, project_id, code, name, steps, schedule, calendar, due_time, day_offset, waits_for, alert_to)
       values ($1::uuid, $2::uuid, $3, $4, $5::jsonb, $6, $7, $8, $9, $10::uuid[], $11::text[])`,
      [id, projectId, ...saidValues(draft)],
    )
    .catch(taken('code', 'task.code-taken'))
  await refuseWaitingInCircle(db, id)
  return id
}

/** Writes a task anew; 412 when it is not of that version any more. A schedule that changed counts from now on. */
export async function keepTask(db: Db, id: string, version: number, said: Said & { active: boolean }) {
  const kept = await db
    .rows(
      'task-keep',
      `update etl_tasks set code = $3, name = $4, steps = $5::jsonb, schedule = $6, calendar = $7, due_time = $8,
         day_offset = $9, waits_for = $10::uuid[], alert_to = $11::text[], active = $12, scheduled_since = case
           when (schedule, day_offset, active) is distinct from ($6, $9::int, $12) then clock_timestamp() else scheduled_since end
       where id = $1::uuid and version = $2 returning id`,
      [id, version, ...saidValues(said), said.active],
    )
    .catch(taken('code', 'task.code-taken'))
  if (kept.length === 0) throw stale()
  await refuseWaitingInCircle(db, id)
}

/** Changes a task. Runs that were asked for keep their steps; a changed schedule counts from now on. */
export async function changeTask(
  db: Db,
  id: string,
  version: number,
  change: BodyOf<typeof etlProjects.changeTask>,
): Promise<EtlTask> {
  const task = await openTask(db, id)
  if (task.version !== version) throw stale()
  if (change.steps) await refuseSteps(db, change.steps)
  if (change.steps || change.waitsFor)
    await refuseWaits(db, change.waitsFor ?? task.waitsFor, change.steps ?? task.steps)
  if (change.schedule !== undefined) refuseSchedule(change.schedule)
  await keepTask(db, id, version, { ...task, ...withoutUndefined(change) })
  return openTask(db, id)
}

export async function refuseSteps(db: Db, steps: readonly EtlStep[]) {
  const ids = steps.flatMap(({ itemId }) => itemId ?? [])
  const found = await db.collectionItem.findMany({ where: { id: { in: ids } }, select: { id: true } })
  checkSteps(steps, new Set(found.map(({ id }) => id)))
}
