import {
  customerFindings,
  type FindingCode,
  type FindingCounts,
  findingCodes,
} from '@rapport/contract/customer/customer-findings'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Facts, Section } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './findings.module.css'

interface Counted {
  code: FindingCode
  certain: boolean
  label: string
}

/** How many of each kind are open in each branch; a number leads to them. On a phone branch after branch. */
export function ByBranch() {
  const { t } = useWords()
  const answer = useAsk(customerFindings.counts)
  const columns = useColumns()
  return (
    <Answered answer={answer} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('finding.none')}>{t('finding.none.text')}</Empty>
        ) : (
          <>
            <div className={classes.wide}>
              <Table
                label={t('customer-quality.by-branch')}
                columns={columns(items)}
                rows={items}
                keyOf={({ unit }) => unit.id}
              />
            </div>
            <div className={classes.tall}>
              {items.map((row) => (
                <Section key={row.unit.id} title={row.unit.name}>
                  <Facts
                    of={columns([row])
                      .slice(1)
                      .map(({ head, cell }) => [head, cell(row)])}
                  />
                </Section>
              ))}
            </div>
          </>
        )
      }
    </Answered>
  )
}

const countOf = ({ counts }: FindingCounts, { code, certain }: Counted) =>
  counts.find((one) => one.code === code && one.certain === certain)?.count ?? 0

function useColumns() {
  const { t } = useWords()
  const format = useFormat()
  const counted: Counted[] = [
    { code: 'same-person', certain: true, label: t('finding.certain') },
    { code: 'same-person', certain: false, label: t('finding.likely') },
    ...[...findingCodes.gap, ...findingCodes.format].map((code) => ({
      code,
      certain: true,
      label: t(`finding.${code}`),
    })),
  ]
  const number = (row: FindingCounts, one: Counted) => {
    const count = countOf(row, one)
    if (count === 0) return <span className="figures">–</span>
    const query = new URLSearchParams({ view: 'list', unit: row.unit.id, code: one.code })
    if (one.code === 'same-person') query.set('certain', String(one.certain))
    return (
      <Link className="figures" to={`?${query}`} aria-label={`${row.unit.name}: ${one.label} ${format.count(count)}`}>
        {format.count(count)}
      </Link>
    )
  }
  return (rows: readonly FindingCounts[]): Column<FindingCounts>[] => [
    {
      name: 'unit',
      head: t('customer.unit'),
      width: 180,
      cell: ({ unit }) => <Link to={`?${new URLSearchParams({ view: 'list', unit: unit.id })}`}>{unit.name}</Link>,
    },
    {
      name: 'customers',
      head: t('customer-quality.customers'),
      about: t('customer-quality.customers.about'),
      width: 110,
      end: true,
      cell: ({ customers }) => <span className="figures">{format.count(customers)}</span>,
    },
    // What nobody has anywhere takes no room.
    ...counted
      .filter((one) => rows.some((row) => countOf(row, one) > 0))
      .map((one) => ({
        name: `${one.code}-${one.certain}`,
        head: one.label,
        width: 104,
        end: true,
        cell: (row: FindingCounts) => number(row, one),
      })),
  ]
}
