import type { FigureName } from '@rapport/contract/analytics/figures'
import { type ReactNode, Suspense } from 'react'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { ChartFrame } from '#ui/chart-frame.tsx'
import { Answered, Empty, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './charts.module.css'

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
  chart: (data: Data) => ReactNode
  table: (data: Data) => ReactNode
}

/** One chart in all its states; where there is room its table stands beside it. */
export function ChartSection<Data extends { asOf: string }>(props: Props<Data>) {
  const { name, title, definition, figure, unit, answer, isEmpty, tools, chart, table } = props
  const { t } = useWords()
  const origin = useSource(figure)
  const full = (draw: (data: Data) => ReactNode) => (
    <Answered answer={answer} lines={10}>
      {(data) => (isEmpty(data) ? <Empty title={t('charts.none')}>{t('charts.none.text')}</Empty> : draw(data))}
    </Answered>
  )
  return (
    <ChartFrame
      name={name}
      title={title}
      definition={definition}
      origin={origin}
      unit={unit}
      asOf={answer.data?.asOf}
      tools={tools}
      chart={full((data) => (
        <div className={classes.both}>
          <div className={classes.chart}>
            <Suspense fallback={<Skeleton lines={10} />}>{chart(data)}</Suspense>
          </div>
          <div className={classes.beside}>{table(data)}</div>
        </div>
      ))}
      table={full(table)}
    />
  )
}
