import { type ProspectInRow, prospectInterests, prospectStates, prospects } from '@rapport/contract/marketing/prospects'
import { useMemo } from 'react'
import { type Ask, useAskPages } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { ProspectState } from './prospect-state.tsx'
import { useInterests, useProspectChoices } from './prospect-words.ts'

type Query = NonNullable<Ask<typeof prospects.list>['query']>
const filterNames = ['q', 'state', 'channel', 'interest', 'dueBy', 'pooled', 'unit', 'owner'] as const

/** Prospects in sight under what `asked` says and the filters of the address. */
export function ProspectList({ asked }: { asked: Query }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const interestsOf = useInterests()
  const { params } = useAddress()
  const { scope } = useViewer()
  const choices = useProspectChoices()
  const pages = useAskPages(prospects.list, { query: { ...asked, ...queryFrom(params, filterNames) } as Query })
  const filters: Filter[] = [
    {
      kind: 'some',
      name: 'state',
      label: t('prospect.state'),
      choices: prospectStates.map((value) => ({ value, label: t(`prospect-state.${value}`) })),
    },
    { kind: 'one', name: 'channel', label: t('prospect.channel'), choices: choices.channels },
    {
      kind: 'some',
      name: 'interest',
      label: t('prospect.interests'),
      choices: prospectInterests.map((value) => ({ value, label: t(`prospect-interest.${value}`) })),
    },
    { kind: 'day', name: 'dueBy', label: t('prospect.due-by') },
    ...(scope === 'own' ? [] : [{ kind: 'flag' as const, name: 'pooled', label: t('prospect.pooled') }]),
  ]
  const columns = useMemo(
    (): Column<ProspectInRow>[] => [
      { name: 'name', head: t('prospect.name'), width: 150, grow: 1, cell: (row) => row.name },
      { name: 'state', head: t('prospect.state'), width: 110, cell: (row) => <ProspectState of={row} /> },
      { name: 'next', head: t('prospect.next-step'), width: 180, grow: 2, cell: (row) => row.nextStep ?? '–' },
      { name: 'nextOn', head: t('prospect.next-on'), width: 120, cell: (row) => <Day on={row.nextStepOn} /> },
      { name: 'channel', head: t('prospect.channel'), width: 130, cell: (row) => nameOf(row.channel) },
      {
        name: 'interests',
        head: t('prospect.interests'),
        width: 150,
        grow: 1,
        cell: (row) => interestsOf(row.interests),
      },
      {
        name: 'assets',
        head: t('prospect.assets'),
        width: 120,
        end: true,
        cell: (row) => <Money value={row.expectedAssets} compact />,
      },
      ...(scope === 'own'
        ? []
        : [
            {
              name: 'owner',
              head: t('prospect.owner'),
              width: 130,
              cell: (row: ProspectInRow) => row.owner?.name ?? <Tag tone="amber">{t('prospect.pooled')}</Tag>,
            },
            { name: 'unit', head: t('prospect.unit'), width: 130, cell: (row: ProspectInRow) => row.unit.name },
          ]),
      { name: 'followed', head: t('prospect.followed'), width: 120, cell: (row) => <Day on={row.followedOn} /> },
      { name: 'created', head: t('prospect.created'), width: 160, cell: (row) => <Instant at={row.createdAt} /> },
    ],
    [t, nameOf, interestsOf, scope],
  )
  return (
    <DataTable
      name="prospects"
      label={t('prospects.title')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/prospects/${row.id}`}
      lineOf={(row) => ({
        first: row.name,
        second: [format.day(row.nextStepOn), row.nextStep ?? nameOf(row.channel)].join(' · '),
        end: <ProspectState of={row} />,
      })}
      countOf={(total, count) => t('prospects.count', { total, count })}
      tools={
        <>
          <SearchBox label={t('prospects.search')} maxLength={60} />
          <FilterChips filters={filters} />
        </>
      }
      empty={<Empty title={t('prospects.none')}>{t('prospects.none.text')}</Empty>}
    />
  )
}
