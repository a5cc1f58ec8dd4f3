import type { SurveyScore } from '@rapport/contract/service/survey-shapes'
import { useFormat } from '#ui/format.ts'

/** How a score is written: CSAT in percent, NPS in points with its sign, CES as a mean. */
export function useScoreFigure() {
  const format = useFormat()
  const written = (kind: SurveyScore['kind'], value: number | null) => {
    if (kind === 'csat') return format.percent(value)
    if (kind === 'ces') return format.decimal(value)
    if (value === null) return format.decimal(null)
    return `${value > 0 ? '+' : ''}${format.decimal(value, 1)}`
  }
  return {
    value: ({ kind, value }: SurveyScore) => written(kind, value),
    /** The interval of 95 percent; nothing where there is no score. */
    range: ({ kind, low, high }: SurveyScore) =>
      low === null || high === null ? null : `${written(kind, low)} – ${written(kind, high)}`,
  }
}
