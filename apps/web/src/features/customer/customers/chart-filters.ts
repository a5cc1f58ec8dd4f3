import { tierCodes } from '@rapport/contract/analytics/tier-codes'
import type { Filter } from '#ui/filters.ts'
import type { Words } from '#words/words.ts'

/** Filters that only a chart leads to, offered where one came from it. */
export function chartFilters(t: Words, isAsked: (name: string) => boolean): Filter[] {
  const choices = [...tierCodes, 'none' as const].map((value) => ({
    value,
    label: value === 'none' ? t('firm-charts.flow.none') : t(`tier.${value}`),
  }))
  return [
    ...(isAsked('atRiskIn')
      ? [{ kind: 'month' as const, name: 'atRiskIn', label: t('firm-charts.filter.at-risk-in') }]
      : []),
    ...(isAsked('tierIn')
      ? [
          { kind: 'month' as const, name: 'tierIn', label: t('firm-charts.filter.tier-in') },
          { kind: 'one' as const, name: 'tierFrom', label: t('firm-charts.filter.tier-from'), choices },
          { kind: 'one' as const, name: 'tierTo', label: t('firm-charts.filter.tier-to'), choices },
        ]
      : []),
  ]
}
