import { sourceOf, type TileOf } from '@rapport/contract/analytics/dashboard-tiles'
import { type ChartAnswer, firmCharts } from '@rapport/contract/analytics/firm-charts'
import { useAsk } from '#api/query.ts'
import { OpenPage } from '#features/analytics/charts/open-page.tsx'
import { ChangeOf } from '#features/analytics/firm-charts/change-of.tsx'
import { placeOf, useFigures } from '#features/analytics/firm-charts/figures.ts'
import { useIndicator, useIndicatorName } from '#features/analytics/indicators/indicator.tsx'
import { About } from '#ui/about.tsx'
import { Doubt } from '#ui/doubt.tsx'
import { useFormat } from '#ui/format.ts'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { type Choices, pageOf, queryOf } from './chart-tile-of.ts'
import classes from './dashboards.module.css'

interface Props {
  tile: TileOf<'indicator'>
  over: Choices
}

/** The last figure of an indicator: how it moved against the month and the year before, and what the firm wants it to be. */
export function IndicatorTile({ tile, over }: Props) {
  const { indicator } = tile
  const { chart, column } = sourceOf(indicator)!
  const title = useIndicatorName(indicator)
  const { about, source } = useIndicator(indicator)
  const scope = { unit: over.unit ?? tile.unit, currency: over.currency ?? tile.currency }
  // Two months: while nothing of the present one is known, the last whole one is told.
  const query = queryOf({ ...scope, months: 2, compare: 'period,year' })
  const answer = useAsk(firmCharts.open, { params: { chart }, query: query as never }, { keep: true })
  return (
    <section aria-label={title} className={classes.indicator}>
      <header>
        <h2>{title}</h2>
        <About title={title} text={about} origin={source} />
        <OpenPage to={pageOf({ chart }, { ...scope, compare: 'period,year' })} title={title} />
      </header>
      <Answered answer={answer} lines={2}>
        {(data) => (
          <Doubt alarm={source.alarm}>
            <Figure answer={data} column={column} />
          </Doubt>
        )}
      </Answered>
    </section>
  )
}

function Figure({ answer, column }: { answer: ChartAnswer; column: string }) {
  const { t } = useWords()
  const format = useFormat()
  const { full, short } = useFigures()
  const at = placeOf(answer.columns, column)
  const { unit, target } = answer.columns[at]!
  const known = answer.rows.filter(({ values }) => values[at] !== null)
  // Some figures of a month that goes on are comparable with no other: then the month before is told.
  const comparable = known.findLast(({ compared }) => compared.some(({ changes }) => changes[at] !== null))
  const row = comparable ?? known.at(-1)
  if (!row) return <p className={classes.quiet}>{t('dashboard.indicator.unknown')}</p>
  const value = row.values[at]
  const goesOn = answer.tradingDays !== null && row === answer.rows.at(-1)
  return (
    <>
      <p className={classes.value}>
        <span className="figures" title={full(value, unit)}>
          {short(value, unit)}
        </span>
        {unit === 'money' && <small> {answer.currency}</small>}
      </p>
      <p className={classes.quiet}>
        {format.month(row.key)}
        {goesOn && ` · ${t('dashboard.indicator.days', { count: answer.tradingDays })}`}
      </p>
      <ul className={classes.moved}>
        {row.compared.map(({ with: which, values, changes }) => (
          <li key={which} title={full(values[at], unit)}>
            {t(`firm-charts.compared.${which}`)} <ChangeOf change={changes[at]} unit={unit} />
          </li>
        ))}
        {target && (
          <li title={full(target, unit)}>
            {t('firm-charts.target')} {short(target, unit)}
            {Number(target) > 0 && ` · ${format.percent(Number(value) / Number(target))}`}
          </li>
        )}
      </ul>
    </>
  )
}
