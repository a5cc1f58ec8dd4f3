import { chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import { indicatorWord } from '#features/analytics/indicators/indicator-word.ts'
import { useWords } from '#words/words.ts'
import { useRowNames } from './row-names.ts'

export interface Sheet {
  head: string[]
  /** Texts, and figures as exact decimals; undefined is null. */
  rows: { name: string; figures: (string | null)[] }[]
}

/** What is saved of a chart: each row with all its figures in full, and those it is compared with. */
export function useSheet(answer: ChartAnswer): Sheet {
  const { t } = useWords()
  const names = useRowNames(chartCatalogue[answer.chart].grain, answer.names)
  const compared = answer.rows[0]?.compared.map((one) => one.with) ?? []
  const labels = answer.columns.map(({ indicator, unit }) => {
    const name = t(indicatorWord(indicator))
    return unit === 'money' ? `${name}, ${answer.currency}` : name
  })
  return {
    head: [
      names.kind,
      ...labels,
      ...compared.flatMap((which) => labels.map((label) => `${label} (${t(`firm-charts.compared.${which}`)})`)),
    ],
    rows: answer.rows.map((row, place) => ({
      name: names.full(row, place),
      figures: [...row.values, ...row.compared.flatMap(({ values }) => values)],
    })),
  }
}
