import { useDebouncedValue } from '@mantine/hooks'
import { units, users } from '@rapport/contract/administration/organisation'
import { caseKinds } from '@rapport/contract/service/case-classes'
import { caseChannels, caseLimits, caseStates, settlements } from '@rapport/contract/service/cases'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import type { Filter } from '#ui/filters.ts'
import { useWords } from '#words/words.ts'

/** Names in the URL that filter cases: the same as in the API's query. */
export const caseFilterNames = [
  'q',
  'kind',
  'state',
  'channel',
  'breach',
  'overdue',
  'onTime',
  'waiting',
  'topic',
  'cause',
  'settlement',
  'handler',
  'unit',
  'customer',
  'class',
  'from',
  'to',
] as const

/** Colleagues to choose from, as they are typed for. */
export function useColleagues() {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const mayAsk = useMay(users.colleagues)
  const found = useAsk(
    users.colleagues,
    { query: { limit: '50', ...(q ? { q } : {}) } },
    { enabled: mayAsk, keep: true },
  )
  const choices = (found.data?.items ?? []).map(({ id, name, unit }) => ({
    value: id,
    label: `${name} · ${unit.name}`,
  }))
  return { choices, search: setTyped }
}

/** What cases can be filtered by. */
export function useCaseFilters(): Filter[] {
  const { t } = useWords()
  const branches = useAsk(units.list, {}, { enabled: useMay(units.list) })
  const colleagues = useColleagues()
  return [
    {
      kind: 'some',
      name: 'kind',
      label: t('case.kind'),
      choices: caseKinds.map((value) => ({ value, label: t(`case-kind.${value}`) })),
    },
    {
      kind: 'some',
      name: 'state',
      label: t('case.state'),
      choices: ['open' as const, ...caseStates].map((value) => ({ value, label: t(`case-state.${value}`) })),
    },
    {
      kind: 'some',
      name: 'breach',
      label: t('case.breaches'),
      choices: caseLimits.map((value) => ({ value, label: t(`case.limit.${value}`) })),
    },
    {
      kind: 'some',
      name: 'channel',
      label: t('case.channel'),
      choices: caseChannels.map((value) => ({ value, label: t(`case-channel.${value}`) })),
    },
    { kind: 'text', name: 'topic', label: t('case.topic') },
    { kind: 'text', name: 'cause', label: t('case.cause') },
    {
      kind: 'some',
      name: 'settlement',
      label: t('case.settlement'),
      choices: settlements.map((value) => ({ value, label: t(`settlement.${value}`) })),
    },
    {
      kind: 'one',
      name: 'onTime',
      label: t('case.on-time'),
      choices: (['true', 'false'] as const).map((value) => ({ value, label: t(`case.on-time.${value}`) })),
    },
    { kind: 'flag', name: 'waiting', label: t('case.waiting') },
    { kind: 'one', name: 'handler', label: t('case.handler'), ...colleagues },
    {
      kind: 'one',
      name: 'unit',
      label: t('case.unit'),
      choices: (branches.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    { kind: 'days', name: 'days', from: 'from', to: 'to', label: t('case.received-at') },
  ]
}
