import type { Suppression } from '@rapport/contract/service/moments'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { rulesOn } from '#features/service/contact-permissions/contact-facts.ts'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { businessDay } from '#product.ts'
import { type Contact, contactsByDay, taskOf, wordsOf } from './contacts.ts'
import type { Works } from './judge-rule.ts'
import { type OpenMoment, type Share, takeOpen } from './open-moments.ts'
import { calls, dayNumber, reasonAgainst, timeFor } from './why-not.ts'
import { writeMessages } from './write-messages.ts'

const AT_ONCE = 1_000
const everybody: Share = { mask: 0, part: 0 }

interface Decided {
  id: string
  state: 'task' | 'merged' | 'message' | 'suppressed' | 'held-out'
  reason?: Suppression
  task?: string
  message?: string | undefined
}

interface OpenTask {
  id: string
  customerId: string
  occurredOn: string
  skill: string | null
}
/** Tasks that moments of the same customers made and nobody has begun: what comes later on the same day is part of them. */
const openTasks = (db: Db, customers: readonly string[]) =>
  db.rows<OpenTask>(
    'moments.open-tasks',
    `select id, customer_id as "customerId", to_char(occurred_on, 'YYYY-MM-DD') as "occurredOn", skill from tasks
     where customer_id = any ($1::uuid[]) and kind = 'moment' and state in ('waiting', 'assigned') and started_at is null
     order by created_at, id for update`,
    [customers],
  )

/** Brings contacts into tasks that there are already: each becomes as urgent as its contacts, and says what they say. */
async function joinTasks(db: Db, joined: readonly { task: OpenTask; contact: Contact }[]) {
  if (joined.length === 0) return
  const byTask = new Map<string, Contact[]>()
  for (const { task, contact } of joined) byTask.set(task.id, [...(byTask.get(task.id) ?? []), contact])
  const rows = [...byTask].map(([task, contacts]) => {
    const tasks = contacts.map(taskOf)
    const first = tasks.reduce((one, other) => (other.dueAt < one.dueAt ? other : one))
    return {
      task,
      ...wordsOf(contacts.flatMap(({ moments }) => moments)),
      must: tasks.some(({ necessity }) => necessity === 'must'),
      waits: contacts.every(({ notBefore }) => notBefore !== null),
      dueAt: first.dueAt,
      warnAt: first.warnAt,
    }
  })
  await db.rows(
    'moments.join',
    `update tasks t set title = left(t.title || ', ' || j.title, 200), title_zh = left(coalesce(t.title_zh, t.title) || '、' || j."titleZh", 200),
       details = left(concat_ws(e'\\n', t.details, j.details), 2000),
       details_zh = left(concat_ws(e'\\n', coalesce(t.details_zh, t.details), j."detailsZh"), 2000),
       necessity = case when j.must then 'must' else t.necessity end, priority = least(t.priority, case when j.must then 2 else 3 end),
       not_before = case when j.waits then t.not_before end,
       warn_at = case when j."dueAt" < t.due_at then j."warnAt" else t.warn_at end, due_at = least(t.due_at, j."dueAt")
     from jsonb_to_recordset($1::jsonb) j (task uuid, title text, "titleZh" text, details text, "detailsZh" text, must boolean, waits boolean,
       "dueAt" timestamptz, "warnAt" timestamptz)
     where t.id = j.task`,
    [JSON.stringify(rows)],
  )
}

/** Says in the tasks that moments have of their own what the rule would have said. */
const tellTasks = (db: Db, moments: readonly OpenMoment[]) =>
  db.rows(
    'moments.tell-tasks',
    `update tasks t set details = left(concat_ws(e'\\n', nullif(t.details, ''), s.details), 2000),
       details_zh = left(concat_ws(e'\\n', nullif(coalesce(t.details_zh, t.details), ''), s."detailsZh"), 2000)
     from jsonb_to_recordset($1::jsonb) s (task uuid, details text, "detailsZh" text) where t.id = s.task and t.open`,
    [JSON.stringify(moments.map((moment) => ({ task: moment.ownTask, ...wordsOf([moment]) })))],
  )

/** What has a task of its own is that task's; of what was answered at once nothing is left to do. */
async function leaveElsewhere(db: Db, open: readonly OpenMoment[]): Promise<Decided[]> {
  const elsewhere = open.filter(({ handledElsewhere }) => handledElsewhere)
  if (elsewhere.length > 0) await tellTasks(db, elsewhere)
  return elsewhere.map(({ id, ownTask }) =>
    ownTask ? { id, state: 'task', task: ownTask } : { id, state: 'suppressed', reason: 'handled' },
  )
}

/**
 * Decides what becomes of moments that were found, of so many customers of a share at once and in one transaction: a task, part of
 * one, a message, or nothing and why. Whether there were any.
 */
export const decideFound = (
  { connections, now: clock }: Works,
  atOnce = AT_ONCE,
  share = everybody,
): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const now = clock()
    const open = await takeOpen(db, atOnce, share, now)
    if (open.length === 0) return false
    const decided = await leaveElsewhere(db, open)
    const last = new Map<string, number>()
    const speaking: OpenMoment[] = []
    for (const moment of open) {
      if (moment.handledElsewhere) continue
      const reason = reasonAgainst(moment, last)
      if (reason === null) last.set(`${moment.customerId} ${moment.code}`, dayNumber(moment.occurredOn))
      if (reason !== null) decided.push({ id: moment.id, state: 'suppressed', reason })
      else if (moment.heldOut) decided.push({ id: moment.id, state: 'held-out' })
      else speaking.push(moment)
    }
    const messages = await writeMessages(db, speaking, now)
    for (const moment of speaking.filter((one) => !calls(one))) {
      const message = messages.get(moment.id)
      decided.push(
        message
          ? { id: moment.id, state: 'message', message }
          : { id: moment.id, state: 'suppressed', reason: 'no-template' },
      )
    }
    decided.push(...(await makeTasks(db, speaking.filter(calls), messages, now)))
    await keep(db, decided, businessDay(now))
    return true
  })

/** Asks for a contact of each customer and day, or brings it into one that there is. */
async function makeTasks(
  db: Db,
  calling: readonly OpenMoment[],
  messages: ReadonlyMap<string, string>,
  now: Date,
): Promise<Decided[]> {
  if (calling.length === 0) return []
  const time = await serviceTime(db, businessDay(now))
  const rules = await rulesOn(db, businessDay(now))
  const there = new Map<string, OpenTask[]>()
  for (const task of await openTasks(db, [...new Set(calling.map(({ customerId }) => customerId))]))
    there.set(task.customerId, [...(there.get(task.customerId) ?? []), task])
  const decided: Decided[] = []
  const made: Contact[] = []
  const joined: { task: OpenTask; contact: Contact }[] = []
  for (const contact of contactsByDay(calling, time, now)) {
    const [first] = contact.moments
    const { skill } = first.definition
    const task = there
      .get(first.customerId)
      ?.find((one) => one.occurredOn === first.occurredOn && (skill === null || skill === one.skill))
    const { capped, notBefore } = timeFor(contact, rules, now)
    contact.notBefore = notBefore
    if (task) joined.push({ task, contact })
    else if (!capped) made.push(contact)
    else
      for (const { id } of contact.moments) {
        const message = messages.get(id)
        decided.push(message ? { id, state: 'message', message } : { id, state: 'suppressed', reason: 'cap' })
      }
  }
  await joinTasks(db, joined)
  for (const { task, contact } of joined)
    for (const { id } of contact.moments)
      decided.push({ id, state: 'merged', task: task.id, message: messages.get(id) })
  const ids = await addTasks(db, made.map(taskOf), now)
  for (const [n, { moments }] of made.entries())
    for (const [k, { id }] of moments.entries())
      decided.push({ id, state: k === 0 ? 'task' : 'merged', task: ids[n]!, message: messages.get(id) })
  return decided
}

const keep = (db: Db, decided: readonly Decided[], today: string) =>
  db.rows(
    'moments.decided',
    `update moment_events e set state = d.state, reason = d.reason, task_id = d.task, message_id = d.message,
       goal_kind = case when d.state <> 'suppressed' then v.definition->'goal'->>'kind' end,
       goal_due_on = case when d.state <> 'suppressed' then $2::date + (v.definition->'goal'->>'days')::int end
     from jsonb_to_recordset($1::jsonb) d (id uuid, state text, reason text, task uuid, message uuid), moment_rules r, moment_rule_versions v
     where e.id = d.id and r.code = e.code and v.rule_id = r.id and v.number = e.rule_version`,
    [JSON.stringify(decided), today],
  )
