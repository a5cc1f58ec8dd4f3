import type { ContributionGroup, ContributionRow, Contributions } from '@rapport/contract/analytics/contributions'
import { Link } from 'react-router'
import { Indicator } from '#features/analytics/indicators/indicator.tsx'
import { useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './contributions.module.css'

/** By which filter the customers of a group are asked for; of the rest there is none. */
const filters: Partial<Record<ContributionGroup, string>> = {
  unit: 'unit',
  region: 'unit',
  owner: 'owner',
  tier: 'tier',
  level: 'level',
  segment: 'segment',
}

/** Groups with what they brought and cost, most first; each leads to its customers, and a customer to its analysis. */
export function ContributionsTable({ by, of }: { by: ContributionGroup; of: Contributions }) {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const { rows, total, from, to } = of
  const link = useLinks(by)
  if (total.customers === 0) return <Empty title={t('contributions.empty')}>{t('contributions.empty.text')}</Empty>
  const label = t(`contributions.by.${by}`)
  const money = (name: 'netCommission' | 'income' | 'cost', head: string): Column<ContributionRow> => ({
    name,
    head,
    width: 112,
    end: true,
    cell: (row) => <Money value={row[name]} />,
  })
  return (
    <Section title={label}>
      <p className={classes.small}>
        {t('contributions.span', { from: format.month(from), to: format.month(to) })}{' '}
        {of.incomeThrough
          ? t('contributions.income-through', { month: format.month(of.incomeThrough) })
          : t('contributions.income-none')}{' '}
        {!of.converted && t('contributions.unconverted')} {of.more && t('contributions.more')}
      </p>
      <p className={classes.meant}>
        <Indicator of="income" /> <Indicator of="cost-to-serve" /> <Indicator of="net-contribution" />
      </p>
      {phone ? (
        <TwoLines
          label={label}
          rows={[total, ...rows]}
          keyOf={(row) => (row === total ? 'total' : (row.key ?? ''))}
          first={(row) => (row === total ? t('contributions.total') : link(row))}
          state={(row) => <Change value={row.contribution} compact />}
          second={(row) => (
            <span className="figures">
              {t('indicator.income')} {format.compact(row.income)} · {t('indicator.cost-to-serve')}{' '}
              {row.cost === null ? '–' : format.compact(row.cost)}
            </span>
          )}
        />
      ) : (
        <Table<ContributionRow>
          label={label}
          rows={[total, ...rows]}
          keyOf={(row) => (row === total ? 'total' : (row.key ?? ''))}
          columns={[
            {
              name: 'group',
              head: label,
              width: 190,
              cell: (row) => (row === total ? <strong>{t('contributions.total')}</strong> : link(row)),
            },
            {
              name: 'customers',
              head: t('contributions.customers'),
              width: 90,
              end: true,
              cell: ({ customers }) => <span className="figures">{format.count(customers)}</span>,
            },
            money('netCommission', t('indicator.net-commission')),
            money('income', t('indicator.income')),
            money('cost', t('indicator.cost-to-serve')),
            {
              name: 'contribution',
              head: t('indicator.net-contribution'),
              width: 120,
              end: true,
              cell: ({ contribution }) => <Change value={contribution} />,
            },
            {
              name: 'minutes',
              head: t('indicator.service-minutes'),
              width: 84,
              end: true,
              cell: ({ minutes }) => <span className="figures">{format.count(minutes)}</span>,
            },
            {
              name: 'perMinute',
              head: t('indicator.contribution-per-minute'),
              width: 96,
              end: true,
              cell: ({ perMinute }) => <Change value={perMinute} />,
            },
          ]}
        />
      )}
    </Section>
  )
}

/** What a row is called, and where it leads. */
function useLinks(by: ContributionGroup) {
  const { t } = useWords()
  const { params } = useAddress()
  return ({ key, label }: ContributionRow) => {
    if (key === null) return t('contributions.none')
    const name = label ?? wordsFor(`${by}.${key}`) ?? key
    if (by === 'customer') return <Link to={`/customers/${key}/analysis`}>{name}</Link>
    const next = new URLSearchParams(params)
    next.set('by', 'customer')
    next.set(filters[by]!, key)
    return <Link to={`?${next}`}>{name}</Link>
  }
}
