import type { Task } from '@rapport/contract/service/tasks'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** How a task stands: what asks for work is amber, what is over time says so. */
export function TaskMark({ of: task }: { of: Pick<Task, 'state' | 'overdue' | 'outcome'> }) {
  const { t } = useWords()
  const open = task.state === 'waiting' || task.state === 'assigned' || task.state === 'started'
  if (open && task.overdue) return <Tag tone="amber">{t('task.overdue')}</Tag>
  if (!open && task.outcome) return <Tag>{t(`task-outcome.${task.outcome}`)}</Tag>
  return <Tag tone={task.state === 'started' ? 'blue' : 'neutral'}>{t(`task-state.${task.state}`)}</Tag>
}

/** Must or may; what is urgent is marked as such. */
export function Necessity({ of: task }: { of: Pick<Task, 'necessity' | 'priority'> }) {
  const { t } = useWords()
  if (task.priority === 1) return <Tag tone="danger">{t('necessity.urgent')}</Tag>
  return <Tag tone={task.necessity === 'must' ? 'blue' : 'neutral'}>{t(`necessity.${task.necessity}`)}</Tag>
}
