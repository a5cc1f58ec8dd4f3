import type { Task } from '@rapport/contract/service/tasks'
import { useMemo } from 'react'
import type { Column } from '#ui/columns.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { useTitleOf } from '#words/title-of.ts'
import { useWords } from '#words/words.ts'
import { Necessity, TaskMark } from './task-mark.tsx'

/** What a list of tasks shows of each; of one customer's, not whose it is. */
export function useTaskColumns(ofCustomer = false): Column<Task>[] {
  const { t } = useWords()
  const titleOf = useTitleOf()
  return useMemo(
    (): Column<Task>[] => [
      { name: 'title', head: t('task.what'), width: 220, grow: 2, cell: titleOf },
      ...(ofCustomer
        ? []
        : [
            {
              name: 'customer',
              head: t('task.customer'),
              width: 130,
              grow: 1,
              cell: (row: Task) => row.customer?.name ?? '–',
            },
          ]),
      { name: 'necessity', head: t('task.necessity'), width: 100, cell: (row) => <Necessity of={row} /> },
      { name: 'due', head: t('task.due-at'), width: 168, cell: (row) => <Instant at={row.dueAt} /> },
      { name: 'state', head: t('task.state'), width: 120, cell: (row) => <TaskMark of={row} /> },
      { name: 'kind', head: t('task.kind'), width: 120, cell: (row) => t(`task-kind.${row.kind}`) },
      {
        name: 'assignee',
        head: t('task.assignee'),
        width: 120,
        grow: 1,
        cell: (row) => row.assignee?.name ?? t('task.assignee.nobody'),
      },
      { name: 'unit', head: t('task.unit'), width: 140, grow: 1, cell: (row) => row.unit.name },
      {
        name: 'skill',
        head: t('task.skill'),
        width: 120,
        optional: true,
        cell: (row) => (row.skill ? t(`skill.${row.skill}`) : '–'),
      },
    ],
    [t, titleOf, ofCustomer],
  )
}

/** A task in two lines, for a phone. */
export function useTaskLine() {
  const { t } = useWords()
  const format = useFormat()
  const titleOf = useTitleOf()
  return (row: Task) => ({
    first: titleOf(row),
    second: [row.customer?.name, format.instant(row.dueAt), row.assignee?.name ?? t('task.assignee.nobody')]
      .filter(Boolean)
      .join(' · '),
    end: row.overdue ? <TaskMark of={row} /> : <Necessity of={row} />,
  })
}
