import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, id, instant, listOf, optionalText, text, version } from '#shapes.ts'
import { collectionItems } from './collection-items.ts'
import { dataSources } from './data-sources.ts'

/** In the order in which they follow each other; merge, summarise and publish of a run end together or not at all. */
export const stepKinds = ['fetch', 'stage', 'check', 'merge', 'summarise', 'publish'] as const
export type StepKind = (typeof stepKinds)[number]
/** Steps that are about one collection item; summarise and publish are about the run. */
export const itemStepKinds = ['fetch', 'stage', 'check', 'merge'] as const

export const EtlStep = z
  .strictObject({
    code: code(60),
    kind: z.enum(stepKinds),
    itemId: id.nullable().default(null),
    /** Codes of the steps that must be done before. */
    needs: z.array(code(60)).max(50).default([]),
  })
  .meta({ id: 'EtlStep' })
export type EtlStep = z.infer<typeof EtlStep>

export const taskCalendars = ['trading-days', 'every-day'] as const
/** Which day a scheduled run loads: its own, or (a run after midnight) the day before it by the task's calendar. */
export const DayOffset = z.literal([0, -1])
export type DayOffset = z.infer<typeof DayOffset>

const taskFields = {
  code: code(60),
  name: text(80),
  steps: z.array(EtlStep).min(1).max(100),
  /** A cron line in the firm's time (`30 18 * * *`); null runs by hand only. */
  schedule: z.string().max(60).nullable().default(null),
  calendar: z.enum(taskCalendars).default('trading-days'),
  /** HH:MM of the firm's time after which a run that is not done is late. */
  dueTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time.shape' })
    .nullable()
    .default(null),
  dayOffset: DayOffset.default(0),
  /** Who is told by e-mail when a run fails or is late. */
  alertTo: z
    .array(z.email({ error: 'email.shape' }).max(200))
    .max(20)
    .default([]),
}
/** Items of other tasks that must be published for a day before this task merges it. */
const waitsFor = z.array(id).max(50).default([])

export const EtlTask = z
  .strictObject({
    id,
    version,
    projectId: id,
    code: z.string(),
    name: z.string(),
    steps: z.array(EtlStep),
    schedule: z.string().nullable(),
    calendar: z.enum(taskCalendars),
    dueTime: z.string().nullable(),
    dayOffset: DayOffset,
    waitsFor: z.array(id),
    alertTo: z.array(z.string()),
    active: z.boolean(),
    nextRunAt: instant.nullable(),
  })
  .meta({ id: 'EtlTask' })
export type EtlTask = z.infer<typeof EtlTask>

export const EtlProject = z
  .strictObject({
    id,
    version,
    code: z.string(),
    name: z.string(),
    note: z.string().nullable(),
    tasks: z.array(EtlTask),
  })
  .meta({ id: 'EtlProject' })
export type EtlProject = z.infer<typeof EtlProject>

/** A project as a file: sources without their secrets, items and tasks by their codes, so that it fits another firm. */
export const ProjectFile = z
  .strictObject({
    format: z.literal('rapport-etl-project'),
    formatVersion: z.literal(1),
    code: code(60),
    name: text(80),
    note: optionalText(500),
    sources: z.array(dataSources.create.body.omit({ ownerId: true, secret: true })).max(50),
    items: z
      .array(collectionItems.create.body.omit({ sourceId: true, ownerId: true }).extend({ source: code(40) }))
      .max(500),
    tasks: z
      .array(
        z.strictObject({
          ...taskFields,
          /** Codes of items, of this file or there already. */
          waitsFor: z.array(code(60)).max(50).default([]),
          steps: z
            .array(
              z.strictObject({
                code: code(60),
                kind: z.enum(stepKinds),
                item: code(60).nullable().default(null),
                needs: z.array(code(60)).max(50).default([]),
              }),
            )
            .min(1)
            .max(100),
        }),
      )
      .max(100),
  })
  .meta({ id: 'ProjectFile' })
export type ProjectFile = z.infer<typeof ProjectFile>

export const etlProjects = {
  list: endpoint('GET /etl-projects', {
    summary: 'Projects with their tasks and steps',
    permission: 'data-centre.read',
    reply: listOf(EtlProject),
  }),
  create: endpoint('POST /etl-projects', {
    summary: 'Add a project',
    permission: 'data-centre.configure',
    body: z.strictObject({ code: code(60), name: text(80), note: optionalText(500).default(null) }),
    reply: EtlProject,
  }),
  file: endpoint('GET /etl-projects/:id/file', {
    summary: 'The project as a file for another environment; secrets stay here',
    permission: 'data-centre.read',
    params: byId,
    reply: ProjectFile,
  }),
  load: endpoint('POST /etl-projects/files', {
    summary: 'Load a project from a file: what is there by its code is changed, what is not is made; all or nothing',
    permission: 'data-centre.configure',
    body: ProjectFile,
    reply: EtlProject,
  }),
  createTask: endpoint('POST /etl-projects/:id/tasks', {
    summary: 'Add a task; its steps must lead from what they need to what they make, without a circle',
    permission: 'data-centre.configure',
    params: byId,
    body: z.strictObject({ ...taskFields, waitsFor }),
    reply: EtlTask,
  }),
  changeTask: endpoint('PATCH /etl-tasks/:id', {
    summary: 'Change, pause or resume a task; runs under way keep the steps they began with',
    permission: 'data-centre.configure',
    params: byId,
    body: z
      .strictObject({
        code: taskFields.code,
        name: taskFields.name,
        steps: taskFields.steps,
        schedule: z.string().max(60).nullable(),
        calendar: z.enum(taskCalendars),
        dueTime: taskFields.dueTime.unwrap(),
        dayOffset: DayOffset,
        waitsFor: waitsFor.unwrap(),
        alertTo: taskFields.alertTo.unwrap(),
        active: z.boolean(),
      })
      .partial()
      .refine((change) => Object.keys(change).length > 0, { error: 'edit.empty' }),
    reply: EtlTask,
    versioned: true,
  }),
}
