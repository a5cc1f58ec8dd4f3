import type { Db } from '@rapport/database/as-viewer'
import { asSystem } from '@rapport/database/as-viewer'
import { addTasks, type NewTask } from '#features/service/tasks/add-tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { dueAfter, type ServiceTime, warnedAt } from '#features/service/working-time/working-time.ts'
import { businessDay } from '#product.ts'
import type { Works } from './judge-rule.ts'
import { type OpenMoment, takeOpen } from './open-moments.ts'
import { speak } from './script.ts'

const AT_ONCE = 1_000
const DAY = 86_400_000
const dayNumber = (day: string) => Date.parse(day) / DAY

interface Decided {
  id: string
  state: 'task' | 'merged' | 'suppressed' | 'held-out'
  reason: string | null
  task: string | null
}
/** One contact: what is said to one customer of one day. */
interface Contact {
  moments: [OpenMoment, ...OpenMoment[]]
  dueAt: Date
  warnAt: Date | null
}

/** Why nothing is done, in the order of domain 8.3; null where something is. */
function reasonAgainst(moment: OpenMoment, last: Map<string, number>): string | null {
  const { notice, coolDownDays } = moment.definition
  if (moment.closed) return 'closed'
  if (moment.silent && notice === 'care') return 'do-not-disturb'
  const before = last.get(`${moment.customerId} ${moment.code}`)
  const day = dayNumber(moment.occurredOn)
  if (moment.cooling || (before !== undefined && before !== day && day - before < coolDownDays)) return 'cool-down'
  return null
}

/** What must be done comes before what may, then what is due first. */
const firstOf = (one: OpenMoment & { dueAt: Date }, other: OpenMoment & { dueAt: Date }) =>
  Number(other.definition.necessity === 'must') - Number(one.definition.necessity === 'must') ||
  one.dueAt.getTime() - other.dueAt.getTime() ||
  one.code.localeCompare(other.code)

/** Puts the moments of one customer and day together to one contact; one that needs another skill is a contact of its own. */
function contactsOf(moments: readonly OpenMoment[], time: ServiceTime, now: Date): Contact[] {
  const timed = moments
    .map((moment) => ({ ...moment, dueAt: dueAfter(time, now, moment.definition.limit) }))
    .sort(firstOf)
  const contacts: Contact[] = []
  for (const moment of timed) {
    const { skill, limit } = moment.definition
    const fits = contacts.find(({ moments: [first] }) => skill === null || skill === first.definition.skill)
    if (!fits) {
      const warnAt = moment.late ? null : warnedAt(time, now, moment.dueAt, limit.clock)
      contacts.push({ moments: [moment], dueAt: moment.dueAt, warnAt })
    } else fits.moments.push(moment)
  }
  return contacts
}

function taskOf({ moments, dueAt, warnAt }: Contact): NewTask {
  const [first, ...others] = moments
  const { necessity, skill, goal, nameZh } = first.definition
  const said = moments.map((moment) => speak(moment.definition.scriptZh, moment))
  return {
    kind: 'moment',
    aboutId: first.id,
    code: first.code,
    title: [nameZh, ...others.map(({ definition }) => definition.nameZh)].join('、').slice(0, 200),
    details: said.join('\n').slice(0, 2000),
    customerId: first.customerId,
    assigneeId: first.ownerId,
    necessity,
    skill,
    occurredOn: first.occurredOn,
    late: first.late,
    dueAt,
    warnAt,
    goal,
  }
}

const byCustomerAndDay = (moments: readonly OpenMoment[]) => {
  const groups = new Map<string, OpenMoment[]>()
  for (const moment of moments) {
    const key = `${moment.customerId} ${moment.occurredOn}`
    groups.set(key, [...(groups.get(key) ?? []), moment])
  }
  return groups
}

interface OpenTask {
  id: string
  customerId: string
  occurredOn: string
  necessity: 'must' | 'may'
  skill: string | null
}
/** Tasks that moments of the same customers made and nobody has begun: what comes later on the same day is part of them. */
const openTasks = (db: Db, customers: readonly string[]) =>
  db.rows<OpenTask>(
    'moments.open-tasks',
    `select id, customer_id as "customerId", to_char(occurred_on, 'YYYY-MM-DD') as "occurredOn", necessity, skill from tasks
     where customer_id = any ($1::uuid[]) and kind = 'moment' and state in ('waiting', 'assigned') and started_at is null
     order by created_at, id for update`,
    [customers],
  )

/** Says in the tasks that moments have of their own what the rule would have said. */
const tellTasks = (db: Db, moments: readonly OpenMoment[]) =>
  db.rows(
    'moments.tell-tasks',
    `update tasks t set details = left(concat_ws(e'\\n', nullif(t.details, ''), s.said), 2000)
     from jsonb_to_recordset($1::jsonb) s (task uuid, said text) where t.id = s.task and t.open`,
    [
      JSON.stringify(
        moments.map((moment) => ({ task: moment.ownTask, said: speak(moment.definition.scriptZh, moment) })),
      ),
    ],
  )

/** Brings a contact into a task that there is already: it becomes as urgent as the contact, and says what that says. */
const joinTask = (db: Db, { id }: OpenTask, contact: Contact) => {
  const { title, details, necessity, dueAt, warnAt } = taskOf(contact)
  return db.rows(
    'moments.join',
    `update tasks set title = left(title || '、' || $2::text, 200), details = left(concat_ws(e'\\n', details, $3::text), 2000),
       necessity = case when $4::text = 'must' then 'must' else necessity end, priority = least(priority, case when $4::text = 'must' then 2 else 3 end),
       warn_at = case when $5::timestamptz < due_at then $6::timestamptz else warn_at end, due_at = least(due_at, $5::timestamptz)
     where id = $1`,
    [id, title, details, necessity, dueAt, warnAt],
  )
}

/**
 * Decides what becomes of moments that were found, of so many customers at once and in one transaction: a task, part of one, or
 * nothing and why. Whether there were any.
 */
export const decideFound = ({ connections, now: clock }: Works, atOnce = AT_ONCE): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const now = clock()
    const open = await takeOpen(db, atOnce)
    if (open.length === 0) return false
    const decided: Decided[] = []
    const last = new Map<string, number>()
    const speaking: OpenMoment[] = []
    const elsewhere = open.filter(({ handledElsewhere }) => handledElsewhere)
    for (const { id, ownTask } of elsewhere)
      decided.push(
        ownTask
          ? { id, state: 'task', reason: null, task: ownTask }
          : { id, state: 'suppressed', reason: 'handled', task: null },
      )
    await tellTasks(db, elsewhere)
    for (const moment of open) {
      if (moment.handledElsewhere) continue
      const reason = reasonAgainst(moment, last)
      if (reason === null) last.set(`${moment.customerId} ${moment.code}`, dayNumber(moment.occurredOn))
      if (reason !== null) decided.push({ id: moment.id, state: 'suppressed', reason, task: null })
      else if (moment.heldOut) decided.push({ id: moment.id, state: 'held-out', reason: null, task: null })
      else speaking.push(moment)
    }
    const time = await serviceTime(db, businessDay(now))
    const there = await openTasks(db, [...new Set(speaking.map(({ customerId }) => customerId))])
    const contacts = [...byCustomerAndDay(speaking).values()].flatMap((group) => contactsOf(group, time, now))
    const made: Contact[] = []
    for (const contact of contacts) {
      const [first] = contact.moments
      const { skill } = first.definition
      const task = there.find(
        (one) =>
          one.customerId === first.customerId &&
          one.occurredOn === first.occurredOn &&
          (skill === null || skill === one.skill),
      )
      if (!task) {
        made.push(contact)
        continue
      }
      await joinTask(db, task, contact)
      for (const { id } of contact.moments) decided.push({ id, state: 'merged', reason: null, task: task.id })
    }
    const ids = await addTasks(db, made.map(taskOf), now)
    for (const [n, { moments }] of made.entries())
      for (const [k, { id }] of moments.entries())
        decided.push({ id, state: k === 0 ? 'task' : 'merged', reason: null, task: ids[n]! })
    await keep(db, decided, businessDay(now))
    return true
  })

const keep = (db: Db, decided: readonly Decided[], today: string) =>
  db.rows(
    'moments.decided',
    `update moment_events e set state = d.state, reason = d.reason, task_id = d.task,
       goal_kind = case when d.state <> 'suppressed' then v.definition->'goal'->>'kind' end,
       goal_due_on = case when d.state <> 'suppressed' then $2::date + (v.definition->'goal'->>'days')::int end
     from jsonb_to_recordset($1::jsonb) d (id uuid, state text, reason text, task uuid), moment_rules r, moment_rule_versions v
     where e.id = d.id and r.code = e.code and v.rule_id = r.id and v.number = e.rule_version`,
    [JSON.stringify(decided), today],
  )
