import { SegmentedControl } from '@mantine/core'
import { charts } from '@rapport/contract/analytics/charts'
import { useAsk } from '#api/query.ts'
import { chartTile } from '#features/analytics/dashboards/chart-tile-of.ts'
import { useAddress } from '#ui/address.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import { ChartSection } from './chart-section.tsx'
import { visitsIn } from './drill-down.ts'
import { ColumnChart } from './late-column-chart.tsx'
import { Legend } from './legend.tsx'
import { VisitHeat } from './visit-heat.tsx'
import { standings, type WeekRow, weeksOf } from './visit-weeks.ts'

const CHOICES = [4, 8, 13, 26]

/** The number of weeks that the address names, eight otherwise. */
const weeksIn = (named: string | undefined) => CHOICES.find((weeks) => String(weeks) === named) ?? 8

export function VisitsByWeek({ unit }: { unit: string | undefined }) {
  const { t } = useWords()
  const format = useFormat()
  const { get, change } = useAddress()
  const weeks = weeksIn(get('weeks'))
  const query = { weeks: String(weeks), ...(unit ? { unit } : {}) }
  const answer = useAsk(charts.visitsByBranchAndWeek, { query }, { keep: true })
  const columns = standings.map(({ name, colour }) => ({
    name,
    label: t(`outcome.${name}`),
    colour,
    value: (row: WeekRow) => row.visits[name] ?? 0,
    text: (row: WeekRow) => format.count(row.visits[name] ?? 0),
    href: ({ week }: WeekRow) => visitsIn(week, unit, name),
  }))
  return (
    <ChartSection
      name="visits"
      tile={chartTile('visits-by-branch-and-week', { unit })}
      title={t('chart.visits.title')}
      definition={t('chart.visits.definition')}
      unit={t('chart.visits.unit')}
      answer={answer}
      isEmpty={({ items }) => items.length === 0}
      tools={
        <SegmentedControl
          size="xs"
          aria-label={t('charts.period')}
          value={String(weeks)}
          data={CHOICES.map((count) => ({ value: String(count), label: String(count) }))}
          onChange={(next) => change({ weeks: next === '8' ? null : next }, { replace: true })}
        />
      }
      chart={({ items }) => {
        const rows = weeksOf(items)
        const used = columns.filter(({ value }) => rows.some((row) => value(row) > 0))
        return (
          <>
            <Legend of={used} />
            <ColumnChart<WeekRow>
              label={t('chart.visits.title')}
              rows={rows}
              keyOf={({ week }) => week}
              nameOf={({ week }) => week.slice(5)}
              titleOf={({ week }) => t('chart.visits.week-of', { day: format.day(week) })}
              hrefOf={({ week }) => visitsIn(week, unit)}
              columns={used}
              endOf={({ total }) => format.count(total)}
            />
          </>
        )
      }}
      table={({ items }) => <VisitHeat items={items} />}
    />
  )
}
