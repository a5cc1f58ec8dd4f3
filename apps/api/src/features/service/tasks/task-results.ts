import type { BodyOf } from '@rapport/contract/endpoint'
import type { tasks } from '@rapport/contract/service/tasks'
import type { Db } from '@rapport/database/as-viewer'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { closeOf, warnedAt } from '#features/service/working-time/working-time.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { addTasks } from './add-tasks.ts'
import { openTask, type TaskRow } from './task-rows.ts'
import { refuseElsewhere, toDo } from './tasks.ts'

type Result = BodyOf<typeof tasks.record>

/** When somebody who was not reached is tried again, in hours from the try; after the last one the task is closed. */
const triedAgainAfter = [2, 24, 72] as const
const HOUR = 3_600_000

/**
 * Writes down what came of a task. Who was not reached is tried again two hours, a day and three days later, then it is closed.
 * A contact with the customer is a care visit that took place, so that it counts wherever contacts count.
 */
export async function recordResult(db: Db, viewer: SignedIn, id: string, result: Result, now: Date) {
  const row = await toDo(db, id)
  refuseElsewhere(row)
  return finish(db, viewer, row, result, now)
}

/** The same for whoever has looked already whether it may be done: call-backs record theirs with their script. */
export async function finish(db: Db, viewer: SignedIn, row: TaskRow, result: Result, now: Date) {
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

async function contactOf(db: Db, viewer: SignedIn, row: TaskRow, result: Result, now: Date) {
  const title = viewer.described.preferences.locale === 'zh-CN' ? (row.titleZh ?? row.title) : row.title
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
      title,
      visitOutcomes[result.outcome as keyof typeof visitOutcomes],
      result.note ?? title,
      result.minutes,
      now,
    ],
  )
  return visit!.id
}

async function followUp(db: Db, viewer: SignedIn, row: TaskRow, nextOn: string, now: Date) {
  const time = await serviceTime(db, viewer.described.today)
  const dueAt = closeOf(time, nextOn)
  const { title, titleZh, details, detailsZh, customerId, necessity, channel, skill } = row
  const words = { title, titleZh, details, detailsZh }
  const next = { kind: 'follow-up' as const, aboutId: row.id, ...words, customerId, necessity, channel, skill }
  await addTasks(db, [{ ...next, assigneeId: viewer.id, dueAt, warnAt: warnedAt(time, now, dueAt) }], now)
}
