import type { IndicatorUnit } from '@rapport/contract/analytics/indicator-catalogue'
import { Change } from '#ui/money.tsx'
import { useWords } from '#words/words.ts'

/** How a figure changed: amounts and counts by what part, ratios by how many points of a hundred or of a thousand. */
export function ChangeOf({ change, unit }: { change: string | null | undefined; unit: IndicatorUnit }) {
  const { t } = useWords()
  if (unit !== 'percent' && unit !== 'permille') return <Change value={change} percent />
  const times = unit === 'percent' ? 100 : 1000
  const points = change === null || change === undefined ? null : (Number(change) * times).toFixed(4)
  return (
    <>
      <Change value={points} digits={unit === 'permille' ? 4 : 2} />
      {points !== null && <small> {t(`firm-charts.points.${unit}`)}</small>}
    </>
  )
}
