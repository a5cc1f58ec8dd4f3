import type { CSSProperties } from 'react'
import { Link } from 'react-router'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './charts.module.css'
import { visitsIn } from './drill-down.ts'
import { type BranchRow, branchesOf, type VisitItem, weeksOf } from './visit-weeks.ts'

/** Branches by weeks: the more visits, the deeper the ground; each figure leads to its visits. */
export function VisitHeat({ items }: { items: VisitItem[] }) {
  const { t } = useWords()
  const format = useFormat()
  const branches = branchesOf(items)
  const weeks = weeksOf(items).map(({ week }) => week)
  const most = Math.max(...branches.flatMap(({ visits }) => Object.values(visits)))
  const cell = (row: BranchRow, week: string) => {
    const count = row.visits[week] ?? 0
    if (count === 0) return <span className="figures">0</span>
    return (
      <Link
        to={visitsIn(week, row.unitId)}
        className={`${classes.heat} figures`}
        style={{ '--heat': `${Math.round((36 * count) / most)}%` } as CSSProperties}
        aria-label={t('chart.visits.of', { branch: row.unitName, day: week, visits: format.count(count) })}
      >
        {format.count(count)}
      </Link>
    )
  }
  return (
    <Table
      label={t('charts.figures', { title: t('chart.visits.title') })}
      rows={branches}
      keyOf={({ unitId }) => unitId}
      columns={[
        { name: 'branch', head: t('chart.visits.branch'), width: 110, cell: ({ unitName }) => unitName },
        ...weeks.map((week) => ({
          name: week,
          head: week.slice(5),
          width: 44,
          end: true,
          cell: (row: BranchRow) => cell(row, week),
        })),
        {
          name: 'total',
          head: t('charts.total'),
          width: 52,
          end: true,
          cell: ({ total }) => <span className="figures">{format.count(total)}</span>,
        },
      ]}
    />
  )
}
