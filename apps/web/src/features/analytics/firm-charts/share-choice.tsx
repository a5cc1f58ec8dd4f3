import { SegmentedControl } from '@mantine/core'
import type { ChartName } from '@rapport/contract/analytics/chart-catalogue'
import { useAddress } from '#ui/address.ts'
import { useWords } from '#words/words.ts'

const keyOf = (chart: ChartName) => `${chart}.share`

/** Whether the columns of a chart are drawn as parts of a whole, as the address says. */
export const useAsShares = (chart: ChartName) => useAddress().get(keyOf(chart)) === '1'

/** Columns as amounts, or each as parts of 100 %. */
export function ShareChoice({ chart }: { chart: ChartName }) {
  const { t } = useWords()
  const { change } = useAddress()
  const shares = useAsShares(chart)
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('firm-charts.amounts-or-shares')}
      value={shares ? '1' : '0'}
      data={[
        { value: '0', label: t('firm-charts.amounts') },
        { value: '1', label: '100 %' },
      ]}
      onChange={(next) => change({ [keyOf(chart)]: next === '1' ? '1' : null }, { replace: true })}
    />
  )
}
