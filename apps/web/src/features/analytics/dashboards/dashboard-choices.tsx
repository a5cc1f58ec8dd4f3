import { Select } from '@mantine/core'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import { useMay } from '#api/viewer.tsx'
import { UnitChoice } from '#features/analytics/charts/unit-choice.tsx'
import { useAddress } from '#ui/address.ts'
import { useWords } from '#words/words.ts'
import type { Choices } from './chart-tile-of.ts'

const periods = [7, 13, 25]
const comparisons = ['period', 'year', 'period,year'] as const

/** What the address chooses for all tiles at once. */
export function useChoices(): Choices {
  const { get } = useAddress()
  return {
    unit: get('unit'),
    months: periods.find((months) => String(months) === get('months')),
    currency: get('currency'),
    compare: comparisons.find((one) => one === get('compare')),
  }
}

/** Unit, period and comparison of all tiles; each tile's own where nothing is chosen. */
export function DashboardChoices() {
  const { t } = useWords()
  const { change } = useAddress()
  const { months, compare } = useChoices()
  if (!useMay(firmCharts.open)) return null
  return (
    <>
      <Select
        size="xs"
        w={150}
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        aria-label={t('firm-charts.compare')}
        placeholder={t('firm-charts.compare')}
        data={[
          { value: 'period', label: t('firm-charts.compare.period') },
          { value: 'year', label: t('firm-charts.compare.year') },
          { value: 'period,year', label: `${t('firm-charts.compare.period')} + ${t('firm-charts.compare.year')}` },
        ]}
        value={compare ?? null}
        onChange={(next) => change({ compare: next }, { replace: true })}
      />
      <UnitChoice />
      <Select
        size="xs"
        w={120}
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        aria-label={t('charts.period')}
        placeholder={t('charts.period')}
        data={periods.map((count) => ({ value: String(count), label: t('charts.months', { count }) }))}
        value={months ? String(months) : null}
        onChange={(next) => change({ months: next }, { replace: true })}
      />
    </>
  )
}
