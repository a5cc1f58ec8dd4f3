import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, cursor, day, id, instant, listOf, pageOf, pageSize } from '#shapes.ts'
import { TotalDifference } from './collection-layout.ts'
import { stepKinds } from './etl-projects.ts'

export const runStates = ['waiting', 'running', 'done', 'failed', 'held', 'stopped', 'skipped'] as const
export type RunState = (typeof runStates)[number]
export const runCauses = ['schedule', 'person', 'back-fill', 'replay'] as const

export const StepRun = z
  .strictObject({
    step: z.string(),
    kind: z.enum(stepKinds),
    item: z.strictObject({ id, code: z.string(), name: z.string() }).nullable(),
    needs: z.array(z.string()),
    state: z.enum(runStates),
    tries: z.int(),
    rowsIn: count,
    refused: count,
    late: count,
    duplicates: count,
    corrected: count,
    /** 0 to 1 while it runs, where it can be told. */
    progress: z.number().nullable(),
    /** A code that the reader's language has words for. */
    failure: z.string().nullable(),
    differences: z.array(TotalDifference),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    /** The median of its last ten successful runs, in milliseconds. */
    usualMs: z.number().nullable(),
  })
  .meta({ id: 'StepRun' })
export type StepRun = z.infer<typeof StepRun>

const runFields = {
  id,
  task: z.strictObject({ id, code: z.string(), name: z.string(), project: z.string() }),
  businessDate: z.string(),
  cause: z.enum(runCauses),
  state: z.enum(runStates),
  late: z.boolean(),
  failure: z.string().nullable(),
  rowsIn: count,
  refused: count,
  lateRows: count,
  startedBy: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  usualMs: z.number().nullable(),
  stepsDone: z.int(),
  steps: z.int(),
}
export const EtlRun = z.strictObject(runFields).meta({ id: 'EtlRun' })
export type EtlRun = z.infer<typeof EtlRun>
export const EtlRunDetails = z.strictObject({ ...runFields, stepRuns: z.array(StepRun) }).meta({ id: 'EtlRunDetails' })
export type EtlRunDetails = z.infer<typeof EtlRunDetails>

export const LogLine = z
  .strictObject({
    id,
    at: instant,
    step: z.string().nullable(),
    level: z.enum(['info', 'warning', 'error']),
    code: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'LogLine' })
export type LogLine = z.infer<typeof LogLine>

export const etlRuns = {
  list: endpoint('GET /etl-runs', {
    summary: 'Runs, latest first: by business date, task or state',
    permission: 'data-centre.read',
    query: z.strictObject({
      businessDate: day.optional(),
      taskId: id.optional(),
      state: z.enum(runStates).optional(),
      after: cursor.optional(),
      limit: pageSize,
    }),
    reply: pageOf(EtlRun),
  }),
  /** The stream itself is server-sent events; each event `run` is an EtlRun that changed, `ping` keeps it open. */
  changes: endpoint('GET /etl-runs/changes', {
    summary: 'Live changes of runs as server-sent events',
    permission: 'data-centre.read',
    reply: EtlRun,
    gives: 'events',
  }),
  open: endpoint('GET /etl-runs/:id', {
    summary: 'A run with its steps',
    permission: 'data-centre.read',
    params: byId,
    reply: EtlRunDetails,
  }),
  log: endpoint('GET /etl-runs/:id/log', {
    summary: 'What a run said, oldest first',
    permission: 'data-centre.read',
    params: byId,
    query: z.strictObject({ after: cursor.optional(), limit: pageSize }),
    reply: pageOf(LogLine),
  }),
  start: endpoint('POST /etl-runs', {
    summary: 'Run a task for a business date, or for each day of a range (back-fill), the earliest first',
    permission: 'data-centre.run',
    body: z
      .strictObject({ taskId: id, from: day, to: day.optional() })
      .refine((range) => range.to === undefined || range.to >= range.from, {
        error: 'range.backwards',
        path: ['to'],
      }),
    reply: listOf(EtlRun),
    status: 202,
  }),
  stop: endpoint('POST /etl-runs/:id/stop', {
    summary: 'Stop a run at the next place where nothing is half done; what it merged and did not publish is undone',
    permission: 'data-centre.run',
    params: byId,
    reply: EtlRunDetails,
    status: 202,
  }),
  rerunStep: endpoint('POST /etl-runs/:id/steps/:step/rerun', {
    summary: 'Run one step again, and what needs it',
    permission: 'data-centre.run',
    params: z.strictObject({ id, step: z.string().max(60) }),
    reply: EtlRunDetails,
    status: 202,
  }),
  /** A file for an item whose source is an upload: it is what the next fetch of that item and date takes. */
  upload: endpoint('POST /etl-runs/files', {
    summary: 'Hand in the file of an item and business date by hand',
    permission: 'data-centre.run',
    body: z.strictObject({ itemId: id, businessDate: day }),
    takes: 'multipart',
    reply: z.strictObject({ fileName: z.string(), bytes: count }),
    status: 201,
  }),
}
