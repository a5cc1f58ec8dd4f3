import { measuresOf, type ReportDefinition, unitOfMeasure } from '@rapport/contract/analytics/report-definition'
import type { ReportAnswer, ReportRow } from '@rapport/contract/analytics/reports'
import type { Series } from '#features/analytics/charts/column-chart.tsx'
import { palette } from '#ui/chart-frame.tsx'
import { labelOf, useFigureText } from './cell.tsx'
import { behindText } from './draft.ts'
import { useMeasureWord } from './report-words.ts'
import { useBehind } from './use-behind.ts'

/** What is drawn of an answer: one measure, of each column of the pivot or of the whole group. */
export function useSeries({ asked, answer }: { asked: ReportDefinition; answer: ReportAnswer }, at: number) {
  const word = useMeasureWord()
  const text = useFigureText()
  const behindOf = useBehind()
  const { subject, groups, pivot } = asked
  const measure = measuresOf(asked)[at]!
  const unit = unitOfMeasure(subject, measure)
  const hrefOf = (row: ReportRow, pivotKey?: string | null) =>
    behindOf(behindText(pivotKey === undefined ? { keys: row.keys } : { keys: row.keys, pivotKey }))
  const nameOf = ({ cells }: ReportRow) =>
    cells.map((cell, place) => labelOf(subject, groups[place]!, cell)).join(' · ')
  const one = (
    place: number,
    label: string,
    figureOf: (row: ReportRow) => string | null,
    href: (row: ReportRow) => string,
  ): Series<ReportRow> => ({
    name: `${place}`,
    label,
    colour: palette[place]!,
    value: (row) => Number(figureOf(row) ?? 0),
    text: (row) => text(figureOf(row), unit),
    href,
  })
  const series = pivot
    ? answer.pivots.slice(0, palette.length).map(({ key, label }, place) =>
        one(
          place,
          labelOf(subject, pivot, label),
          ({ pivoted }) => pivoted[place]?.[at] ?? null,
          (row) => hrefOf(row, key),
        ),
      )
    : [one(0, word(subject, measure), ({ values }) => values[at] ?? null, hrefOf)]
  return { series, nameOf, hrefOf: (row: ReportRow) => hrefOf(row) }
}
