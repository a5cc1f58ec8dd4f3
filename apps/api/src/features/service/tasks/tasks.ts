import type { BodyOf } from '@rapport/contract/endpoint'
import type { Task, tasks } from '@rapport/contract/service/tasks'
import type { Db } from '@rapport/database/as-viewer'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { closeOf, warnedAt } from '#features/service/working-time/working-time.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { addTasks } from './add-tasks.ts'
import { inPool } from './task-list.ts'
import { openTask, type TaskRow, taskRow } from './task-rows.ts'

/** When somebody who was not reached is tried again, in hours from the try; after the last one the task is closed. */
const triedAgainAfter = [2, 24, 72] as const
const HOUR = 3_600_000
/** Further off than this is a slip of the keyboard. */
const FURTHEST_DAYS = 731

const leads = (viewer: SignedIn) => viewer.permissions.includes('task.assign')

/** What is over is not changed: 409 says how it ended. */
function refuseClosed({ state }: TaskRow) {
  if (state === 'done' || state === 'verified') throw new Refused(409, 'task.already-done')
  if (state === 'cancelled' || state === 'expired') throw new Refused(409, `task.${state}`)
}

/** A step of a case and a call-back end where they are done, with what belongs to them. */
function refuseElsewhere({ kind }: TaskRow) {
  if (kind === 'case' || kind === 'call-back') throw new Refused(409, 'task.ends-elsewhere')
}

/** An open task that the viewer may do: 404 out of sight, 403 where they are barred or it is somebody else's, 409 when it is over. */
async function toDo(db: Db, id: string): Promise<TaskRow> {
  const row = await taskRow(db, id)
  refuseClosed(row)
  if (row.barredId === db.viewer!.id) throw new Refused(403, 'task.barred')
  if (row.assigneeId !== null && row.assigneeId !== db.viewer!.id) throw new Refused(409, 'task.of-somebody-else')
  if (!row.mine) throw new Refused(403, 'task.skill')
  return row
}

function refuseFarOff(dueAt: Date, now: Date) {
  if (dueAt <= now) throw refusedField('dueAt', 'task.due-gone')
  if (dueAt.getTime() > now.getTime() + FURTHEST_DAYS * 24 * HOUR) throw refusedField('dueAt', 'task.too-far')
}

/** Writes down something to do: for oneself, or as a leader for somebody who sees the customer and works in one's units. */
export async function createTask(db: Db, viewer: SignedIn, draft: BodyOf<typeof tasks.create>, now: Date) {
  const dueAt = new Date(draft.dueAt)
  refuseFarOff(dueAt, now)
  const assigneeId = draft.assigneeId ?? viewer.id
  if (assigneeId !== viewer.id && !leads(viewer))
    throw new Refused(403, 'not-allowed', { details: { permission: 'task.assign' } })
  const task = { ...draft, kind: 'own' as const, details: draft.details ?? null, assigneeId, dueAt, warnAt: null }
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
  if (change.dueAt) refuseFarOff(new Date(change.dueAt), now)
  const { title, details, dueAt } = { ...row, ...change }
  const changed = await db.rows(
    'task.change',
    `update tasks set title = $3, details = $4, due_at = $5::timestamptz,
       escalated = case when due_at = $5::timestamptz then escalated else 0 end
     where id = $1::uuid and version = $2 and open returning id`,
    [id, version, title, details, dueAt],
  )
  if (changed.length === 0) throw stale()
  return openTask(db, id, now)
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

/**
 * Writes down what came of a task. Who was not reached is tried again two hours, a day and three days later, then it is closed.
 * A contact with the customer is a care visit that took place, so that it counts wherever contacts count.
 */
export async function recordResult(
  db: Db,
  viewer: SignedIn,
  id: string,
  result: BodyOf<typeof tasks.record>,
  now: Date,
) {
  const row = await toDo(db, id)
  refuseElsewhere(row)
  return finish(db, viewer, row, result, now)
}

/** The same for whoever has looked already whether it may be done: call-backs record theirs with their script. */
export async function finish(db: Db, viewer: SignedIn, row: TaskRow, result: BodyOf<typeof tasks.record>, now: Date) {
  const contacted = result.outcome !== 'handled'
  if (contacted && row.customerId === null) throw refusedField('outcome', 'task.nobody-to-reach')
  if (contacted && result.channel === null) throw refusedField('channel', 'task.channel-needed')
  if (result.nextOn !== null && result.nextOn <= viewer.described.today) throw refusedField('nextOn', 'task.next-gone')
  const visitId = contacted ? await contactOf(db, viewer, row, result, now) : null
  const wait = result.outcome === 'not-reached' ? triedAgainAfter[row.attempts] : undefined
  const done = wait === undefined
  const written = await db.rows(
    'task.result',
    `update tasks set outcome = $2, channel = coalesce($3, channel), feedback = $4, note = $5, visit_id = coalesce($6::uuid, visit_id),
       attempts = attempts + 1, started_at = coalesce(started_at, $7::timestamptz), assignee_id = viewer_id(),
       state = case when $8 then 'done' else 'assigned' end, open = not $8, done_at = case when $8 then $7::timestamptz end,
       done_by = case when $8 then viewer_id() end, not_before = $9::timestamptz,
       effect_due_on = case when $8 and goal is not null then ($10::date + (goal->>'days')::int) end
     where id = $1::uuid and open and (assignee_id is null or assignee_id = viewer_id()) returning id`,
    [
      row.id,
      result.outcome,
      result.channel,
      result.feedback,
      result.note,
      visitId,
      now,
      done,
      done ? null : new Date(now.getTime() + wait * HOUR),
      viewer.described.today,
    ],
  )
  if (written.length === 0) throw new Refused(409, 'task.already-done')
  if (done && result.nextOn !== null) await followUp(db, viewer, row, result.nextOn, now)
  return openTask(db, row.id, now)
}

const visitOutcomes = {
  reached: 'reached',
  'not-reached': 'not-reached',
  'wrong-number': 'not-reached',
  refused: 'declined',
} as const

async function contactOf(db: Db, viewer: SignedIn, row: TaskRow, result: BodyOf<typeof tasks.record>, now: Date) {
  const [visit] = await db.rows<{ id: string }>(
    'task.contact',
    `insert into care_visits (id, customer_id, staff_id, created_by, kind, channel, planned_on, purpose, state, outcome, content,
       minutes, recorded_at, recorded_by)
     values (uuid_v7(), $1, $2, $2, 'care', $3, $4, $5, 'recorded', $6, $7, $8, $9, $2) returning id`,
    [
      row.customerId,
      viewer.id,
      result.channel,
      viewer.described.today,
      row.title,
      visitOutcomes[result.outcome as keyof typeof visitOutcomes],
      result.note ?? row.title,
      result.minutes,
      now,
    ],
  )
  return visit!.id
}

async function followUp(db: Db, viewer: SignedIn, row: TaskRow, nextOn: string, now: Date) {
  const time = await serviceTime(db, viewer.described.today)
  const dueAt = closeOf(time, nextOn)
  const { title, details, customerId, necessity, channel, skill } = row
  const next = { kind: 'follow-up' as const, aboutId: row.id, title, details, customerId, necessity, channel, skill }
  await addTasks(db, [{ ...next, assigneeId: viewer.id, dueAt, warnAt: warnedAt(time, now, dueAt) }], now)
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
  const [{ done_by: doneBy }] = (await db.rows<{ done_by: string }>(
    'task.done-by',
    'select done_by from tasks where id = $1::uuid',
    [id],
  )) as [{ done_by: string }]
  if (doneBy === viewer.id) throw new Refused(403, 'task.own-result')
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
