import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '#words/words.ts'
import { About, type Source } from './about.tsx'
import { useAddress } from './address.ts'
import classes from './chart-frame.module.css'
import { Day } from './day.tsx'
import { Alarm } from './doubt.tsx'

/** Okabe and Ito's colours without their red and green: told apart by colour-blind readers, 3:1 on both grounds. */
export const palette = ['#4c6fd0', '#c77700', '#0e8a9b', '#a3559b', '#8b7300', '#6b7683', '#2f9bd6', '#7a5cc2'] as const

/** How the places of an axis are written. */
export const tick = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 } as const

interface Props {
  /** Name in the URL, for the switch between chart and table. */
  name: string
  title: string
  /** What the figures are and where they come from. */
  definition: string
  origin?: Source | undefined
  unit: string
  asOf: string | undefined
  /** Choices such as branch or month. */
  tools?: ReactNode
  /** What it is drawn as while the address does not say. */
  first?: 'chart' | 'table' | undefined
  chart: ReactNode
  table: ReactNode
}

/** Around the drawing itself, which is reached by the keyboard. */
export const Plot = ({ children }: { children: ReactNode }) => <div className={classes.plot}>{children}</div>

/** Around every chart: title, definition, origin, unit, as-of, and the same figures as a table. */
export function ChartFrame({ name, title, definition, origin, unit, asOf, tools, first, chart, table }: Props) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const key = `${name}.as`
  const begins = first ?? 'chart'
  const as = (['chart', 'table'] as const).find((one) => one === get(key)) ?? begins
  return (
    <section className={classes.frame} aria-label={title}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h2>{title}</h2>
          <About title={title} text={definition} origin={origin} />
        </div>
        {tools}
        <SegmentedControl
          size="xs"
          aria-label={t('ui.chart.as')}
          value={as}
          data={[
            { value: 'chart', label: t('ui.chart.chart') },
            { value: 'table', label: t('ui.chart.table') },
          ]}
          onChange={(next) => change({ [key]: next === begins ? null : next }, { replace: true })}
        />
      </header>
      <p className={classes.about}>
        {unit}
        {asOf && (
          <>
            {' · '}
            {t('ui.as-of')} <Day on={asOf} />
          </>
        )}
        {origin?.alarm && <Alarm>{origin.alarm}</Alarm>}
      </p>
      <div className={classes.body} data-alarm={origin?.alarm ? true : undefined}>
        {as === 'chart' ? chart : table}
      </div>
    </section>
  )
}
