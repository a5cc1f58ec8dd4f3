import { tasks } from '@rapport/contract/service/tasks'
import { useAsk } from '#api/query.ts'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { useTitleOf } from '#words/title-of.ts'
import { useWords } from '#words/words.ts'
import { TaskDetails } from './task-details.tsx'

interface Props {
  id: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

/** A task beside the list. */
export function TaskPanel({ id, ...moves }: Props) {
  const { t } = useWords()
  const titleOf = useTitleOf()
  const answer = useAsk(tasks.open, { params: { id } })
  return (
    <SidePanel title={answer.data ? titleOf(answer.data) : t('task.title')} href={`/tasks/${id}`} {...moves}>
      <Answered answer={answer}>{(task) => <TaskDetails task={task} />}</Answered>
    </SidePanel>
  )
}
