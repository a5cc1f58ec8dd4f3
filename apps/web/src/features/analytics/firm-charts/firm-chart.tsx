import { type ChartName, chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import { type ChartAnswer, firmCharts } from '@rapport/contract/analytics/firm-charts'
import { type IndicatorCode, indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { type ReactNode, use, useRef } from 'react'
import { useAsk } from '#api/query.ts'
import { ChartSection } from '#features/analytics/charts/chart-section.tsx'
import { TilePlace } from '#features/analytics/charts/tile-place.ts'
import { chartTile } from '#features/analytics/dashboards/chart-tile-of.ts'
import { useAddress, withParam } from '#ui/address.ts'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ChartTable } from './chart-table.tsx'
import { Drawn } from './drawn.tsx'
import { ExportMenu } from './export-menu.tsx'
import { listOf, type Row } from './figures.ts'
import classes from './firm-charts.module.css'

interface Props {
  chart: ChartName
  /** As the API takes it. */
  query: Record<string, string>
  tools?: ReactNode
  tiles?: boolean
}

/** One chart of the catalogue: asked, drawn, told as a table, saved as a file. */
export function FirmChart({ chart, query, tools, tiles = false }: Props) {
  const { t } = useWords()
  const { params } = useAddress()
  const place = useRef<HTMLDivElement>(null)
  const answer = useAsk(firmCharts.open, { params: { chart }, query: query as never }, { keep: true })
  const title = t(`firm-chart.${chart}`)
  const shown = answer.data
  const [first] = Object.values(chartCatalogue[chart].columns) as IndicatorCode[]
  const { figure, unit } = indicatorCatalogue[shown?.columns[0]?.indicator ?? first!]
  // A step further down is one on the page of charts, also from a tile.
  const page = use(TilePlace)?.page.split('?')
  const below = (id: string) =>
    page ? page[0] + withParam(new URLSearchParams(page[1]), 'unit', id) : withParam(params, 'unit', id)
  const hrefOf = (row: Row) => {
    if (chartCatalogue[chart].grain === 'campaign') return `/campaigns/${row.key}`
    return row.opens ? below(row.opens) : listOf(row)
  }
  const drawn = shown && { ...shown, chart }
  return (
    <div ref={place}>
      <ChartSection<ChartAnswer>
        name={chart}
        title={title}
        definition={t(`firm-chart.${chart}.about`)}
        {...(figure ? { figure } : {})}
        unit={unit === 'money' ? (shown?.currency ?? '') : t(`indicators.unit.${unit}`)}
        answer={answer}
        tile={chartTile(chart, { ...query, months: Number(query.months) || undefined }, tiles ? 'tiles' : undefined)}
        tools={
          <>
            {tools}
            {shown && (
              <ExportMenu
                answer={shown}
                title={title}
                picture={() =>
                  place.current?.querySelector<SVGSVGElement>('svg.recharts-surface, svg[data-picture]') ?? null
                }
              />
            )}
          </>
        }
        isEmpty={({ rows, missing }) => rows.length === 0 && missing.length === 0}
        chart={(data) =>
          isUnknown(data) ? (
            <NotLoaded answer={data} />
          ) : (
            <>
              <Notes answer={data} />
              <Drawn answer={drawn ?? data} title={title} hrefOf={hrefOf} tiles={tiles} />
            </>
          )
        }
        table={(data) => <ChartTable title={title} answer={data} hrefOf={hrefOf} />}
      />
    </div>
  )
}

/** What the chart is about is not there at all. */
const isUnknown = ({ missing, rows }: ChartAnswer) =>
  missing.includes('market') ||
  missing.includes('model') ||
  (missing.includes('valuation') && rows.every(({ values }) => values[0] === null))

function NotLoaded({ answer: { missing } }: { answer: ChartAnswer }) {
  const { t } = useWords()
  return (
    <Empty title={t('firm-charts.missing')}>
      {missing.map((part) => (
        <p key={part}>{t(`firm-charts.missing.${part}`)}</p>
      ))}
    </Empty>
  )
}

/** What is to be known with the drawing: parts that are not loaded, and a month that goes on. */
function Notes({ answer: { missing, tradingDays, rows } }: { answer: ChartAnswer }) {
  const { t } = useWords()
  const goesOn = tradingDays !== null && rows.at(-1)?.compared.length
  return (
    <>
      {missing.map((part) => (
        <p key={part} className={classes.note}>
          {t(`firm-charts.missing.${part}`)}
        </p>
      ))}
      {goesOn ? <p className={classes.note}>{t('firm-charts.days', { days: tradingDays })}</p> : null}
    </>
  )
}
