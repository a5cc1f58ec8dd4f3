import { isGrouped, measuresOf } from '@rapport/contract/analytics/report-definition'
import { reportField } from '@rapport/contract/analytics/report-subjects'
import { type SheetCell, sheetFigure } from '#features/analytics/firm-charts/save-file.ts'
import { useWords } from '#words/words.ts'
import { labelOf } from './cell.tsx'
import { fieldWord, useMeasureWord } from './report-words.ts'
import type { Answered } from './use-answer.ts'

/** The rows of an answer as they stand on the page, for a workbook: heads in words, figures as numbers. */
export function useSheet({ asked, answer }: Answered) {
  const { t } = useWords()
  const word = useMeasureWord()
  const { subject, groups, pivot, columns } = asked
  return (): SheetCell[][] => {
    if (!isGrouped(asked))
      return [
        columns.map((name) => fieldWord(subject, name)),
        ...answer.rows.map(({ cells }) =>
          columns.map((name, at) => {
            const value = cells[at] ?? null
            if (value === null) return null
            return reportField(subject, name)?.type === 'number'
              ? sheetFigure(value)
              : labelOf(subject, { field: name }, value)
          }),
        ),
      ]
    const names = measuresOf(asked).map((measure) => word(subject, measure))
    const pivots = pivot ? answer.pivots : []
    return [
      [
        ...groups.map(({ field }) => fieldWord(subject, field)),
        ...pivots.flatMap(({ label }) => names.map((name) => `${labelOf(subject, pivot!, label)} · ${name}`)),
        ...names.map((name) => (pivot ? t('report-builder.all-of', { name }) : name)),
      ],
      ...answer.rows.map(({ cells, values, pivoted }) => [
        ...groups.map((group, at) => labelOf(subject, group, cells[at] ?? null)),
        ...pivots.flatMap((_, place) => names.map((_, at) => sheetFigure(pivoted[place]?.[at] ?? null))),
        ...values.map(sheetFigure),
      ]),
    ]
  }
}
