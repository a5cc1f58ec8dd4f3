import { charts } from '@rapport/contract/analytics/charts'
import { levels, riskLevels } from '@rapport/contract/customer/vocabulary'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { chartTile } from '#features/analytics/dashboards/chart-tile-of.ts'
import { useFormat } from '#ui/format.ts'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { ChartSection } from './chart-section.tsx'
import classes from './charts.module.css'
import { customersOf } from './drill-down.ts'
import { Legend } from './legend.tsx'

type Level = (typeof levels)[number] | null
type Risk = (typeof riskLevels)[number] | null
interface LevelRow {
  level: Level
  total: number
  parts: { riskLevel: Risk; customers: number }[]
}

/** Risk is an order, so its colours are one: the deeper, the riskier; without one it is grey. */
const colourOf = (riskLevel: Risk) =>
  riskLevel === null ? 'var(--chart-none)' : `var(--chart-ramp-${riskLevels.indexOf(riskLevel) + 1})`

/** Levels with their risk levels, in the order of the closed lists; a level nobody has is left out. */
export function rowsByLevel({ items }: ReplyOf<typeof charts.customersByLevel>): LevelRow[] {
  const risks: Risk[] = [...riskLevels, null]
  return [...levels, null].flatMap((level) => {
    const parts = risks.flatMap((riskLevel) => {
      const customers = items
        .filter((item) => item.level === level && item.riskLevel === riskLevel)
        .reduce((sum, item) => sum + item.customers, 0)
      return customers > 0 ? [{ riskLevel, customers }] : []
    })
    const total = parts.reduce((sum, part) => sum + part.customers, 0)
    return total > 0 ? [{ level, total, parts }] : []
  })
}

export function CustomersByLevel({ unit }: { unit: string | undefined }) {
  const { t } = useWords()
  const answer = useAsk(charts.customersByLevel, { query: unit ? { unit } : {} }, { keep: true })
  return (
    <ChartSection
      name="levels"
      tile={chartTile('customers-by-level', { unit })}
      title={t('chart.levels.title')}
      definition={t('chart.levels.definition')}
      figure="customers-by-level"
      unit={t('chart.levels.unit')}
      answer={answer}
      isEmpty={({ items }) => items.length === 0}
      chart={(data) => <LevelBars rows={rowsByLevel(data)} unit={unit} />}
      table={(data) => <LevelTable rows={rowsByLevel(data)} unit={unit} />}
    />
  )
}

interface Rows {
  rows: LevelRow[]
  unit: string | undefined
}

function LevelBars({ rows, unit }: Rows) {
  const { t } = useWords()
  const format = useFormat()
  const most = Math.max(...rows.map(({ total }) => total))
  const risks = [...riskLevels, null].filter((risk) =>
    rows.some(({ parts }) => parts.some((p) => p.riskLevel === risk)),
  )
  return (
    <>
      <Legend of={risks.map((risk) => ({ label: t(`risk.${risk ?? 'none'}`), colour: colourOf(risk) }))} />
      <ul className={classes.bars} aria-label={t('chart.levels.title')}>
        {rows.map(({ level, total, parts }) => {
          const name = t(`level.${level ?? 'none'}`)
          return (
            <li key={name}>
              <Link to={customersOf({ level }, unit)} className={classes.barName}>
                {name}
              </Link>
              <span className={classes.bar}>
                {parts.map(({ riskLevel, customers }) => {
                  const label = `${name}, ${t(`risk.${riskLevel ?? 'none'}`)}`
                  const share = t('charts.share', {
                    share: format.percent(customers / total),
                    total: format.count(total),
                  })
                  return (
                    <Link
                      key={riskLevel}
                      to={customersOf({ level, riskLevel }, unit)}
                      className={classes.part}
                      style={{ width: `${(100 * customers) / most}%`, background: colourOf(riskLevel) }}
                      title={`${label}: ${format.count(customers)} (${share})`}
                      aria-label={t('charts.open-rows', { label, value: format.count(customers) })}
                    />
                  )
                })}
                <span className={`${classes.barEnd} figures`}>{format.count(total)}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </>
  )
}

function LevelTable({ rows, unit }: Rows) {
  const { t } = useWords()
  const format = useFormat()
  const risks = [...riskLevels, null].filter((risk) =>
    rows.some(({ parts }) => parts.some((p) => p.riskLevel === risk)),
  )
  const cell = (count: number, to: string) =>
    count > 0 ? (
      <Link to={to} className="figures">
        {format.count(count)}
      </Link>
    ) : (
      <span className="figures">0</span>
    )
  const ofRisk = ({ parts }: LevelRow, risk: Risk) => parts.find((part) => part.riskLevel === risk)?.customers ?? 0
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
  return (
    <Table
      label={t('charts.figures', { title: t('chart.levels.title') })}
      rows={rows}
      keyOf={({ level }) => level ?? 'none'}
      columns={[
        {
          name: 'level',
          head: t('chart.levels.level'),
          width: 110,
          cell: ({ level }) => t(`level.${level ?? 'none'}`),
        },
        ...risks.map((risk) => ({
          name: risk ?? 'none',
          head: risk ?? '–',
          width: 56,
          end: true,
          cell: (row: LevelRow) => cell(ofRisk(row, risk), customersOf({ level: row.level, riskLevel: risk }, unit)),
        })),
        {
          name: 'total',
          head: t('charts.total'),
          width: 64,
          end: true,
          cell: (row) => cell(row.total, customersOf({ level: row.level }, unit)),
        },
      ]}
      foot={
        <tr>
          <th scope="row">{t('charts.total')}</th>
          {risks.map((risk) => (
            <td key={risk} data-end>
              {cell(sum(rows.map((row) => ofRisk(row, risk))), customersOf({ riskLevel: risk }, unit))}
            </td>
          ))}
          <td data-end>{cell(sum(rows.map(({ total }) => total)), customersOf({}, unit))}</td>
        </tr>
      }
    />
  )
}
