import {
  type CustomerFinding,
  customerFindings,
  findingCodes,
  findingKinds,
} from '@rapport/contract/customer/customer-findings'
import { useMemo } from 'react'
import { type Ask, useAsk, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress, withParam } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { FindingPanel } from './finding-panel.tsx'
import { useFindingWords } from './finding-words.ts'
import classes from './findings.module.css'

type Query = NonNullable<Ask<typeof customerFindings.list>['query']>

/** What is wrong, latest found first, each with who puts it in order. Filters and the one looked at are in the URL. */
export function FindingsList() {
  const { t } = useWords()
  const { params, get, change } = useAddress()
  const { titleOf } = useFindingWords()
  const filters = useFilters()
  const columns = useColumns()
  const query = queryFrom(params, ['unit', 'kind', 'code', 'certain', 'state', 'mine', 'customer']) as Query
  const pages = useAskPages(customerFindings.list, { query })
  const looked = get('row')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  const shown = pages.rows[at]
  const look = (next: CustomerFinding | null | undefined) =>
    change({ row: next?.id ?? null }, { replace: looked !== undefined })
  return (
    <div className={classes.beside}>
      <DataTable
        name="customer-findings"
        label={t('customer-quality.list')}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => withParam(params, 'row', id)}
        lineOf={(row) => ({
          first: namesOf(row),
          second: `${titleOf(row)} · ${row.customer.unit.name}`,
          end: row.keeper?.name ?? '–',
        })}
        peek={{ key: looked, show: look }}
        countOf={(total, count) => t('finding.count', { total, count })}
        tools={<FilterChips filters={filters} />}
        empty={<Empty title={t('finding.none')}>{t('finding.none.text')}</Empty>}
      />
      {shown && (
        <FindingPanel
          key={shown.id}
          finding={shown}
          onClose={() => look(null)}
          onNext={pages.rows[at + 1] && (() => look(pages.rows[at + 1]))}
          onPrevious={at > 0 ? () => look(pages.rows[at - 1]) : undefined}
        />
      )}
    </div>
  )
}

const namesOf = ({ customer, other }: CustomerFinding) => (other ? `${customer.name} · ${other.name}` : customer.name)

function useFilters(): Filter[] {
  const { t } = useWords()
  const units = useAsk(customerFindings.counts).data?.items ?? []
  return [
    {
      kind: 'one',
      name: 'kind',
      label: t('finding.kind'),
      choices: findingKinds.map((value) => ({ value, label: t(`finding.kind.${value}`) })),
    },
    {
      kind: 'some',
      name: 'code',
      label: t('finding.what'),
      choices: [...findingCodes.duplicate, ...findingCodes.gap, ...findingCodes.format].map((value) => ({
        value,
        label: t(`finding.${value}`),
      })),
    },
    {
      kind: 'one',
      name: 'certain',
      label: t('finding.strength'),
      choices: [
        { value: 'true', label: t('finding.certain') },
        { value: 'false', label: t('finding.likely') },
      ],
    },
    {
      kind: 'one',
      name: 'unit',
      label: t('customer.unit'),
      choices: units.map(({ unit }) => ({ value: unit.id, label: unit.name })),
    },
    { kind: 'flag', name: 'mine', label: t('finding.mine') },
    {
      kind: 'one',
      name: 'state',
      label: t('finding.state'),
      choices: (['open', 'dismissed'] as const).map((value) => ({ value, label: t(`finding.state.${value}`) })),
    },
  ]
}

function useColumns() {
  const { t } = useWords()
  const { titleOf, signsOf } = useFindingWords()
  return useMemo(
    (): Column<CustomerFinding>[] => [
      {
        name: 'what',
        head: t('finding.what'),
        width: 190,
        cell: (row) => (
          <Tag tone={row.kind === 'duplicate' ? (row.certain ? 'amber' : 'blue') : 'neutral'}>{titleOf(row)}</Tag>
        ),
      },
      { name: 'who', head: t('finding.customer'), width: 200, grow: 2, cell: namesOf },
      {
        name: 'signs',
        head: t('finding.signs'),
        width: 210,
        grow: 1,
        cell: (row) => <span title={signsOf(row)}>{signsOf(row) || '–'}</span>,
      },
      {
        name: 'unit',
        head: t('customer.unit'),
        width: 150,
        cell: ({ customer, other }) => [...new Set([customer.unit.name, other?.unit.name].filter(Boolean))].join(' · '),
      },
      {
        name: 'keeper',
        head: t('finding.keeper'),
        about: t('finding.keeper.about'),
        width: 120,
        cell: ({ keeper }) => keeper?.name ?? '–',
      },
      { name: 'since', head: t('finding.since'), width: 116, cell: ({ since }) => <Day on={since} /> },
    ],
    [t, titleOf, signsOf],
  )
}
