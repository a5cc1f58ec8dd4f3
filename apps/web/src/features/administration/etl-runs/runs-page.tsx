import { Button } from '@mantine/core'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { type EtlRun, etlRuns, runStates } from '@rapport/contract/administration/etl-runs'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { type Ask, useAsk, useAskPages } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { DataCentrePage } from '#features/administration/data-centre/data-centre-page.tsx'
import { RunState } from '#features/administration/data-centre/run-state.tsx'
import { queryFrom, useAddress, withParam } from '#ui/address.ts'
import { DataTable } from '#ui/data-table.tsx'
import { isDay } from '#ui/days.ts'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { useFormat } from '#ui/format.ts'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ALL_DAYS, BusinessDay } from './business-day.tsx'
import { LiveMark } from './live-mark.tsx'
import { useLiveRuns } from './live-runs.ts'
import { runColumns } from './run-columns.tsx'
import { RunPanel } from './run-panel.tsx'
import classes from './runs.module.css'
import { StartRun } from './start-run.tsx'

type Query = NonNullable<Ask<typeof etlRuns.list>['query']>

/** The scheduler console: the runs of a business date as they go. Day, filters and the run looked at are in the URL. */
export function RunsPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const may = useMay(etlRuns.list)
  return (
    <DataCentrePage
      fill
      title={t('data-centre.runs')}
      actions={
        <Allowed to={etlRuns.start}>
          <Button onClick={() => change({ start: 'new' })}>{t('run.start')}</Button>
        </Allowed>
      }
    >
      {may && <Runs />}
      {get('start') && (
        <Allowed to={etlRuns.start}>
          <StartRun taskId={get('task')} onClose={() => change({ start: null, task: null }, { replace: true })} />
        </Allowed>
      )}
    </DataCentrePage>
  )
}

function useRunFilters(): Filter[] {
  const { t } = useWords()
  const projects = useAsk(etlProjects.list)
  const tasks = projects.data?.items.flatMap((project) => project.tasks) ?? []
  return [
    {
      kind: 'one',
      name: 'taskId',
      label: t('run.task'),
      choices: tasks.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: 'one',
      name: 'state',
      label: t('run.state'),
      choices: runStates.map((value) => ({ value, label: t(`run.state.${value}`) })),
    },
  ]
}

/** Where nothing runs: how to begin, or the way to run something. */
function NoRuns() {
  const { t } = useWords()
  const { change } = useAddress()
  const projects = useAsk(etlProjects.list)
  const begin = useMay(dataSources.create) && projects.data?.items.every(({ tasks }) => tasks.length === 0)
  if (begin)
    return (
      <Empty
        title={t('run.none.begin')}
        action={
          <Button component={Link} to="/data-centre/sources">
            {t('run.none.begin.act')}
          </Button>
        }
      >
        {t('run.none.begin.text')}
      </Empty>
    )
  return (
    <Empty
      title={t('run.none')}
      action={
        <Allowed to={etlRuns.start}>
          <Button variant="default" onClick={() => change({ start: 'new' })}>
            {t('run.start')}
          </Button>
        </Allowed>
      }
    >
      {t('run.none.text')}
    </Empty>
  )
}

function Runs() {
  const { t } = useWords()
  const format = useFormat()
  const { today } = useViewer()
  const { params, get, change } = useAddress()
  const live = useLiveRuns()
  const filters = useRunFilters()
  const said = get('day')
  const day = said === ALL_DAYS ? undefined : isDay(said) ? said : today
  const pages = useAskPages(etlRuns.list, {
    query: { ...queryFrom(params, ['taskId', 'state']), ...(day ? { businessDate: day } : {}) } as Query,
  })
  const looked = get('run')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  const look = (next: EtlRun | null | undefined) => change({ run: next?.id }, { replace: looked !== undefined })
  const columns = useMemo(() => runColumns(t, format.count, day === undefined), [t, format.count, day])
  return (
    <div className={classes.beside}>
      <div className={classes.listing}>
        <DataTable
          name="etl-runs"
          label={t('data-centre.runs')}
          columns={columns}
          pages={pages}
          keyOf={(row) => row.id}
          hrefOf={(row) => withParam(params, 'run', row.id)}
          lineOf={(row) => ({
            first: row.task.name,
            second: `${format.day(row.businessDate)} · ${t('run.line', {
              done: format.count(row.stepsDone),
              steps: format.count(row.steps),
              rows: format.count(row.rowsIn),
              refused: format.count(row.refused),
            })}`,
            end: <RunState state={row.state} late={row.late} />,
          })}
          peek={{ key: looked, show: look }}
          countOf={(total, count) => t('run.count', { total, count })}
          tools={
            <>
              <BusinessDay day={day} />
              <FilterChips filters={filters} />
              <LiveMark live={live} asOf={pages.asOf} />
            </>
          }
          empty={<NoRuns />}
        />
      </div>
      {looked && (
        <RunPanel
          key={looked}
          id={looked}
          onClose={() => look(null)}
          onNext={at >= 0 && pages.rows[at + 1] ? () => look(pages.rows[at + 1]) : undefined}
          onPrevious={at > 0 ? () => look(pages.rows[at - 1]) : undefined}
        />
      )}
    </div>
  )
}
