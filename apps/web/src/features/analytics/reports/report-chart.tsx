import { Select } from '@mantine/core'
import { measuresOf } from '@rapport/contract/analytics/report-definition'
import { lazy, Suspense } from 'react'
import { ColumnChart } from '#features/analytics/charts/late-column-chart.tsx'
import { Legend } from '#features/analytics/charts/legend.tsx'
import { useAddress } from '#ui/address.ts'
import { palette } from '#ui/chart-frame.tsx'
import { Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useSeries } from './report-series.ts'
import { useMeasureWord } from './report-words.ts'
import type { Answered } from './use-answer.ts'

const ReportLines = lazy(() => import('./line-chart.tsx').then((module) => ({ default: module.ReportLines })))

/** One figure of the groups as columns or lines. */
export function ReportChart({ data, label, as }: { data: Answered; label: string; as: 'columns' | 'line' }) {
  const { t } = useWords()
  const word = useMeasureWord()
  const { get, change } = useAddress()
  const measures = measuresOf(data.asked)
  const at = Math.min(Number(get('figure')) || 0, measures.length - 1)
  const { series, nameOf, hrefOf } = useSeries(data, at)
  const { rows, pivots } = data.answer
  return (
    <>
      {measures.length > 1 && (
        <Select
          label={t('report-builder.chart.measure')}
          size="xs"
          w={240}
          allowDeselect={false}
          data={measures.map((measure, place) => ({ value: String(place), label: word(data.asked.subject, measure) }))}
          value={String(at)}
          onChange={(next) => change({ figure: next === '0' ? null : next }, { replace: true })}
        />
      )}
      <Legend of={series} />
      {pivots.length > palette.length && <p>{t('report-builder.chart.first', { count: palette.length })}</p>}
      <Suspense fallback={<Skeleton lines={8} />}>
        {as === 'line' ? (
          <ReportLines label={label} rows={rows} series={series} nameOf={nameOf} />
        ) : (
          <ColumnChart
            label={label}
            rows={rows}
            keyOf={({ keys }) => JSON.stringify(keys)}
            nameOf={nameOf}
            hrefOf={hrefOf}
            columns={series}
          />
        )}
      </Suspense>
    </>
  )
}
