import { type Security, securities } from '@rapport/contract/customer/securities'
import { useMemo } from 'react'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { Quantity } from '#ui/money.tsx'
import { Page } from '#ui/page.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

type Query = NonNullable<Ask<typeof securities.list>['query']>

/** Securities by code; those that only a feed has named are marked. */
export function SecuritiesPage() {
  const { t } = useWords()
  const { params } = useAddress()
  const pages = useAskPages(securities.list, { query: queryFrom(params, ['q', 'unknown']) as Query })
  const columns = useMemo(
    (): Column<Security>[] => [
      {
        name: 'code',
        head: t('security.code'),
        width: 130,
        cell: (row) => <span className="figures">{row.code}</span>,
      },
      {
        name: 'name',
        head: t('security.name'),
        width: 200,
        grow: 2,
        cell: (row) =>
          row.unknown ? <Tag tone="amber">{t('security.unknown')}</Tag> : (row.name ?? row.shortName ?? '–'),
      },
      { name: 'isin', head: 'ISIN', width: 140, optional: true, cell: (row) => row.isin ?? '–' },
      { name: 'category', head: t('security.category'), width: 140, cell: (row) => row.category ?? '–' },
      { name: 'market', head: t('security.market'), width: 110, cell: (row) => row.market ?? '–' },
      { name: 'sector', head: t('security.sector'), width: 160, grow: 1, cell: (row) => row.sector ?? '–' },
      {
        name: 'industry',
        head: t('security.industry'),
        width: 180,
        optional: true,
        cell: (row) => row.industry ?? '–',
      },
      { name: 'currency', head: t('security.currency'), width: 90, cell: (row) => row.currency },
      {
        name: 'lastPrice',
        head: t('security.last-price'),
        width: 120,
        end: true,
        cell: (row) => <Quantity value={row.lastPrice} least={2} />,
      },
      {
        name: 'lastPriceOn',
        head: t('security.last-price-on'),
        width: 120,
        cell: (row) => <Day on={row.lastPriceOn} />,
      },
    ],
    [t],
  )
  return (
    <Page fill title={t('frame.securities')}>
      <DataTable
        name="securities"
        label={t('frame.securities')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        lineOf={(row) => ({
          first: row.name ?? row.code,
          second: [row.code, row.sector].filter(Boolean).join(' · '),
          end: <Quantity value={row.lastPrice} least={2} />,
        })}
        tools={
          <>
            <SearchBox label={t('security.search')} />
            <FilterChips filters={[{ kind: 'flag', name: 'unknown', label: t('security.only-unknown') }]} />
          </>
        }
        empty={<Empty title={t('security.none')}>{t('security.none.text')}</Empty>}
      />
    </Page>
  )
}
