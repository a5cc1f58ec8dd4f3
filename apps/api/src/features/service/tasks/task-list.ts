import type { QueryOf } from '@rapport/contract/endpoint'
import { openTaskStates, type Task, type TaskCounts, type TaskEvent, type tasks } from '@rapport/contract/service/tasks'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { may, type TaskRow, taskColumns, taskJoins, taskOf, taskRow } from './task-rows.ts'

type Filter = QueryOf<typeof tasks.exportRows>

/** What is offered to whoever has time: nobody has it, and it is not put off. */
export const inPool = (now: string) =>
  `t.open and t.live and t.assignee_id is null and (t.not_before is null or t.not_before <= ${now}::timestamptz) and ${may}`

/** The one meaning of every filter: list, count and file are made from it. */
function filtered(name: string, { queue, state, ...filter }: Filter, now: Date): Conditions {
  const conditions = new Conditions(`${name}.${queue}`)
  // Open ones alone are asked for as such, so that the indexes of the queue serve.
  const open = state?.length === 1 && state[0] === 'open'
  const states = open ? undefined : state?.flatMap((one) => (one === 'open' ? openTaskStates : [one]))
  if (queue === 'mine') conditions.addPiece('mine', 't.assignee_id = viewer_id()')
  if (queue === 'pool') conditions.add('pool', now, inPool)
  if (open) conditions.addPiece('open', 't.open and t.live')
  if (filter.overdue !== undefined)
    conditions.addPiece(
      'overdue',
      `(t.open and t.due_at < ${conditions.value(now)}::timestamptz) = ${conditions.value(filter.overdue)}::boolean`,
    )
  return conditions
    .add('states', states, (states) => `t.state = any (${states}::text[])`)
    .add('kind', filter.kind, (kinds) => `t.kind = any (${kinds}::text[])`)
    .add('code', filter.code, (code) => `t.code = ${code}`)
    .add('necessity', filter.necessity, (necessity) => `t.necessity = ${necessity}`)
    .add('customer', filter.customer, (customer) => `t.customer_id = ${customer}::uuid`)
    .add('assignee', filter.assignee, (assignee) => `t.assignee_id = ${assignee}::uuid`)
    .add('unit', filter.unit, (unit) => `t.unit_id = ${unitsBelow(unit)}`)
    .add('skill', filter.skill, (skill) => `t.skill = ${skill}`)
    .add('about', filter.about, (about) => `t.about_id = ${about}::uuid`)
    .add('due-from', filter.dueFrom, (day) => `t.due_at >= (${day}::date::timestamp at time zone 'Asia/Shanghai')`)
    .add('due', filter.dueBy, (day) => `t.due_at < ((${day}::date + 1)::timestamp at time zone 'Asia/Shanghai')`)
}

const orders = {
  urgency: { by: ['priority', 'due_at', 'id'], types: ['smallint', 'timestamptz', 'uuid'], way: 'asc', beyond: '>' },
  latest: { by: ['created_at', 'id'], types: ['timestamptz', 'uuid'], way: 'desc', beyond: '<' },
} as const
const places = {
  urgency: [z.string().regex(/^[1-4]$/), z.iso.datetime(), id],
  latest: [z.iso.datetime(), id],
} as const

/** One page and one row more where there is a next one, in one statement, with how many there are under the filter. */
async function readPage(
  db: Db,
  filter: Filter,
  page: { sort: keyof typeof orders; after: string | undefined; limit: number; counting: boolean; now: Date },
) {
  const { by, types, way, beyond } = orders[page.sort]
  const conditions = filtered(`tasks.${page.sort}${page.counting ? '#' : ''}`, filter, page.now)
  const counted = conditions.where
  const place = placeOf(`tasks.${page.sort}`, page.after, places[page.sort])
  if (place) {
    const values = place.map((value, i) => `${conditions.value(value)}::${types[i]}`)
    conditions.addPiece('after', `(${by.map((column) => `t.${column}`).join(', ')}) ${beyond} (${values.join(', ')})`)
  }
  const order = `order by ${by.map((column) => `t.${column} ${way}`).join(', ')}`
  const text = `with t as (select t.* from tasks t ${conditions.where} ${order} limit ${conditions.value(page.limit + 1)}::int)
    select ${taskColumns}, t.created_at as "createdAt"${page.counting ? ', n.total' : ''}
    from ${page.counting ? `(select count(*)::int as total from tasks t ${counted}) n left join (` : ''}
      t ${taskJoins}
    ${page.counting ? ') on true' : ''} ${order}`
  const found = await db.rows<TaskRow & { total: number; createdAt: string }>(conditions.name, text, conditions.values)
  const rows = found.filter((row) => row.id !== null)
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  const values = last && (page.sort === 'urgency' ? [String(last.priority), last.dueAt] : [last.createdAt])
  const items: Task[] = rows.slice(0, page.limit).map(({ total: _, createdAt: __, ...row }) => taskOf(row, page.now))
  return {
    items,
    next: last ? cursorAt(`tasks.${page.sort}`, [...values!, last.id]) : null,
    total: found[0]?.total ?? 0,
  }
}

/** One page of tasks; `total` counts those in sight under the same filter. */
export function listTasks(db: Db, query: QueryOf<typeof tasks.list>, now: Date) {
  const { sort, after, limit, ...filter } = query
  return readPage(db, filter, { sort, after, limit, counting: true, now })
}

/** The next rows of the file. */
export async function exportTasks(db: Db, filter: Filter, after: string | undefined, now: Date) {
  const { items, next } = await readPage(db, filter, {
    sort: 'urgency',
    after,
    limit: 1_000,
    counting: false,
    now,
  })
  return { items, next }
}

/** How much the viewer has to do, and how much waits to be taken. */
export async function countTasks(db: Db, now: Date): Promise<TaskCounts> {
  const [counts] = await db.rows<TaskCounts>(
    'tasks.counts',
    `select m.*, (select count(*)::int from tasks t where ${inPool('$1')}) as pool from (
       select count(*)::int as mine, count(*) filter (where necessity = 'must')::int as must,
         count(*) filter (where necessity = 'may')::int as may, count(*) filter (where due_at < $1::timestamptz)::int as overdue
       from tasks t where t.open and t.live and t.assignee_id = viewer_id()) m`,
    [now],
  )
  return counts!
}

/** Every state, person and minute of a task in sight, earliest first. */
export async function historyOf(db: Db, taskId: string) {
  await taskRow(db, taskId)
  const items = await db.rows<TaskEvent>(
    'task.history',
    `select e.id, e.at, e.what, p.name as actor, a.name as assignee, e.note from task_events e
     left join users p on p.id = e.actor_id left join users a on a.id = e.assignee_id
     where e.task_id = $1::uuid order by e.at, e.id`,
    [taskId],
  )
  return { items }
}
