import { Button } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { accounts } from '@rapport/contract/customer/accounts'
import { type ProductMovement, productMovementKinds } from '@rapport/contract/customer/products'
import { useMemo } from 'react'
import { wire } from '#api/call.ts'
import { type Ask, useAskPages } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { FigureState } from '#features/analytics/figures/figure-state.tsx'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { Doubt } from '#ui/doubt.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { Money } from '#ui/money.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ProductHoldings } from './product-holdings.tsx'

type Query = NonNullable<Ask<typeof accounts.productMovements>['query']>

/** Financial products of a customer: what is held, and purchases and redemptions, latest first. */
export function ProductsTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { params } = useAddress()
  const query = queryFrom(params, ['from', 'to', 'product', 'kind', 'amountFrom', 'amountTo'])
  const pages = useAskPages(accounts.productMovements, { params: { id: customerId }, query: query as Query })
  const { alarm } = useSource('cash')
  const columns = useMovementColumns()
  const filters: Filter[] = [
    { kind: 'days', name: 'moved', from: 'from', to: 'to', label: t('product.on') },
    { kind: 'text', name: 'product', label: t('product.product'), placeholder: t('product.code') },
    {
      kind: 'one',
      name: 'kind',
      label: t('product.kind'),
      choices: productMovementKinds.map((value) => ({ value, label: t(`product.kind.${value}`) })),
    },
    { kind: 'amounts', name: 'amount', from: 'amountFrom', to: 'amountTo', label: t('product.amount') },
  ]
  return (
    <>
      <ProductHoldings customerId={customerId} />
      <DataTable
        name="product-movements"
        label={t('product.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        lineOf={(row) => ({
          first: `${t(`product.kind.${row.kind}`)} ${nameOf(row) ?? t('product.unnamed')}`,
          second: <Day on={row.movedOn} />,
          end: (
            <Doubt brief alarm={alarm}>
              <Money value={row.amount} currency={row.currency} />
            </Doubt>
          ),
        })}
        countOf={(total, count) => t('product.count', { total, count })}
        tools={
          <>
            <FilterChips filters={filters} />
            <FigureState figure="cash" title={t('product.title')} text={t('product.about')} />
            <Allowed to={accounts.exportProductMovements}>
              <Button
                component="a"
                variant="subtle"
                color="gray"
                download
                href={wire.base + addressOf(accounts.exportProductMovements, { params: { id: customerId }, query })}
              >
                {t('ui.export')}
              </Button>
            </Allowed>
          </>
        }
        empty={<Empty title={t('product.none')}>{t('product.none.text')}</Empty>}
      />
    </>
  )
}

const nameOf = ({ productCode, productName }: ProductMovement) =>
  productCode || productName ? [productCode, productName].filter(Boolean).join(' ') : undefined

function useMovementColumns() {
  const { t } = useWords()
  const cash = useSource('cash')
  return useMemo(
    (): Column<ProductMovement>[] => [
      { name: 'movedOn', head: t('product.on'), width: 130, cell: (row) => <Day on={row.movedOn} /> },
      { name: 'kind', head: t('product.kind'), width: 110, cell: (row) => t(`product.kind.${row.kind}`) },
      {
        name: 'product',
        head: t('product.product'),
        width: 220,
        grow: 1,
        cell: (row) => nameOf(row) ?? t('product.unnamed'),
      },
      {
        name: 'amount',
        head: t('product.amount'),
        about: t('product.about'),
        origin: cash,
        width: 140,
        end: true,
        cell: (row) => <Money value={row.amount} />,
      },
      { name: 'currency', head: t('security.currency'), width: 80, cell: (row) => row.currency },
      {
        name: 'account',
        head: t('account.number'),
        width: 140,
        cell: (row) => <span className="figures">{row.accountNumber}</span>,
      },
      { name: 'note', head: t('customer.note'), width: 160, cell: (row) => row.note ?? '–' },
    ],
    [t, cash],
  )
}
