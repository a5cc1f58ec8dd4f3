import type { EtlRun, EtlRunDetails, etlRuns, LogLine, StepRun } from '@rapport/contract/administration/etl-runs'
import type { QueryOf } from '@rapport/contract/endpoint'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'

/** The median of the last ten good ones, in milliseconds. */
const usualOf = (from: string, where: string, at: string) =>
  `(select percentile_cont(0.5) within group (order by x.ms) from (
      select (extract(epoch from ${at}.finished_at - ${at}.started_at) * 1000)::float8 as ms from ${from}
      where ${where} order by ${at}.finished_at desc limit 10) x)`

// Rows of an item are counted where they come in; what its check refuses includes what could not be read.
const columns = `r.id, json_build_object('id', t.id, 'code', t.code, 'name', t.name, 'project', p.name) as task,
  r.business_date as "businessDate", r.cause, r.state, r.late, r.failure, n."rowsIn", n.refused, n."lateRows",
  u.name as "startedBy", r.created_at as "createdAt", r.started_at as "startedAt", r.finished_at as "finishedAt",
  ${usualOf('etl_runs e', "e.task_id = r.task_id and e.state = 'done'", 'e')} as "usualMs", n."stepsDone", n.steps`
const from = `from etl_runs r join etl_tasks t on t.id = r.task_id join etl_projects p on p.id = t.project_id
  left join users u on u.id = r.started_by
  cross join lateral (
    select coalesce(sum(s."rowsIn"), 0)::bigint as "rowsIn", coalesce(sum(s.refused), 0)::bigint as refused,
      coalesce(sum(s.late), 0)::bigint as "lateRows", sum(s.done)::int as "stepsDone", sum(s.all)::int as steps
    from (select max(rows_in) filter (where kind = 'stage') as "rowsIn",
        max(refused) filter (where kind in ('stage', 'check')) as refused,
        max(late) filter (where kind in ('stage', 'check')) as late,
        count(*) filter (where state = 'done') as done, count(*) as all
      from etl_step_runs where run_id = r.id group by item_id) s) n`

/** Runs, latest asked for first, by keyset. */
export async function listRuns(db: Db, query: QueryOf<typeof etlRuns.list>) {
  const { businessDate, taskId, state, after, limit } = query
  const filtered = (list: string) =>
    new Conditions(list)
      .add('day', businessDate, (at) => `r.business_date = ${at}::date`)
      .add('task', taskId, (at) => `r.task_id = ${at}::uuid`)
      .add('state', state, (at) => `r.state = ${at}`)
  const counted = filtered('runs-total')
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    counted.name,
    `select count(*) as total from etl_runs r ${counted.where}`,
    counted.values,
  )
  const place = placeOf('etl-runs', after, [z.iso.datetime(), id])
  const page = filtered('runs')
  if (place) {
    const [at, last] = place.map((value) => page.value(value))
    page.addPiece('after', `(r.created_at, r.id) < (${at}::timestamptz, ${last}::uuid)`)
  }
  const most = page.value(limit + 1)
  const found = await db.rows<EtlRun>(
    page.name,
    `select ${columns} ${from} ${page.where} order by r.created_at desc, r.id desc limit ${most}`,
    page.values,
  )
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, total, next: found.length > limit && last ? cursorAt('etl-runs', [last.createdAt, last.id]) : null }
}

/** A run in one line; null where there is none, or none in sight. */
export async function runInSight(db: Db, runId: string): Promise<EtlRun | null> {
  const [run] = await db.rows<EtlRun>('run', `select ${columns} ${from} where r.id = $1::uuid`, [runId])
  return run ?? null
}

/** Runs by their ids, earliest day first. */
export async function runsById(db: Db, ids: readonly string[]): Promise<{ items: EtlRun[] }> {
  const items = await db.rows<EtlRun>(
    'runs-by-id',
    `select ${columns} ${from} where r.id = any ($1::uuid[]) order by r.business_date, r.created_at`,
    [ids],
  )
  return { items }
}

/** A run with its steps in their order; 404 where there is none. */
export async function openRun(db: Db, runId: string): Promise<EtlRunDetails> {
  const run = await runInSight(db, runId)
  if (!run) throw new Refused(404, 'not-found')
  const stepRuns = await db.rows<StepRun>(
    'run-steps-shown',
    `select s.step, s.kind, case when i.id is not null then json_build_object('id', i.id, 'code', i.code, 'name', i.name) end as item,
       coalesce((select array_agg(n.value #>> '{}') from jsonb_array_elements(r.steps) e (step),
                 jsonb_array_elements(e.step->'needs') n where e.step->>'code' = s.step), '{}') as needs,
       s.state, s.tries, s.rows_in as "rowsIn", s.refused, s.late, s.duplicates, s.corrected, s.progress, s.failure,
       coalesce(s.details->'differences', '[]') as differences, s.started_at as "startedAt", s.finished_at as "finishedAt",
       ${usualOf(
         'etl_step_runs e join etl_runs o on o.id = e.run_id',
         "o.task_id = r.task_id and e.step = s.step and e.state = 'done'",
         'e',
       )} as "usualMs"
     from etl_step_runs s join etl_runs r on r.id = s.run_id left join collection_items i on i.id = s.item_id
     where s.run_id = $1::uuid order by s.ordinal`,
    [runId],
  )
  return { ...run, stepRuns }
}

/** What a run said, oldest first, by keyset. */
export async function runLog(db: Db, runId: string, { after, limit }: QueryOf<typeof etlRuns.log>) {
  if (!(await db.etlRun.findFirst({ where: { id: runId }, select: { id: true } }))) throw new Refused(404, 'not-found')
  const place = placeOf('etl-log', after, [z.iso.datetime(), id])
  const found = await db.rows<LogLine>(
    place ? 'run-log-after' : 'run-log-first',
    `select l.id, l.at, l.step, l.level, l.code, l.details from etl_log_lines l where l.run_id = $1::uuid
     ${place ? 'and (l.at, l.id) > ($3::timestamptz, $4::uuid)' : ''} order by l.at, l.id limit $2`,
    [runId, limit + 1, ...(place ?? [])],
  )
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    'run-log-total',
    'select count(*) as total from etl_log_lines where run_id = $1::uuid',
    [runId],
  )
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, total, next: found.length > limit && last ? cursorAt('etl-log', [last.at, last.id]) : null }
}
