import type { Task } from '@rapport/contract/service/tasks'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** A task to be written down, by a person or by whatever found that something has to be done. */
export interface NewTask {
  kind: Task['kind']
  aboutId?: string | null
  code?: string | null
  title: string
  /** Its Chinese name where what it is made of has one; without it `title` is what a person wrote. */
  titleZh?: string | null
  details?: string | null
  detailsZh?: string | null
  customerId: string | null
  /** Null leaves it to whoever takes it. */
  assigneeId: string | null
  /** Who must never do it. */
  barredId?: string | null
  necessity: Task['necessity']
  /** 1 to 4; without one, what must be done comes before what may. */
  priority?: number
  skill?: Task['skill']
  channel?: Task['channel']
  occurredOn?: string | null
  late?: boolean
  /** Nobody takes it before. */
  notBefore?: Date | null
  dueAt: Date
  /** When whoever does it is warned; null warns nobody. */
  warnAt: Date | null
  goal?: { kind: string; days: number } | null
}

/** Writes tasks down, in one statement, and gives their ids in the same order. Customers out of sight are 404. */
export async function addTasks(db: Db, tasks: readonly NewTask[], now: Date): Promise<string[]> {
  if (tasks.length === 0) return []
  const rows = tasks.map((task) => ({
    id: newId(),
    kind: task.kind,
    about_id: task.aboutId ?? null,
    code: task.code ?? null,
    title: task.title,
    title_zh: task.titleZh ?? null,
    details: task.details ?? null,
    details_zh: task.detailsZh ?? null,
    customer_id: task.customerId,
    assignee_id: task.assigneeId,
    barred_id: task.barredId ?? null,
    necessity: task.necessity,
    priority: task.priority ?? (task.necessity === 'must' ? 2 : 3),
    skill: task.skill ?? null,
    channel: task.channel ?? null,
    state: task.assigneeId ? 'assigned' : 'waiting',
    occurred_on: task.occurredOn ?? null,
    late: task.late ?? false,
    not_before: task.notBefore ?? null,
    due_at: task.dueAt,
    warn_at: task.warnAt,
    goal: task.goal ?? null,
  }))
  await db.rows(
    'tasks.add',
    `insert into tasks (id, kind, about_id, code, title, title_zh, details, details_zh, customer_id, assignee_id, barred_id, necessity,
       priority, skill, channel, state, occurred_on, late, not_before, due_at, warn_at, goal, created_at, created_by)
     select r.*, $2::timestamptz, viewer_id() from jsonb_to_recordset($1::jsonb) r (id uuid, kind text, about_id uuid, code text,
       title text, title_zh text, details text, details_zh text, customer_id uuid, assignee_id uuid, barred_id uuid, necessity text, priority smallint, skill text,
       channel text, state text, occurred_on date, late boolean, not_before timestamptz, due_at timestamptz, warn_at timestamptz, goal jsonb)`,
    [JSON.stringify(rows), now],
  )
  return rows.map(({ id }) => id)
}
