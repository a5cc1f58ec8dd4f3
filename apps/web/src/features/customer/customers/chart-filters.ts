import { tierCodes } from '@rapport/contract/analytics/tier-codes'
import { useEffect, useState } from 'react'
import { useAddress } from '#ui/address.ts'
import type { Filter } from '#ui/filters.ts'
import { speakOfAllPages, useWords } from '#words/words.ts'

/** Filters that only a chart leads to, offered where one came from it: their words are those of the pages of charts. */
export function useChartFilters(): Filter[] {
  const { t } = useWords()
  const { get } = useAddress()
  const [wanted, moved] = [get('atRiskIn') !== undefined, get('tierIn') !== undefined]
  const [ready, setReady] = useState(false)
  useEffect(() => {
    if (wanted || moved) void speakOfAllPages().then(() => setReady(true))
  }, [wanted, moved])
  if (!ready) return []
  const choices = [...tierCodes, 'none' as const].map((value) => ({
    value,
    label: value === 'none' ? t('firm-charts.flow.none') : t(`tier.${value}`),
  }))
  return [
    ...(wanted ? [{ kind: 'month' as const, name: 'atRiskIn', label: t('firm-charts.filter.at-risk-in') }] : []),
    ...(moved
      ? [
          { kind: 'month' as const, name: 'tierIn', label: t('firm-charts.filter.tier-in') },
          { kind: 'one' as const, name: 'tierFrom', label: t('firm-charts.filter.tier-from'), choices },
          { kind: 'one' as const, name: 'tierTo', label: t('firm-charts.filter.tier-to'), choices },
        ]
      : []),
  ]
}
