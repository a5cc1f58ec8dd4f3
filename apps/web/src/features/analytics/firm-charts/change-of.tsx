import type { IndicatorUnit } from '@rapport/contract/analytics/indicator-catalogue'
import { Change } from '#ui/money.tsx'

/** How a figure changed: amounts and counts by what part, ratios by how many hundredths or thousandths. */
export function ChangeOf({ change, unit }: { change: string | null | undefined; unit: IndicatorUnit }) {
  if (unit !== 'percent' && unit !== 'permille') return <Change value={change} percent />
  const times = unit === 'percent' ? 100 : 1000
  const points = change === null || change === undefined ? null : (Number(change) * times).toFixed(4)
  return <Change value={points} digits={unit === 'permille' ? 4 : 2} />
}
