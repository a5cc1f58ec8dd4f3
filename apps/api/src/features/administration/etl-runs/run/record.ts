import type { RunState } from '@rapport/contract/administration/etl-runs'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Outcome, Works } from '#warehouse/step.ts'
import type { Planned } from './plan.ts'

/** The run is somebody else's by now: nothing more is written about it here. */
export class Overtaken extends Error {}

export interface Claimed {
  id: string
  taskId: string
  /** YYYY-MM-DD */
  businessDate: string
  calendar: 'trading-days' | 'every-day'
  stopAsked: boolean
  /** Items that must be published for that day before it is merged, as the task has it now. */
  waitsFor: readonly string[]
  /** Milliseconds until it is late; null when nobody waits for it, negative once it is. */
  dueInMs: number | null
  steps: Planned[]
}

export interface LogLine {
  step: string | null
  level: 'info' | 'warning' | 'error'
  code: string
  details: Record<string, string | number | boolean | null>
}

const stepColumns = `s.step as code, s.kind, s.item_id as "itemId", s.state, s.tries, s.ended, s.batch_id as "batchId", s.failure,
  coalesce(greatest(0, extract(epoch from s.next_try_at - clock_timestamp()) * 1000), 0)::float8 as "waitMs"`

/** What one worker writes about a run that it has claimed; every line is refused once another has claimed it. */
export class RunRecord {
  private readonly token = newId()
  private lines: LogLine[] = []

  constructor(
    private readonly connections: Works['connections'],
    readonly runId: string,
  ) {}

  private system<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return asSystem(this.connections, {}, work)
  }

  /** Takes the run over as it is: steps in which a worker died wait again. Null when it may not go on now. */
  async claim(): Promise<Claimed | null> {
    return this.system(async (db) => {
      const [run] = await db.rows<Omit<Claimed, 'steps'> & { plan: { code: string; needs: string[] }[] }>(
        'run-claim',
        `update etl_runs r set state = 'running', claimed_by = $2::uuid,
           started_at = coalesce(r.started_at, clock_timestamp()), finished_at = null, failure = null
         from etl_tasks t
         where r.id = $1::uuid and t.id = r.task_id and r.state in ('waiting', 'running')
           and not exists (select from etl_runs e where e.series_id = r.series_id
             and e.business_date < r.business_date and e.state not in ('done', 'skipped'))
         returning r.id, r.task_id as "taskId", r.business_date as "businessDate", t.calendar,
           t.waits_for as "waitsFor", r.stop_asked as "stopAsked", r.steps as plan,
           (extract(epoch from r.due_at - clock_timestamp()) * 1000)::float8 as "dueInMs"`,
        [this.runId, this.token],
      )
      if (!run) return null
      const died = await db.rows<{ step: string }>(
        'run-steps-died',
        `update etl_step_runs set state = 'waiting', progress = null where run_id = $1::uuid and state = 'running'
         returning step`,
        [this.runId],
      )
      for (const { step } of died) this.log({ step, level: 'warning', code: 'step.worker-died', details: {} })
      const { plan, ...rest } = run
      const steps = await db.rows<Omit<Planned, 'needs'>>(
        'run-steps',
        `select ${stepColumns} from etl_step_runs s where s.run_id = $1::uuid order by s.ordinal`,
        [this.runId],
      )
      const needs = new Map(plan.map((step) => [step.code, step.needs]))
      return { ...rest, steps: steps.map((step) => ({ ...step, needs: needs.get(step.code) ?? [] })) }
    })
  }

  /** Ends this worker's hold on the run; `waiting` is for whoever takes it next. */
  async leave(state: RunState, { failure = null, waitMs = 0 }: { failure?: string | null; waitMs?: number } = {}) {
    const ended = state !== 'waiting'
    await this.mine(
      `update etl_runs set state = $3, failure = $4, claimed_by = null,
         finished_at = case when $5 then clock_timestamp() end,
         resume_at = case when $6::float8 > 0 then clock_timestamp() + $6::float8 * interval '1 millisecond' end,
         stop_asked = stop_asked and not $5
       where id = $1::uuid and claimed_by = $2::uuid returning id`,
      'run-leave',
      [state, failure, ended, waitMs],
    )
  }

  async stopAsked(): Promise<boolean> {
    const [row] = await this.system((db) =>
      db.rows<{ asked: boolean }>(
        'run-stop-asked',
        'select stop_asked or claimed_by is distinct from $2::uuid as asked from etl_runs where id = $1::uuid',
        [this.runId, this.token],
      ),
    )
    return row?.asked ?? true
  }

  /** A step begins: written before its work, so that a worker that dies in it leaves a trace. */
  async begin(codes: readonly string[], running: readonly string[]) {
    await this.stepsMine(
      'step-begin',
      `update etl_step_runs set tries = tries + 1, next_try_at = null, progress = null, failure = null, rows_in = 0, refused = 0,
         late = 0, duplicates = 0, corrected = 0, details = '{}', finished_at = null,
         state = case when step = any ($4::text[]) then 'running' else 'waiting' end,
         started_at = case when step = any ($4::text[]) then clock_timestamp() end`,
      codes,
      [running],
    )
  }

  async running(code: string) {
    await this.stepsMine(
      'step-running',
      `update etl_step_runs set state = 'running', started_at = clock_timestamp()`,
      [code],
      [],
    )
  }

  async progress(code: string, part: number) {
    await this.stepsMine(
      'step-progress',
      `update etl_step_runs set progress = greatest(0, least(1, $4::float8))`,
      [code],
      [part],
    )
  }

  /** How a step came out; `ended` unless it goes on as the same try. */
  async ended(
    codes: readonly string[],
    {
      state,
      failure = null,
      uncounted = false,
      waitMs = 0,
    }: {
      state: RunState
      failure?: string | null
      /** The try does not count: nothing was wrong with it. */
      uncounted?: boolean
      waitMs?: number
    },
  ) {
    await this.stepsMine(
      'step-ended',
      `update etl_step_runs set state = $4, failure = $5, progress = null,
         tries = case when $6 then tries - 1 else tries end, ended = case when $6 then ended else ended + 1 end,
         next_try_at = case when $7::float8 > 0 then clock_timestamp() + $7::float8 * interval '1 millisecond' end,
         finished_at = case when $4 = 'waiting' then null else clock_timestamp() end`,
      codes,
      [state, failure, uncounted, waitMs],
    )
  }

  /** What a step found; before its end is written. */
  async outcome(code: string, { differences, ...counts }: Outcome, batchId: string | null = null) {
    await this.stepsMine(
      'step-outcome',
      `update etl_step_runs set rows_in = $4, refused = $5, late = $6, duplicates = $7, corrected = $8,
         details = jsonb_build_object('differences', $9::jsonb), batch_id = coalesce($10::uuid, batch_id)`,
      [code],
      [
        counts.rowsIn,
        counts.refused,
        counts.late,
        counts.duplicates,
        counts.corrected,
        JSON.stringify(differences.slice(0, 200)),
        batchId,
      ],
    )
  }

  /** All steps that are not at an end get this state: a run that was skipped or stopped. */
  async endOthers(state: 'skipped' | 'stopped') {
    await this.system((db) =>
      db.rows(
        'steps-end-others',
        `update etl_step_runs set state = $3, finished_at = clock_timestamp(), next_try_at = null
         where run_id = $1::uuid and state in ('waiting', 'running')
           and exists (select from etl_runs where id = $1::uuid and claimed_by = $2::uuid)`,
        [this.runId, this.token, state],
      ),
    )
  }

  log(line: LogLine) {
    this.lines.push(line)
  }

  /** Writes the log lines that have gathered, in their order. */
  async flush() {
    const lines = this.lines
    if (lines.length === 0) return
    this.lines = []
    await this.system((db) =>
      db.rows(
        'run-log',
        `insert into etl_log_lines (id, run_id, at, step, level, code, details)
         select l.id, $1::uuid, clock_timestamp(), l.step, l.level, l.code, l.details
         from jsonb_to_recordset($2::jsonb) as l (id uuid, step text, level text, code text, details jsonb)`,
        [this.runId, JSON.stringify(lines.map((line) => ({ ...line, id: newId() })))],
      ),
    )
  }

  private async mine(text: string, name: string, values: unknown[]) {
    const rows = await this.system((db) => db.rows(name, text, [this.runId, this.token, ...values]))
    if (rows.length === 0) throw new Overtaken()
  }

  private async stepsMine(name: string, update: string, codes: readonly string[], values: unknown[]) {
    await this.mine(
      `${update} where run_id = $1::uuid and step = any ($3::text[])
       and exists (select from etl_runs where id = $1::uuid and claimed_by = $2::uuid) returning step`,
      name,
      [codes, ...values],
    )
  }
}
