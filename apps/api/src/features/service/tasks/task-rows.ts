import type { Task } from '@rapport/contract/service/tasks'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

/** A task as `taskColumns` read it. */
export type TaskRow = Omit<Task, 'customer' | 'unit' | 'assignee' | 'overdue'> & {
  customerId: string | null
  customerName: string | null
  customerNo: string | null
  unitId: string
  unitName: string
  assigneeId: string | null
  assigneeName: string | null
  barredId: string | null
  doneById: string | null
}

/** Whether the viewer may take or do the task `t`: nobody does what they are barred from, or cannot. */
export const may = `(t.barred_id is distinct from viewer_id() and (t.skill is null or t.assignee_id is not distinct from viewer_id()
  or t.skill = any ((select v.skills from users v where v.id = viewer_id())::text[])))`

/** What a reply needs of the task `t`, with the names beside it from `taskJoins`. */
export const taskColumns = `t.id, t.version, t.kind, t.about_id as "aboutId", t.code, t.title, t.title_zh as "titleZh", t.details, t.details_zh as "detailsZh",
  t.customer_id as "customerId", c.name as "customerName", c.customer_no as "customerNo", t.unit_id as "unitId", u.name as "unitName",
  t.assignee_id as "assigneeId", a.name as "assigneeName", t.barred_id as "barredId", t.done_by as "doneById", t.necessity, t.priority, t.skill, t.channel,
  t.state, t.occurred_on as "occurredOn", t.late, t.not_before as "notBefore", t.due_at as "dueAt",
  t.attempts,
  t.started_at as "startedAt", t.done_at as "doneAt", d.name as "doneBy", t.outcome, t.feedback, t.note, t.effective, ${may} as mine`
export const taskJoins = `left join customers c on c.id = t.customer_id join units u on u.id = t.unit_id
  left join users a on a.id = t.assignee_id left join users d on d.id = t.done_by`

export function taskOf(row: TaskRow, now: Date): Task {
  const {
    customerId,
    customerName,
    customerNo,
    unitId,
    unitName,
    assigneeId,
    assigneeName,
    barredId: _,
    doneById: __,
    ...task
  } = row
  return {
    ...task,
    overdue:
      task.state !== 'cancelled' &&
      task.state !== 'expired' &&
      new Date(task.dueAt) < (task.doneAt ? new Date(task.doneAt) : now),
    customer: customerId === null ? null : { id: customerId, name: customerName!, customerNo: customerNo! },
    unit: { id: unitId, name: unitName },
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName! },
  }
}

/** 404 when it is not in sight. */
export async function taskRow(db: Db, id: string): Promise<TaskRow> {
  const [row] = await db.rows<TaskRow>(
    'task.open',
    `select ${taskColumns} from tasks t ${taskJoins} where t.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}
export const openTask = async (db: Db, id: string, now: Date) => taskOf(await taskRow(db, id), now)
