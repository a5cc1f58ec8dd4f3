import { Button } from '@mantine/core'
import { tasks } from '@rapport/contract/service/tasks'
import { useState } from 'react'
import { useAskPages } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { DataTable } from '#ui/data-table.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { NewTask } from './new-task.tsx'
import { useTaskColumns, useTaskLine } from './task-columns.tsx'

/** What is and was to be done for one customer, latest first. */
export function TasksTab({ customer }: { customer: { id: string; name: string } }) {
  const { t } = useWords()
  const [writing, setWriting] = useState(false)
  const pages = useAskPages(tasks.list, { query: { customer: customer.id, sort: 'latest' } })
  const columns = useTaskColumns(true)
  const lineOf = useTaskLine()
  return (
    <>
      {writing && <NewTask customer={customer} onClose={() => setWriting(false)} />}
      <DataTable
        name="customer-tasks"
        label={t('tasks.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/tasks/${row.id}`}
        lineOf={lineOf}
        countOf={(total, count) => t('tasks.count', { total, count })}
        tools={
          <Allowed to={tasks.create}>
            <Button variant="default" onClick={() => setWriting(true)}>
              {t('tasks.new')}
            </Button>
          </Allowed>
        }
        empty={<Empty title={t('customer.tasks.none')}>{t('customer.tasks.none.text')}</Empty>}
      />
    </>
  )
}
