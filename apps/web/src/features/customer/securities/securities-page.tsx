import { type Security, securities } from '@rapport/contract/customer/securities'
import { useMemo } from 'react'
import { type Ask, useAskPages } from '#api/query.ts'
import { FigureState } from '#features/analytics/figures/figure-state.tsx'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { queryFrom, useAddress, withParam } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { Doubt } from '#ui/doubt.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { Quantity } from '#ui/money.tsx'
import { Page } from '#ui/page.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './securities.module.css'
import { SecurityPanel } from './security-panel.tsx'

type Query = NonNullable<Ask<typeof securities.list>['query']>

/** Securities by code; those that only a feed has named are marked. */
export function SecuritiesPage() {
  const { t } = useWords()
  const { params, get, change } = useAddress()
  const pages = useAskPages(securities.list, { query: queryFrom(params, ['q', 'unknown']) as Query })
  const priced = useSource('last-price')
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
        about: t('security.last-price.about'),
        origin: priced,
        width: 120,
        end: true,
        cell: (row) => <Quantity value={row.lastPrice} least={2} />,
      },
      {
        name: 'lastPriceOn',
        head: t('security.last-price-on'),
        origin: priced,
        width: 120,
        cell: (row) => <Day on={row.lastPriceOn} />,
      },
    ],
    [t, priced],
  )
  const looked = get('security')
  const at = pages.rows.findIndex(({ id }) => id === looked)
  // Another security begins with its own last price.
  const look = (next: Security | null | undefined) =>
    change({ security: next?.id, ...(next ? {} : { from: null, to: null }) }, { replace: looked !== undefined })
  return (
    <Page fill title={t('frame.securities')}>
      <div className={classes.beside}>
        <div className={classes.listing}>
          <DataTable
            name="securities"
            label={t('frame.securities')}
            columns={columns}
            pages={pages}
            keyOf={(row) => row.id}
            hrefOf={(row) => withParam(params, 'security', row.id)}
            peek={{ key: looked, show: look }}
            lineOf={(row) => ({
              first: row.name ?? row.code,
              second: [row.code, row.sector].filter(Boolean).join(' · '),
              end: (
                <Doubt brief alarm={priced.alarm}>
                  <Quantity value={row.lastPrice} least={2} />
                </Doubt>
              ),
            })}
            tools={
              <>
                <SearchBox label={t('security.search')} />
                <FilterChips filters={[{ kind: 'flag', name: 'unknown', label: t('security.only-unknown') }]} />
                <FigureState
                  figure="last-price"
                  title={t('security.last-price')}
                  text={t('security.last-price.about')}
                />
              </>
            }
            empty={<Empty title={t('security.none')}>{t('security.none.text')}</Empty>}
          />
        </div>
        {looked && (
          <SecurityPanel
            key={looked}
            id={looked}
            onClose={() => look(null)}
            onNext={at >= 0 && pages.rows[at + 1] ? () => look(pages.rows[at + 1]) : undefined}
            onPrevious={at > 0 ? () => look(pages.rows[at - 1]) : undefined}
          />
        )}
      </div>
    </Page>
  )
}
