import type { TileOf } from '@rapport/contract/analytics/dashboard-tiles'
import type { FigureName } from '@rapport/contract/analytics/figures'
import { type ReactNode, Suspense, use } from 'react'
import { PinButton } from '#features/analytics/dashboards/pin-button.tsx'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { useAddress } from '#ui/address.ts'
import { ChartFrame } from '#ui/chart-frame.tsx'
import { Answered, Empty, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './charts.module.css'
import { OpenPage } from './open-page.tsx'
import { TilePlace } from './tile-place.ts'

interface Props<Data extends { asOf: string }> {
  /** Name in the URL. */
  name: string
  title: string
  definition: string
  /** The figure that is shown, where it comes from outside. */
  figure?: FigureName
  unit: string
  answer: { data: Data | undefined; error: unknown; isPending: boolean; refetch: () => unknown }
  isEmpty: (data: Data) => boolean
  tools?: ReactNode
  /** What a dashboard shows of it. */
  tile?: TileOf<'chart'>
  chart: (data: Data) => ReactNode
  table: (data: Data) => ReactNode
}

/** One chart in all its states; where there is room its table stands beside it, but not in a tile. */
export function ChartSection<Data extends { asOf: string }>(props: Props<Data>) {
  const { name, title, definition, figure, unit, answer, isEmpty, tools, tile, chart, table } = props
  const { t } = useWords()
  const origin = useSource(figure)
  const place = use(TilePlace)
  const drawn = useAddress().get(`${name}.as`) === 'table' ? 'table' : undefined
  const full = (draw: (data: Data) => ReactNode) => (
    <Answered answer={answer} lines={10}>
      {(data) => (isEmpty(data) ? <Empty title={t('charts.none')}>{t('charts.none.text')}</Empty> : draw(data))}
    </Answered>
  )
  return (
    <ChartFrame
      name={place?.name ?? name}
      first={place?.as}
      title={title}
      definition={definition}
      origin={origin}
      unit={unit}
      asOf={answer.data?.asOf}
      tools={
        place ? (
          <OpenPage to={place.page} title={title} />
        ) : (
          <>
            {tools}
            {tile && <PinButton tile={{ ...tile, as: drawn }} title={title} />}
          </>
        )
      }
      chart={full((data) => (
        <div className={classes.both} data-tile={place ? true : undefined}>
          <div className={classes.chart}>
            <Suspense fallback={<Skeleton lines={10} />}>{chart(data)}</Suspense>
          </div>
          {!place && <div className={classes.beside}>{table(data)}</div>}
        </div>
      ))}
      table={full(table)}
    />
  )
}
