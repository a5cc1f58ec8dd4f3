import type { ScoreKind } from '@rapport/contract/service/survey-flow'
import type { SurveyResults } from '@rapport/contract/service/survey-shapes'
import { Area, Line } from 'recharts'
import { ChartFrame, palette } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { DayPlot, dayLine } from '#ui/day-plot.tsx'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { useScoreFigure } from './score-figure.ts'

type Month = SurveyResults['months'][number]

/** Each score over the months, as a line within the band of its interval; months of fewer than ten answers are gaps. */
export const ScoreTrend = ({ months }: { months: Month[] }) =>
  months[0]!.scores.map(({ kind }) => <Trend key={kind} kind={kind} months={months} />)

function Trend({ kind, months }: { kind: ScoreKind; months: Month[] }) {
  const { t } = useWords()
  const format = useFormat()
  const figure = useScoreFigure()
  const rows = months.map(({ month, scores }) => {
    const score = scores.find((one) => one.kind === kind)!
    return {
      day: month,
      score,
      value: score.value ?? undefined,
      band: score.low === null || score.high === null ? undefined : [score.low, score.high],
    }
  })
  type Row = (typeof rows)[number]
  const columns: Column<Row>[] = [
    { name: 'month', head: t('survey.month'), width: 100, cell: ({ day }) => day },
    { name: 'value', head: t(`score.${kind}`), width: 100, end: true, cell: ({ score }) => figure.value(score) },
    { name: 'range', head: t('survey.range'), width: 180, end: true, cell: ({ score }) => figure.range(score) ?? '–' },
    { name: 'n', head: 'n', width: 80, end: true, cell: ({ score }) => format.count(score.n) },
  ]
  const title = t('survey.trend', { score: t(`score.${kind}`) })
  return (
    <ChartFrame
      name={kind}
      title={title}
      definition={t(`score.${kind}.about`)}
      unit={t('survey.by-month')}
      asOf={undefined}
      chart={
        <DayPlot
          label={title}
          days={rows}
          axis={{ width: 64, text: (value) => figure.value({ kind, n: 0, value, low: null, high: null }) }}
          tell={({ score }) => (
            <>
              <div>
                <span>{t(`score.${kind}`)}</span>
                <span className="figures">{figure.value(score)}</span>
              </div>
              <div>
                <span>95 %</span>
                <span className="figures">{figure.range(score) ?? '–'}</span>
              </div>
              <div>
                <span>n</span>
                <span className="figures">{format.count(score.n)}</span>
              </div>
            </>
          )}
        >
          <Area dataKey="band" stroke="none" fill={palette[0]} fillOpacity={0.18} isAnimationActive={false} />
          <Line {...dayLine} dataKey="value" stroke={palette[0]} dot={{ r: 3, fill: palette[0] }} />
        </DayPlot>
      }
      table={<Table label={title} columns={columns} rows={rows} keyOf={({ day }) => day} />}
    />
  )
}
