import type { EtlRun } from '@rapport/contract/administration/etl-runs'
import { RunState } from '#features/administration/data-centre/run-state.tsx'
import { Took } from '#features/administration/data-centre/took.tsx'
import type { Column } from '#ui/columns.ts'
import { Day, Instant } from '#ui/day.tsx'
import type { Words } from '#words/words.ts'

type Count = (value: number) => string

/** The columns of the console; the business date is one of them where several are shown. */
export function runColumns(t: Words, count: Count, withDay: boolean): Column<EtlRun>[] {
  const rows = (name: 'rowsIn' | 'refused' | 'lateRows', head: string, about: string): Column<EtlRun> => ({
    name,
    head,
    about,
    width: 108,
    end: true,
    cell: (row) => <span className="figures">{count(row[name])}</span>,
  })
  return [
    { name: 'task', head: t('run.task'), width: 190, grow: 1, cell: (row) => row.task.name },
    ...(withDay
      ? [
          {
            name: 'day',
            head: t('run.business-date'),
            width: 120,
            cell: (row: EtlRun) => <Day on={row.businessDate} />,
          },
        ]
      : []),
    {
      name: 'state',
      head: t('run.state'),
      width: 160,
      cell: (row) => <RunState state={row.state} late={row.late} />,
    },
    { name: 'started', head: t('run.started-at'), width: 165, cell: (row) => <Instant at={row.startedAt} /> },
    {
      name: 'took',
      head: t('run.took'),
      about: t('run.took.definition'),
      width: 240,
      cell: (row) => <Took of={row} />,
    },
    {
      name: 'steps',
      head: t('run.steps'),
      width: 90,
      end: true,
      cell: (row) => <span className="figures">{`${count(row.stepsDone)} / ${count(row.steps)}`}</span>,
    },
    rows('rowsIn', t('run.rows-in'), t('run.rows-in.about')),
    rows('refused', t('run.refused'), t('run.refused.about')),
    rows('lateRows', t('run.late-rows'), t('run.late-rows.about')),
    { name: 'project', head: t('run.project'), width: 140, optional: true, cell: (row) => row.task.project },
    { name: 'cause', head: t('run.cause'), width: 120, optional: true, cell: (row) => t(`run.cause.${row.cause}`) },
    { name: 'by', head: t('run.started-by'), width: 120, optional: true, cell: (row) => row.startedBy ?? '–' },
  ]
}
