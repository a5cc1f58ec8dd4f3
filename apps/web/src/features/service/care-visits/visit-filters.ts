import { useDebouncedValue } from '@mantine/hooks'
import { units, users } from '@rapport/contract/administration/organisation'
import { visitOutcomes, visitStates } from '@rapport/contract/service/care-visits'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import type { Filter } from '#ui/filters.ts'
import { useWords } from '#words/words.ts'

/** Names in the URL that filter visits: the same as in the API's query. The week has its days from the calendar. */
export const visitFilterNames = ['staff', 'unit', 'state', 'outcome', 'customer'] as const

/** What visits can be filtered by; a list also by its days. */
export function useVisitFilters(view: 'week' | 'list'): Filter[] {
  const { t } = useWords()
  const viewer = useViewer()
  const mayOrganisation = useMay(units.list)
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const branches = useAsk(units.list, {}, { enabled: mayOrganisation })
  const colleagues = useAsk(
    users.colleagues,
    { query: { limit: '50', ...(q ? { q } : {}) } },
    { enabled: mayOrganisation, keep: true },
  )
  const people = (colleagues.data?.items ?? [])
    .filter(({ id }) => id !== viewer.id)
    .map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit.name}` }))
  const filters: Filter[] = [
    {
      kind: 'some',
      name: 'state',
      label: t('care-visit.state'),
      choices: visitStates.map((value) => ({ value, label: t(`visit-state.${value}`) })),
    },
    {
      kind: 'some',
      name: 'outcome',
      label: t('care-visit.outcome'),
      choices: [...visitOutcomes, 'none' as const].map((value) => ({ value, label: t(`outcome.${value}`) })),
    },
    {
      kind: 'one',
      name: 'staff',
      label: t('care-visit.staff'),
      search: setTyped,
      choices: [{ value: viewer.id, label: viewer.name }, ...people],
    },
    {
      kind: 'one',
      name: 'unit',
      label: t('care-visit.unit'),
      choices: (branches.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
  ]
  if (view === 'list')
    filters.unshift({ kind: 'days', name: 'days', from: 'from', to: 'to', label: t('care-visits.period') })
  return filters
}
