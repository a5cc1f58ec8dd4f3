import type { EtlProject, EtlTask } from '@rapport/contract/administration/etl-projects'
import type { EtlRun, EtlRunDetails, StepRun } from '@rapport/contract/administration/etl-runs'
import { idOf } from '#testing/show.tsx'

/** A run as the API lists it. */
export const aRun = (n: number, over: Partial<EtlRun> = {}): EtlRun => ({
  id: idOf(600 + n),
  task: { id: idOf(700), code: 'daily', name: 'Daily load', project: 'Clearing' },
  businessDate: '2026-11-20',
  cause: 'schedule',
  state: 'done',
  late: false,
  failure: null,
  rowsIn: 9876,
  refused: 3,
  lateRows: 1,
  startedBy: null,
  createdAt: '2026-11-20T10:30:00Z',
  startedAt: '2026-11-20T10:30:01Z',
  finishedAt: '2026-11-20T10:31:21Z',
  usualMs: 40_000,
  stepsDone: 6,
  steps: 6,
  ...over,
})

export const aStep = (step: string, over: Partial<StepRun> = {}): StepRun => ({
  step,
  kind: 'fetch',
  item: { id: idOf(800), code: 'fills', name: 'Fills' },
  needs: [],
  state: 'done',
  tries: 1,
  rowsIn: 0,
  refused: 0,
  late: 0,
  duplicates: 0,
  corrected: 0,
  progress: null,
  failure: null,
  differences: [],
  startedAt: '2026-11-20T10:30:01Z',
  finishedAt: '2026-11-20T10:30:05Z',
  usualMs: 4000,
  ...over,
})

export const withSteps = (run: EtlRun, stepRuns: StepRun[]): EtlRunDetails => ({ ...run, stepRuns })

export const aTask = (over: Partial<EtlTask> = {}): EtlTask => ({
  id: idOf(700),
  version: 4,
  projectId: idOf(710),
  code: 'daily',
  name: 'Daily load',
  steps: [{ code: 'fetch-fills', kind: 'fetch', itemId: idOf(800), needs: [] }],
  schedule: '30 18 * * 1-5',
  calendar: 'trading-days',
  dueTime: '07:30',
  dayOffset: 0,
  waitsFor: [],
  alertTo: [],
  active: true,
  nextRunAt: '2026-11-23T10:30:00Z',
  ...over,
})

export const aProject = (over: Partial<EtlProject> = {}): EtlProject => ({
  id: idOf(710),
  version: 1,
  code: 'clearing',
  name: 'Clearing',
  note: null,
  tasks: [aTask()],
  ...over,
})
