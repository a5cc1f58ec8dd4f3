import type { ChartGrain } from '@rapport/contract/analytics/chart-catalogue'
import { shortMonth } from '#features/analytics/charts/short-month.ts'
import { useFormat } from '#ui/format.ts'
import type { FirmChartsKey } from '#words/firm-charts.en.ts'
import { useWords } from '#words/words.ts'
import type { Row } from './figures.ts'

/** How rows of a chart are called, in full and below a column; `names` are those that are data. */
export function useRowNames(grain: ChartGrain, names: Record<string, string> = {}) {
  const { t, locale } = useWords()
  const format = useFormat()
  const word = (name: string) => t(`firm-charts.${name}` as FirmChartsKey)
  const band = ({ key, group }: Row) => {
    const [begin, end] = [format.compact(key, 0), group && format.compact(group, 0)]
    if (key === '0') return t('firm-charts.band.below', { end: end ?? '' })
    return end ? t('firm-charts.band.between', { begin, end }) : t('firm-charts.band.above', { begin })
  }
  const end = (code: string) => names[code] ?? (code === 'none' ? t('firm-charts.flow.none') : code)
  const full = (row: Row, place = 0): string => {
    switch (grain) {
      case 'month':
        return format.month(row.key)
      case 'step':
        return word(`step.${row.key}`)
      case 'band':
        return band(row)
      case 'cohort':
        return `${format.month(row.group ?? '')} · ${t('firm-charts.months-after', { k: row.key })}`
      case 'validity':
        return word(`validity.${row.key}`)
      case 'age':
        return word(`age.${row.key}`)
      case 'kind':
        return t(`kind.${row.key}` as 'kind.person')
      case 'product':
        return t(`analysis.product.${row.key}` as 'analysis.product.stock')
      case 'grade':
        return t(`report-grade.${row.key}` as 'report-grade.0')
      case 'flow':
        return `${end(row.group ?? '')} → ${end(row.key)}`
      case 'stage':
        return t(`campaign.member.${row.key}` as 'campaign.member.sent')
      case 'campaign':
        return row.label ?? row.key
      case 'cause':
        return row.label ?? t('firm-charts.cause.none')
      case 'hour':
        return `${word(`weekday.${row.group}`)} ${row.key}:00`
      case 'quality':
        return t(`quality.${row.key}` as 'quality.completeness')
      case 'staff':
        return row.label ?? t('firm-charts.staff-unnamed', { n: place + 1 })
      case 'unit':
        return row.label ?? row.key
    }
  }
  const short = (row: Row, place = 0) => (grain === 'month' ? shortMonth(locale, row.key) : full(row, place))
  const group = (of: string) => (grain === 'hour' ? word(`weekday.${of}`) : format.month(of))
  return { full, short, group, end, kind: word(`row.${grain}`) }
}
