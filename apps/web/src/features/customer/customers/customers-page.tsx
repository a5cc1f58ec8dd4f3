import { Button } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { customers } from '@rapport/contract/customer/customers'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { wire } from '#api/call.ts'
import { type Ask, useAskPages } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import { DataTable } from '#ui/data-table.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { Page } from '#ui/page.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useCustomerColumns } from './customer-columns.tsx'
import { customerFilterNames, useCustomerFilters } from './customer-filters.ts'
import classes from './customers-page.module.css'
import { RiskLevel } from './risk-level.tsx'

const CustomerPeek = lazy(() => import('./customer-peek.tsx').then((module) => ({ default: module.CustomerPeek })))

type Query = NonNullable<Ask<typeof customers.list>['query']>

/** The list of customers: filters, sort and the row looked at are in the URL. */
export function CustomersPage() {
  const { t } = useWords()
  const { params, get, change } = useAddress()
  const filter = queryFrom(params, customerFilterNames)
  const sort = {
    by: get('sort') ?? 'name',
    direction: get('direction') === 'desc' ? ('desc' as const) : ('asc' as const),
  }
  const query = { ...filter, sort: sort.by, direction: sort.direction } as Query
  const may = useMay(customers.list)
  const pages = useAskPages(customers.list, { query }, { enabled: may })
  const columns = useCustomerColumns()
  const filters = useCustomerFilters()
  const peeked = get('peek')
  // Opening the panel is a step back leads out of; moving along the rows is not.
  const show = (id: string | undefined) => change({ peek: id }, { replace: peeked !== undefined && id !== undefined })
  const at = pages.rows.findIndex(({ id }) => id === peeked)
  const step = (by: 1 | -1) => {
    const next = at >= 0 ? pages.rows[at + by] : undefined
    return next && (() => show(next.id))
  }
  const filtered = Object.keys(filter).length > 0
  return (
    <Page
      fill
      title={t('customers.title')}
      actions={
        <>
          <Allowed to={customers.exportRows}>
            <Button
              component="a"
              href={wire.base + addressOf(customers.exportRows, { query: filter })}
              download
              variant="default"
            >
              {t('ui.export')}
            </Button>
          </Allowed>
          <Allowed to={customers.create}>
            <Button component={Link} to="/customers/new">
              {t('customers.new')}
            </Button>
          </Allowed>
        </>
      }
    >
      {may ? (
        <div className={classes.beside}>
          <DataTable
            name="customers"
            label={t('customers.title')}
            columns={columns}
            pages={pages}
            keyOf={(row) => row.id}
            hrefOf={(row) => `/customers/${row.id}`}
            lineOf={(row) => ({
              first: row.name,
              second: `${row.customerNo} · ${row.unit.name}`,
              end: <RiskLevel of={row} />,
            })}
            peek={{ key: peeked, show: (row) => show(row?.id) }}
            sort={{ ...sort, change: ({ by, direction }) => change({ sort: by, direction }) }}
            countOf={(total, count) => t('customers.count', { total, count })}
            tools={
              <>
                <SearchBox label={t('customers.search')} />
                <FilterChips filters={filters} />
              </>
            }
            empty={
              filtered ? (
                <Empty title={t('customers.none-found')}>{t('customers.none-found.text')}</Empty>
              ) : (
                <Empty title={t('customers.empty')}>{t('customers.empty.text')}</Empty>
              )
            }
          />
          {peeked && (
            <Suspense fallback={null}>
              <CustomerPeek id={peeked} onClose={() => show(undefined)} onNext={step(1)} onPrevious={step(-1)} />
            </Suspense>
          )}
        </div>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}
