import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import {
  byId,
  code,
  count,
  cursor,
  day,
  id,
  instant,
  listOf,
  optionalText,
  PersonInRow,
  pageOf,
  pageSize,
  queryFlag,
  queryList,
  text,
  timeOfDay,
  UnitInRow,
  version,
} from '#shapes.ts'

/** Where a task comes from. A step of a case ends with its case; the others end here. */
export const taskKinds = ['moment', 'case', 'call-back', 'plan-step', 'survey', 'follow-up', 'campaign', 'own'] as const
/** 必做 and 选做: what must be done, and what may be. */
export const necessities = ['must', 'may'] as const
export const taskStates = ['waiting', 'assigned', 'started', 'done', 'verified', 'expired', 'cancelled'] as const
export const openTaskStates = ['waiting', 'assigned', 'started'] as const
export const taskOutcomes = ['reached', 'not-reached', 'refused', 'wrong-number', 'handled'] as const
export const taskChannels = ['phone', 'in-person', 'video', 'wechat', 'email', 'sms'] as const
/** What an agent is good at; a task that needs one is offered to whoever has it. */
export const skills = ['complaints', 'margin', 'suitability', 'technical', 'institutions', 'english'] as const
/** What the customer made of it. */
export const taskFeedbacks = [
  'satisfied',
  'neutral',
  'dissatisfied',
  'interested',
  'not-interested',
  'call-later',
] as const

export const Task = z
  .strictObject({
    id,
    version,
    kind: z.enum(taskKinds),
    /** The record it comes from: a case, a moment, a plan. */
    aboutId: id.nullable(),
    /** Of a moment, which one: M01 to M30. */
    code: z.string().nullable(),
    title: z.string(),
    /** In Chinese, of what the firm names in both languages; null where a person wrote the title. */
    titleZh: z.string().nullable(),
    /** What to say or do. */
    details: z.string().nullable(),
    /** In Chinese; null where `details` is all there is. */
    detailsZh: z.string().nullable(),
    customer: z.strictObject({ id, name: z.string(), customerNo: z.string() }).nullable(),
    unit: UnitInRow,
    /** Null while it waits for somebody to take it. */
    assignee: PersonInRow.nullable(),
    necessity: z.enum(necessities),
    /** 1 is the most urgent of four. */
    priority: z.int().min(1).max(4),
    skill: z.enum(skills).nullable(),
    channel: z.enum(taskChannels).nullable(),
    state: z.enum(taskStates),
    /** The business day on which its cause happened. */
    occurredOn: z.string().nullable(),
    /** Its cause was told late; its time is not held against anybody. */
    late: z.boolean(),
    /** Not to be tried again before this instant. */
    notBefore: instant.nullable(),
    dueAt: instant,
    /** Open after its time, or done after it. */
    overdue: z.boolean(),
    attempts: count,
    startedAt: instant.nullable(),
    doneAt: instant.nullable(),
    doneBy: z.string().nullable(),
    outcome: z.enum(taskOutcomes).nullable(),
    feedback: z.enum(taskFeedbacks).nullable(),
    note: z.string().nullable(),
    /** Whether what it was for came about; null before that is known, or where nothing is looked for. */
    effective: z.boolean().nullable(),
    /** Whether the caller may take or do it: not where one is barred, or has not the skill of its kind. */
    mine: z.boolean(),
  })
  .meta({ id: 'Task' })
export type Task = z.infer<typeof Task>

export const taskHappenings = [
  'created',
  'assigned',
  'started',
  'tried',
  'done',
  'verified',
  'reopened',
  'expired',
  'cancelled',
  'warned',
  'overdue',
  'changed',
] as const
export const TaskEvent = z
  .strictObject({
    id,
    at: instant,
    what: z.enum(taskHappenings),
    /** Null where the product did it. */
    actor: z.string().nullable(),
    assignee: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'TaskEvent' })
export type TaskEvent = z.infer<typeof TaskEvent>

const draft = {
  title: text(200),
  details: optionalText(2000).optional(),
  dueOn: day,
  /** Without one it is due when service closes. */
  dueTime: timeOfDay.nullable().default(null),
  necessity: z.enum(necessities).default('may'),
  channel: z.enum(taskChannels).nullable().default(null),
}
export const TaskDraft = z
  .strictObject({
    ...draft,
    customerId: id.nullable().default(null),
    /** Whose it shall be; one's own unless it is said. */
    assigneeId: id.optional(),
  })
  .meta({ id: 'TaskDraft' })

export const TaskChange = z
  .strictObject({ title: draft.title, details: optionalText(2000), dueOn: day, dueTime: timeOfDay.nullable() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' })
  .meta({ id: 'TaskChange' })

/** What came of it. Who was not reached is tried again, after two hours, a day and three days; then it is closed. */
export const TaskResult = z
  .strictObject({
    outcome: z.enum(taskOutcomes),
    channel: z.enum(taskChannels).nullable().default(null),
    /** How long it took, in minutes. */
    minutes: z.int().min(1).max(600).nullable().default(null),
    feedback: z.enum(taskFeedbacks).nullable().default(null),
    note: optionalText(1000).default(null),
    /** The day of the next step: a task of the same customer for whoever closes this one. */
    nextOn: day.nullable().default(null),
  })
  .meta({ id: 'TaskResult' })

export const taskQueues = ['mine', 'pool', 'all'] as const
const filters = {
  /** Mine: what is assigned to the caller. Pool: what waits and the caller may take. All: whatever is in sight. */
  queue: z.enum(taskQueues).default('all'),
  state: queryList([...taskStates, 'open']).optional(),
  kind: queryList(taskKinds).optional(),
  code: code(12).optional(),
  necessity: z.enum(necessities).optional(),
  customer: id.optional(),
  assignee: id.optional(),
  unit: id.optional(),
  skill: z.enum(skills).optional(),
  about: id.optional(),
  overdue: queryFlag.optional(),
  /** Due on this day or later. */
  dueFrom: day.optional(),
  /** Due before the end of this day. */
  dueBy: day.optional(),
}
export const TaskFilter = z.strictObject(filters)

/** How much there is to do, for the heads of tabs and the first page. */
export const TaskCounts = z
  .strictObject({ mine: count, must: count, may: count, overdue: count, pool: count })
  .meta({ id: 'TaskCounts' })
export type TaskCounts = z.infer<typeof TaskCounts>

export const tasks = {
  list: endpoint('GET /tasks', {
    summary: 'Tasks by urgency and due time, or the latest first, by keyset',
    permission: 'task.read',
    query: z.strictObject({
      ...filters,
      sort: z.enum(['urgency', 'latest']).default('urgency'),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(Task),
  }),
  counts: endpoint('GET /tasks/counts', {
    summary: 'How much the caller has to do, what of it must be done, what is overdue, and what waits to be taken',
    permission: 'task.read',
    reply: TaskCounts,
  }),
  exportRows: endpoint('GET /tasks/export', {
    summary: 'Tasks under the same filter as a CSV file',
    permission: 'customer.export',
    query: TaskFilter,
    reply: Task,
    gives: 'csv',
  }),
  create: endpoint('POST /tasks', {
    summary: 'Write down something to do, for oneself or, as a leader, for somebody else',
    permission: 'task.work',
    body: TaskDraft,
    reply: Task,
  }),
  takeNext: endpoint('POST /tasks/next', {
    summary: 'Take the most urgent task that waits and that the caller may do; 404 where none does',
    permission: 'task.work',
    reply: Task,
    status: 200,
  }),
  open: endpoint('GET /tasks/:id', {
    summary: 'Open a task',
    permission: 'task.read',
    params: byId,
    reply: Task,
  }),
  history: endpoint('GET /tasks/:id/events', {
    summary: 'Every state, person and minute of a task, earliest first',
    permission: 'task.read',
    params: byId,
    reply: listOf(TaskEvent),
  }),
  /** Whom it may be given to: who is at work, sees the customer, and is not barred. */
  assignees: endpoint('GET /tasks/:id/assignees', {
    summary: 'Whom a task may be given to',
    permission: 'task.work',
    params: byId,
    reply: listOf(PersonInRow),
  }),
  change: endpoint('PATCH /tasks/:id', {
    summary: 'Change what is to be done until when, while it is open and one’s own',
    permission: 'task.work',
    params: byId,
    body: TaskChange,
    reply: Task,
    versioned: true,
  }),
  assign: endpoint('PUT /tasks/:id/assignee', {
    summary: 'Take a task, hand it on or give it back to the pool',
    permission: 'task.work',
    params: byId,
    body: z.strictObject({ assigneeId: id.nullable(), reason: optionalText(300).default(null) }),
    reply: Task,
  }),
  start: endpoint('PUT /tasks/:id/start', {
    summary: 'Begin a task; one that waits becomes the caller’s',
    permission: 'task.work',
    params: byId,
    reply: Task,
  }),
  record: endpoint('PUT /tasks/:id/result', {
    summary: 'Write down what came of a task: it is done, or tried again later',
    permission: 'task.work',
    params: byId,
    body: TaskResult,
    reply: Task,
  }),
  verify: endpoint('PUT /tasks/:id/verification', {
    summary: 'Confirm a result, or open the task again with a reason; not one’s own',
    permission: 'task.assign',
    params: byId,
    body: z.discriminatedUnion('verdict', [
      z.strictObject({ verdict: z.literal('verified') }),
      z.strictObject({ verdict: z.literal('reopened'), reason: text(300) }),
    ]),
    reply: Task,
  }),
  cancel: endpoint('PUT /tasks/:id/cancellation', {
    summary: 'Cancel a task with a reason: one’s own, or as a leader',
    permission: 'task.work',
    params: byId,
    body: z.strictObject({ reason: text(300) }),
    reply: Task,
  }),
}
