import { units } from '@rapport/contract/administration/organisation'
import { necessities, skills, taskKinds, taskStates } from '@rapport/contract/service/tasks'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import type { Filter } from '#ui/filters.ts'
import { useWords } from '#words/words.ts'

/** Names in the URL that filter tasks: the same as in the API's query. */
export const taskFilterNames = [
  'state',
  'kind',
  'necessity',
  'skill',
  'overdue',
  'dueFrom',
  'dueBy',
  'unit',
  'customer',
  'code',
] as const

/** What tasks can be filtered by. */
export function useTaskFilters(): Filter[] {
  const { t } = useWords()
  const branches = useAsk(units.list, {}, { enabled: useMay(units.list) })
  return [
    {
      kind: 'some',
      name: 'state',
      label: t('task.state'),
      choices: ['open' as const, ...taskStates].map((value) => ({ value, label: t(`task-state.${value}`) })),
    },
    {
      kind: 'some',
      name: 'kind',
      label: t('task.kind'),
      choices: taskKinds.map((value) => ({ value, label: t(`task-kind.${value}`) })),
    },
    {
      kind: 'one',
      name: 'necessity',
      label: t('task.necessity'),
      choices: necessities.map((value) => ({ value, label: t(`necessity.${value}`) })),
    },
    { kind: 'flag', name: 'overdue', label: t('task.overdue') },
    { kind: 'day', name: 'dueFrom', label: t('task.due-from') },
    { kind: 'day', name: 'dueBy', label: t('task.due-by') },
    {
      kind: 'one',
      name: 'skill',
      label: t('task.skill'),
      choices: skills.map((value) => ({ value, label: t(`skill.${value}`) })),
    },
    {
      kind: 'one',
      name: 'unit',
      label: t('task.unit'),
      choices: (branches.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
  ]
}
