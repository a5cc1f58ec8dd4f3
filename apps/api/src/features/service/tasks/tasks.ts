import type { BodyOf } from '@rapport/contract/endpoint'
import type { Task, tasks } from '@rapport/contract/service/tasks'
import type { Db } from '@rapport/database/as-viewer'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { closeOf } from '#features/service/working-time/working-time.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { addTasks } from './add-tasks.ts'
import { inPool } from './task-list.ts'
import { openTask, type TaskRow, taskRow } from './task-rows.ts'

/** Further off than this is a slip of the keyboard. */
const FURTHEST = 731 * 24 * 3_600_000

const leads = (viewer: SignedIn) => viewer.permissions.includes('task.assign')

/** What is over is not changed: 409 says how it ended. */
export function refuseClosed({ state }: TaskRow) {
  if (state === 'done' || state === 'verified') throw new Refused(409, 'task.already-done')
  if (state === 'cancelled' || state === 'expired') throw new Refused(409, `task.${state}`)
}

/** A step of a case and a call-back end where they are done, with what belongs to them. */
export function refuseElsewhere({ kind }: TaskRow) {
  if (kind === 'case' || kind === 'call-back') throw new Refused(409, 'task.ends-elsewhere')
}

/** An open task that the viewer may do: 404 out of sight, 403 where they are barred or it is somebody else's, 409 when it is over. */
export async function toDo(db: Db, id: string): Promise<TaskRow> {
  const row = await taskRow(db, id)
  refuseClosed(row)
  if (row.barredId === db.viewer!.id) throw new Refused(403, 'task.barred')
  if (row.assigneeId !== null && row.assigneeId !== db.viewer!.id) throw new Refused(409, 'task.of-somebody-else')
  if (!row.mine) throw new Refused(403, 'task.skill')
  return row
}

/** When something is due: at the time of its day, or when service closes; not before now, nor years ahead. */
async function dueAtOf(
  db: Db,
  viewer: SignedIn,
  due: { dueOn: string; dueTime?: string | null },
  now: Date,
): Promise<Date> {
  const dueAt = due.dueTime
    ? new Date(`${due.dueOn}T${due.dueTime}:00+08:00`)
    : closeOf(await serviceTime(db, viewer.described.today), due.dueOn)
  if (dueAt <= now) throw refusedField('dueOn', 'task.due-gone')
  if (dueAt.getTime() > now.getTime() + FURTHEST) throw refusedField('dueOn', 'task.too-far')
  return dueAt
}

/** Writes down something to do: for oneself, or as a leader for somebody who sees the customer and works in one's units. */
export async function createTask(db: Db, viewer: SignedIn, draft: BodyOf<typeof tasks.create>, now: Date) {
  const dueAt = await dueAtOf(db, viewer, draft, now)
  const assigneeId = draft.assigneeId ?? viewer.id
  if (assigneeId !== viewer.id && !leads(viewer))
    throw new Refused(403, 'not-allowed', { details: { permission: 'task.assign' } })
  const { title, details = null, customerId, necessity, channel } = draft
  const task = { kind: 'own' as const, title, details, customerId, necessity, channel, assigneeId, dueAt, warnAt: null }
  if (draft.customerId) await refuseWhoCannotSee(db, assigneeId, draft.customerId)
  else if (assigneeId !== viewer.id) await refuseOutsideUnits(db, assigneeId)
  const [id] = await addTasks(db, [task], now)
  return openTask(db, id!, now)
}

/** Whoever has a task has to see whom it is about; 404 for a customer that the viewer does not see. */
async function refuseWhoCannotSee(db: Db, person: string, customer: string) {
  const [row] = await db.rows<{ sees: boolean }>(
    'task.sees',
    'select person_sees_customer($1::uuid, c.id) as sees from customers c where c.id = $2::uuid',
    [person, customer],
  )
  if (!row) throw new Refused(404, 'not-found')
  if (!row.sees) throw refusedField('assigneeId', 'task.assignee-cannot-see')
}

/** A leader gives work of no customer to people of the units that one looks after. */
async function refuseOutsideUnits(db: Db, person: string) {
  const [row] = await db.rows(
    'task.in-units',
    `select u.id from users u where u.id = $1::uuid and u.disabled_at is null
       and (current_user = 'sees_all' or u.unit_id = any (viewer_units()))`,
    [person],
  )
  if (!row) throw refusedField('assigneeId', 'task.assignee-unknown')
}

/** Changes what is to be done until when. 412 when somebody else changed it meanwhile. */
export async function changeTask(
  db: Db,
  viewer: SignedIn,
  id: string,
  version: number,
  change: BodyOf<typeof tasks.change>,
  now: Date,
) {
  const row = await taskRow(db, id)
  refuseClosed(row)
  if (row.kind !== 'own' && row.kind !== 'follow-up') throw new Refused(409, 'task.not-own')
  if (row.assigneeId !== viewer.id && !leads(viewer)) throw new Refused(409, 'task.of-somebody-else')
  const words = wordsOf(row, change)
  const dueAt = change.dueOn
    ? await dueAtOf(db, viewer, { dueTime: null, ...change, dueOn: change.dueOn }, now)
    : new Date(row.dueAt)
  const changed = await db.rows(
    'task.change',
    `update tasks set title = $3, title_zh = $4, details = $5, details_zh = $6, due_at = $7::timestamptz,
       escalated = case when due_at = $7::timestamptz then escalated else 0 end
     where id = $1::uuid and version = $2 and open returning id`,
    [id, version, words.title, words.titleZh, words.details, words.detailsZh, dueAt],
  )
  if (changed.length === 0) throw stale()
  return openTask(db, id, now)
}

/** What a task says after a change: words sent back as they were read, in either language, stay as they are in both. */
function wordsOf(row: TaskRow, { title, details }: BodyOf<typeof tasks.change>) {
  const { titleZh, detailsZh } = row
  const words = { title: row.title, titleZh, details: row.details, detailsZh }
  if (title !== undefined && title !== row.title && title !== titleZh) Object.assign(words, { title, titleZh: null })
  if (details !== undefined && details !== row.details && details !== detailsZh)
    Object.assign(words, { details, detailsZh: null })
  return words
}

/** Takes the most urgent task that waits and that the viewer may do; of many who ask at once each gets another one. */
export async function takeNext(db: Db, now: Date): Promise<Task> {
  const [row] = await db.rows<{ id: string }>(
    'task.take-next',
    `update tasks set assignee_id = viewer_id(), state = 'assigned' where id = (
       select t.id from tasks t where ${inPool('$1')} order by t.priority, t.due_at, t.id limit 1 for update skip locked)
     returning id`,
    [now],
  )
  if (!row) throw new Refused(404, 'task.none-waiting')
  return openTask(db, row.id, now)
}

/** Hands a task on, takes it, or gives it back. Whoever leads may do it for others; a person for what is one's own or waits. */
export async function assignTask(
  db: Db,
  viewer: SignedIn,
  id: string,
  { assigneeId, reason }: BodyOf<typeof tasks.assign>,
  now: Date,
) {
  const row = await taskRow(db, id)
  refuseClosed(row)
  const taking = assigneeId === viewer.id && row.assigneeId === null
  if (!leads(viewer) && row.assigneeId !== viewer.id && !taking) throw new Refused(409, 'task.of-somebody-else')
  if (taking && !row.mine) throw new Refused(403, row.barredId === viewer.id ? 'task.barred' : 'task.skill')
  if (assigneeId !== null && assigneeId === row.barredId) throw refusedField('assigneeId', 'task.barred')
  if (assigneeId === null && row.customerId === null) throw refusedField('assigneeId', 'task.own-has-somebody')
  if (assigneeId !== null && row.customerId !== null) await refuseWhoCannotSee(db, assigneeId, row.customerId)
  else if (assigneeId !== null) await refuseOutsideUnits(db, assigneeId)
  if (reason) await db.because(reason)
  const changed = await db.rows(
    'task.assign',
    `update tasks set assignee_id = $2::uuid, state = case when $2::uuid is null then 'waiting' else 'assigned' end, started_at = null
     where id = $1::uuid and open and assignee_id is not distinct from $3::uuid returning id`,
    [id, assigneeId, row.assigneeId],
  )
  if (changed.length === 0) throw new Refused(409, 'task.of-somebody-else')
  return openTask(db, id, now)
}

/** Begins a task; one that waits becomes the viewer's. Of many who begin it at the same time one does. */
export async function startTask(db: Db, id: string, now: Date) {
  await toDo(db, id)
  const started = await db.rows(
    'task.start',
    `update tasks set assignee_id = viewer_id(), state = 'started', started_at = coalesce(started_at, $2::timestamptz)
     where id = $1::uuid and open and (assignee_id is null or assignee_id = viewer_id()) returning id`,
    [id, now],
  )
  if (started.length === 0) throw new Refused(409, 'task.of-somebody-else')
  return openTask(db, id, now)
}

/** A leader confirms what somebody else did, or opens the task again: it is due at the end of the next working day at the earliest. */
export async function verifyTask(
  db: Db,
  viewer: SignedIn,
  id: string,
  verdict: BodyOf<typeof tasks.verify>,
  now: Date,
) {
  const row = await taskRow(db, id)
  if (row.state !== 'done') throw new Refused(409, row.state === 'verified' ? 'task.verified' : 'task.not-done')
  if (row.doneById === viewer.id) throw new Refused(403, 'task.own-result')
  if (verdict.verdict === 'verified')
    await db.rows('task.verify', `update tasks set state = 'verified' where id = $1::uuid and state = 'done'`, [id])
  else {
    refuseElsewhere(row)
    await db.because(verdict.reason)
    await db.rows(
      'task.reopen',
      `update tasks set open = true, state = case when assignee_id is null then 'waiting' else 'assigned' end, done_at = null,
         done_by = null, attempts = 0, not_before = null, effect_due_on = null, effective = null where id = $1::uuid and state = 'done'`,
      [id],
    )
  }
  return openTask(db, id, now)
}

/** What need not be done any more, with a reason: one's own, or as a leader. What must be done only a leader cancels. */
export async function cancelTask(db: Db, viewer: SignedIn, id: string, reason: string, now: Date) {
  const row = await taskRow(db, id)
  refuseClosed(row)
  refuseElsewhere(row)
  if (!leads(viewer)) {
    if (row.assigneeId !== viewer.id) throw new Refused(409, 'task.of-somebody-else')
    if (row.necessity === 'must' && row.kind !== 'own') throw new Refused(403, 'task.must-be-done')
  }
  await db.because(reason)
  await db.rows('task.cancel', `update tasks set state = 'cancelled', open = false where id = $1::uuid and open`, [id])
  return openTask(db, id, now)
}

/** Whom a task may be given to: who works with tasks, sees the customer, is not barred and is at work. */
export async function assigneesOf(db: Db, viewer: SignedIn, id: string) {
  const row = await taskRow(db, id)
  const items = await db.rows<{ id: string; name: string }>(
    'task.assignees',
    `select u.id, u.name from users u join roles r on r.id = u.role_id
     where u.disabled_at is null and 'task.work' = any (r.permissions) and u.id is distinct from $1::uuid
       and case when $2::uuid is null then $3 or u.unit_id = any (viewer_units()) else person_sees_customer(u.id, $2::uuid) end
     order by u.name, u.id limit 500`,
    [row.barredId, row.customerId, viewer.scope === 'all'],
  )
  return { items }
}
