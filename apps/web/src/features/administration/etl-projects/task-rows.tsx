import { Button } from '@mantine/core'
import { type EtlTask, etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './projects.module.css'
import { scheduleText } from './schedule.ts'

const hrefOf = (task: EtlTask) => `/data-centre/tasks/${task.id}`

/** The tasks of a project: when each runs and until when it must be done. Two lines each on a phone. */
export function TaskRows({ tasks, label }: { tasks: EtlTask[]; label: string }) {
  const { t, locale } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const paused = <Tag tone="amber">{t('source.paused')}</Tag>
  if (phone)
    return (
      <TwoLines
        label={label}
        rows={tasks}
        keyOf={({ id }) => id}
        first={(task) => <Link to={hrefOf(task)}>{task.name}</Link>}
        state={({ active }) => !active && paused}
        second={({ schedule, steps }) =>
          `${scheduleText(schedule, locale)} · ${t('task.steps', { count: steps.length, total: format.count(steps.length) })}`
        }
        actions={(task) => <TaskActions task={task} />}
      />
    )
  const columns: Column<EtlTask>[] = [
    {
      name: 'name',
      head: t('run.task'),
      width: 220,
      cell: (task) => (
        <>
          <Link to={hrefOf(task)}>{task.name}</Link> <span className={classes.code}>{task.code}</span>{' '}
          {!task.active && paused}
        </>
      ),
    },
    { name: 'schedule', head: t('task.schedule'), width: 150, cell: (task) => scheduleText(task.schedule, locale) },
    { name: 'calendar', head: t('task.calendar'), width: 120, cell: (task) => t(`task.calendar.${task.calendar}`) },
    {
      name: 'due',
      head: t('task.due'),
      about: t('task.due.hint'),
      width: 90,
      end: true,
      cell: (task) => <span className="figures">{task.dueTime ?? '–'}</span>,
    },
    {
      name: 'steps',
      head: t('run.steps'),
      width: 80,
      end: true,
      cell: (task) => <span className="figures">{format.count(task.steps.length)}</span>,
    },
    {
      name: 'next',
      head: t('task.next'),
      width: 150,
      cell: (task) => (task.active ? <Instant at={task.nextRunAt} /> : '–'),
    },
    { name: 'act', head: t('task.actions'), width: 160, end: true, cell: (task) => <TaskActions task={task} /> },
  ]
  return <Table label={label} rows={tasks} keyOf={(task) => task.id} columns={columns} />
}

/** Runs a task now, pauses it, or lets it go on. */
export function TaskActions({ task }: { task: EtlTask }) {
  const { t } = useWords()
  const send = useSend(etlProjects.changeTask, { refresh: [etlProjects.list] })
  const pause = async () => {
    try {
      await send.mutateAsync({ params: { id: task.id }, body: { active: !task.active }, version: task.version })
      void notify(t(task.active ? 'task.paused.done' : 'task.resumed.done', { name: task.name }))
    } catch (refused) {
      void notify(problemText(refused).title)
    }
  }
  const pausing = t(task.active ? 'source.pause' : 'source.resume')
  return (
    <span className={classes.rowActions}>
      <Allowed to={etlRuns.start}>
        <Button
          variant="subtle"
          size="compact-xs"
          component={Link}
          aria-label={`${t('run.start.act')}: ${task.name}`}
          to={`/data-centre?start=new&task=${task.id}`}
        >
          {t('run.start.act')}
        </Button>
      </Allowed>
      <Allowed to={etlProjects.changeTask}>
        <Button
          variant="subtle"
          size="compact-xs"
          loading={send.isPending}
          aria-label={`${pausing}: ${task.name}`}
          onClick={() => void pause()}
        >
          {pausing}
        </Button>
      </Allowed>
    </span>
  )
}
