import { useDebouncedValue } from '@mantine/hooks'
import { listColleagues, listUnits } from '@rapport/contract/administration/organisation-choices'
import { listSegments } from '@rapport/contract/analytics/segment-rows'
import { bases, customerKinds, levels, lifecycles, riskLevels } from '@rapport/contract/customer/vocabulary'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useSegmentName } from '#features/analytics/segments/segment-name.ts'
import { useAddress } from '#ui/address.ts'
import type { Filter } from '#ui/filters.ts'
import { useWords } from '#words/words.ts'
import { useChartFilters } from './use-chart-filters.ts'

/** Names in the URL that filter customers: the same as in the API's query. */
export const customerFilterNames = [
  'q',
  'kind',
  'level',
  'riskLevel',
  'riskBasis',
  'lifecycle',
  'unit',
  'owner',
  'openedFrom',
  'openedTo',
  'tradedIn',
  'tradedCurrency',
  'assessmentExpired',
  'assessmentFrom',
  'assessmentTo',
  'assessmentNone',
  'ageFrom',
  'ageTo',
  'ageNone',
  'birthdayWithin',
  'notContactedFor',
  'aboveTolerance',
  'segment',
  'assetsIn',
  'assetsFrom',
  'assetsBelow',
  'assetsCurrency',
  'atRiskIn',
  'tierIn',
  'tierFrom',
  'tierTo',
  'deleted',
] as const

/** What a list of customers can be filtered by. */
export function useCustomerFilters(): Filter[] {
  const { t } = useWords()
  const mayOrganisation = useMay(listUnits)
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const branches = useAsk(listUnits, {}, { enabled: mayOrganisation })
  const colleagues = useAsk(
    listColleagues,
    { query: { limit: '200', ...(q ? { q } : {}) } },
    { enabled: mayOrganisation, keep: true },
  )
  // Offered where one came from a segment: counting all of them is not asked for on every visit.
  const ofSegment = useAddress().get('segment') !== undefined
  const mayBuild = useMay(listSegments)
  const groups = useAsk(listSegments, {}, { enabled: mayBuild && ofSegment })
  const nameOf = useSegmentName()
  const ofCharts = useChartFilters()
  return [
    {
      kind: 'some',
      name: 'level',
      label: t('customer.level'),
      choices: [...levels, 'none' as const].map((value) => ({ value, label: t(`level.${value}`) })),
    },
    {
      kind: 'some',
      name: 'riskLevel',
      label: t('customer.risk'),
      choices: [...riskLevels, 'none' as const].map((value) => ({ value, label: t(`risk.${value}`) })),
    },
    {
      kind: 'some',
      name: 'riskBasis',
      label: t('customer.risk-basis'),
      choices: bases.map((value) => ({ value, label: t(`basis.${value}`) })),
    },
    {
      kind: 'some',
      name: 'lifecycle',
      label: t('customer.lifecycle'),
      choices: lifecycles.map((value) => ({ value, label: t(`lifecycle.${value}`) })),
    },
    {
      kind: 'some',
      name: 'kind',
      label: t('customer.kind'),
      choices: customerKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      kind: 'one',
      name: 'unit',
      label: t('customer.unit'),
      choices: (branches.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: 'one',
      name: 'owner',
      label: t('customer.owner'),
      search: setTyped,
      choices: (colleagues.data?.items ?? []).map(({ id, name, unit }) => ({
        value: id,
        label: `${name} · ${unit.name}`,
      })),
    },
    { kind: 'days', name: 'opened', from: 'openedFrom', to: 'openedTo', label: t('customer.opened-on') },
    { kind: 'month', name: 'tradedIn', label: t('customer.traded-in') },
    { kind: 'text', name: 'tradedCurrency', label: t('customer.traded-currency'), placeholder: 'CNY' },
    { kind: 'flag', name: 'assessmentExpired', label: t('customer.assessment-expired') },
    {
      kind: 'days',
      name: 'assessment',
      from: 'assessmentFrom',
      to: 'assessmentTo',
      label: t('customer.assessment-valid-to'),
    },
    { kind: 'flag', name: 'assessmentNone', label: t('customer.assessment-none') },
    { kind: 'amounts', name: 'age', from: 'ageFrom', to: 'ageTo', label: t('customer.age'), whole: true },
    { kind: 'flag', name: 'ageNone', label: t('customer.age-none') },
    {
      kind: 'one',
      name: 'birthdayWithin',
      label: t('customer.birthday'),
      choices: ['1', '7', '30'].map((value) => ({ value, label: t('customer.within-days', { count: Number(value) }) })),
    },
    {
      kind: 'one',
      name: 'notContactedFor',
      label: t('customer.not-contacted'),
      choices: ['30', '60', '90', '180', '365'].map((value) => ({
        value,
        label: t('customer.for-days', { count: Number(value) }),
      })),
    },
    { kind: 'flag', name: 'aboveTolerance', label: t('customer.above-tolerance') },
    ...(ofSegment
      ? [
          {
            kind: 'one' as const,
            name: 'segment',
            label: t('customer.segment'),
            choices: (groups.data?.items ?? []).map((one) => ({ value: one.id, label: nameOf(one) })),
          },
        ]
      : []),
    { kind: 'month', name: 'assetsIn', label: t('customer.assets-in') },
    { kind: 'amounts', name: 'assets', from: 'assetsFrom', to: 'assetsBelow', label: t('customer.assets-then') },
    { kind: 'text', name: 'assetsCurrency', label: t('customer.assets-currency'), placeholder: 'CNY' },
    ...ofCharts,
    { kind: 'flag', name: 'deleted', label: t('customer.deleted') },
  ]
}
