import type { CustomerDay, CustomerDays } from '@rapport/contract/customer/customer-days'
import { Line } from 'recharts'
import { palette } from '#ui/chart-frame.tsx'
import { DayPlot, dayLine, TipRow } from '#ui/day-plot.tsx'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { useWords } from '#words/words.ts'

/** Assets as a line; each day tells on hover and by arrow keys what came in and what was earned. */
export function AssetsChart({ days }: { days: CustomerDays }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <DayPlot
      label={t('assets.title')}
      keys={t('assets.keys')}
      days={days.items}
      axis={{ width: 72, text: (value) => format.compact(value) }}
      tell={({ assets, netInflow, profit }) => (
        <>
          <TipRow label={t('assets.assets')}>
            <Money value={assets} />
          </TipRow>
          <TipRow label={t('assets.net-inflow')}>
            <Money value={netInflow} />
          </TipRow>
          <TipRow label={t('assets.profit')}>
            <Change value={profit} />
          </TipRow>
        </>
      )}
    >
      <Line
        {...dayLine}
        // A height needs no exact decimals.
        dataKey={(day: CustomerDay) => Number(day.assets)}
        name={t('assets.assets')}
        stroke={palette[0]}
        dot={days.items.length === 1}
      />
    </DayPlot>
  )
}
