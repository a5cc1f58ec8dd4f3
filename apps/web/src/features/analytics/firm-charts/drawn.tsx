import { type ChartName, chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import { Legend } from '#features/analytics/charts/legend.tsx'
import { indicatorWord } from '#features/analytics/indicators/indicator-word.ts'
import { useWords } from '#words/words.ts'
import { type Drawing, drawings } from './drawings.ts'
import { placeOf, type Row, useFigures } from './figures.ts'
import { Funnel } from './funnel.tsx'
import { Intervals } from './intervals.tsx'
import { Band } from './late-band.tsx'
import { Flows } from './late-flows.tsx'
import { MonthColumns } from './late-month-columns.tsx'
import { Lorenz } from './lorenz.tsx'
import { Matrix } from './matrix.tsx'
import { Parts } from './parts.tsx'
import { Ranking } from './ranking.tsx'
import { useRowNames } from './row-names.ts'
import { seriesOf } from './series.ts'
import { useAsShares } from './share-choice.tsx'
import { Steps } from './steps.tsx'
import { Tiles } from './tiles.tsx'

interface Props {
  answer: ChartAnswer
  title: string
  /** Where a row leads: a step further down, or the list behind it. */
  hrefOf: (row: Row) => string | undefined
  /** Units as tiles of one size instead of bars. */
  tiles: boolean
}

/** A chart by its drawing. */
export function Drawn({ answer, title, hrefOf, tiles }: Props) {
  const { t } = useWords()
  const { full, short } = useFigures()
  const { columns, rows } = answer
  const asShares = useAsShares(answer.chart)
  const { grain } = chartCatalogue[answer.chart]
  const names = useRowNames(grain, answer.names)
  const drawing: Drawing = drawings[answer.chart as ChartName]
  const at = (name: string) => placeOf(columns, name)
  const textOf = (name: string) => {
    const unit = columns[at(name)]?.unit ?? 'count'
    return (value: string | null | undefined) => short(value, unit)
  }
  switch (drawing.kind) {
    case 'months': {
      const label = (name: string) => t(indicatorWord(columns[at(name)]!.indicator))
      // What nobody loaded is no series.
      const known = (name: string) => rows.some(({ values }) => values[at(name)] !== null)
      const bars = seriesOf(drawing.bars.filter(known), 0, label)
      const lines = seriesOf(drawing.lines.filter(known), drawing.bars.length, label)
      return (
        <>
          <Legend of={[...bars, ...lines.map((line) => ({ ...line, line: true }))]} />
          <MonthColumns
            label={title}
            columns={columns}
            rows={rows}
            bars={bars}
            lines={lines}
            own={drawing.own ?? false}
            beside={drawing.beside ?? false}
            share={drawing.share === 'choice' ? asShares : (drawing.share ?? false)}
            shortName={(row) => names.short(row)}
            fullName={(row) => names.full(row)}
          />
        </>
      )
    }
    case 'band': {
      const { value, low, high, of } = drawing
      const places = { value: at(value), low: at(low), high: at(high), of: at(of) }
      return <Band label={title} columns={columns} rows={rows} places={places} shortName={names.short} />
    }
    case 'steps':
      return (
        <Steps label={title} rows={rows} place={at(drawing.amount)} name={names.full} text={textOf(drawing.amount)} />
      )
    case 'lorenz':
      return (
        <Lorenz
          label={title}
          rows={rows}
          across={at(drawing.across)}
          up={at(drawing.up)}
          name={names.full}
          text={({ values }) =>
            `${full(values[at(drawing.across)], 'percent')} → ${full(values[at(drawing.up)], 'percent')}`
          }
        />
      )
    case 'matrix':
      return (
        <Matrix
          label={title}
          rows={rows}
          place={at(drawing.value)}
          lineName={names.group}
          name={names.full}
          text={textOf(drawing.value)}
        />
      )
    case 'funnel': {
      const { value, rate } = drawing
      const told = (row: Row) =>
        `${names.full(row)} · ${full(row.values[at(value)], 'count')} · ${full(row.values[at(rate)], 'percent')}`
      return <Funnel label={title} rows={rows} place={at(value)} told={told} />
    }
    case 'intervals': {
      const places = { value: at(drawing.value), low: at(drawing.low), high: at(drawing.high) }
      return (
        <Intervals
          label={title}
          rows={rows}
          places={places}
          name={names.full}
          text={textOf(drawing.value)}
          hrefOf={hrefOf}
        />
      )
    }
    case 'sankey':
      return <Flows label={title} answer={answer} value={drawing.value} also={drawing.also} />
    case 'parts':
      return (
        <Parts label={title} rows={rows} place={at(drawing.value)} name={names.full} text={textOf(drawing.value)} />
      )
    case 'tiles':
      return (
        <Tiles
          label={title}
          rows={rows}
          place={at(drawing.value)}
          name={names.full}
          text={textOf(drawing.value)}
          hrefOf={hrefOf}
        />
      )
    case 'ranking':
      return tiles ? (
        <Tiles
          label={title}
          rows={rows}
          place={at(drawing.value)}
          name={names.full}
          text={textOf(drawing.value)}
          hrefOf={hrefOf}
        />
      ) : (
        <Ranking
          label={title}
          rows={rows}
          place={at(drawing.value)}
          rank={at(drawing.rank)}
          name={names.full}
          text={textOf(drawing.value)}
          hrefOf={hrefOf}
        />
      )
  }
}
