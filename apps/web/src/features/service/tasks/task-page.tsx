import { tasks } from '@rapport/contract/service/tasks'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Page } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useTitleOf } from '#words/title-of.ts'
import { useWords } from '#words/words.ts'
import { TaskDetails } from './task-details.tsx'

/** One task as a page: for a copied link, a new tab, a phone. */
export function TaskPage() {
  const { t } = useWords()
  const titleOf = useTitleOf()
  const { id = '' } = useParams()
  const answer = useAsk(tasks.open, { params: { id } })
  return (
    <Page
      narrow
      title={answer.data ? titleOf(answer.data) : t('task.title')}
      crumbs={[{ label: t('tasks.title'), to: '/tasks' }]}
    >
      <Answered answer={answer}>{(task) => <TaskDetails task={task} />}</Answered>
    </Page>
  )
}
