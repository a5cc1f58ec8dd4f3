import { Button } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { accounts, type Trade } from '@rapport/contract/customer/accounts'
import { fillSides } from '@rapport/contract/customer/vocabulary'
import { useMemo } from 'react'
import { wire } from '#api/call.ts'
import { type Ask, useAskPages } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { FigureState } from '#features/analytics/figures/figure-state.tsx'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { Doubt } from '#ui/doubt.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { Money, Quantity } from '#ui/money.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'

type Query = NonNullable<Ask<typeof accounts.trades>['query']>

/** Trades of a customer, latest first; the side is a word, never a colour. */
export function TradesTab({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { params } = useAddress()
  const query = queryFrom(params, ['from', 'to', 'security', 'side', 'amountFrom', 'amountTo'])
  const pages = useAskPages(accounts.trades, { params: { id: customerId }, query: query as Query })
  const { alarm } = useSource('trades')
  const columns = useTradeColumns()
  const filters: Filter[] = [
    { kind: 'days', name: 'traded', from: 'from', to: 'to', label: t('trade.on') },
    { kind: 'text', name: 'security', label: t('position.security'), placeholder: t('security.code') },
    {
      kind: 'one',
      name: 'side',
      label: t('trade.side'),
      choices: fillSides.map((value) => ({ value, label: t(`side.${value}`) })),
    },
    { kind: 'amounts', name: 'amount', from: 'amountFrom', to: 'amountTo', label: t('trade.amount') },
  ]
  return (
    <DataTable
      name="trades"
      label={t('trade.title')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      lineOf={(row) => ({
        first: `${t(`side.${row.side}`)} ${row.securityCode} ${row.securityName ?? ''}`,
        second: (
          <>
            <Instant at={row.tradedAt} /> · <Quantity value={row.quantity} /> × <Quantity value={row.price} least={2} />
          </>
        ),
        end: (
          <Doubt brief alarm={alarm}>
            <Money value={row.amount} currency={row.currency} />
          </Doubt>
        ),
      })}
      countOf={(total, count) => t('trade.count', { total, count })}
      tools={
        <>
          <FilterChips filters={filters} />
          <FigureState figure="trades" title={t('trade.title')} text={t('trade.about')} />
          <Allowed to={accounts.exportTrades}>
            <Button
              component="a"
              variant="subtle"
              color="gray"
              download
              href={wire.base + addressOf(accounts.exportTrades, { params: { id: customerId }, query })}
            >
              {t('ui.export')}
            </Button>
          </Allowed>
        </>
      }
      empty={<Empty title={t('trade.none')}>{t('trade.none.text')}</Empty>}
    />
  )
}

function useTradeColumns() {
  const { t } = useWords()
  const traded = useSource('trades')
  const earned = useSource('commission')
  return useMemo(
    (): Column<Trade>[] => [
      { name: 'tradedAt', head: t('trade.at'), width: 170, cell: (row) => <Instant at={row.tradedAt} /> },
      { name: 'side', head: t('trade.side'), width: 110, cell: (row) => t(`side.${row.side}`) },
      {
        name: 'security',
        head: t('position.security'),
        width: 200,
        grow: 1,
        cell: (row) => (
          <>
            <span className="figures">{row.securityCode}</span> {row.securityName}
          </>
        ),
      },
      {
        name: 'quantity',
        head: t('position.quantity'),
        about: t('trade.quantity.about'),
        origin: traded,
        width: 110,
        end: true,
        cell: (row) => <Quantity value={row.quantity} />,
      },
      {
        name: 'price',
        head: t('trade.price'),
        about: t('trade.price.about'),
        origin: traded,
        width: 110,
        end: true,
        cell: (row) => <Quantity value={row.price} least={2} />,
      },
      {
        name: 'amount',
        head: t('trade.amount'),
        about: t('trade.amount.about'),
        origin: traded,
        width: 140,
        end: true,
        cell: (row) => <Money value={row.amount} />,
      },
      {
        name: 'fees',
        head: t('trade.fees'),
        about: t('trade.fees.about'),
        origin: traded,
        width: 110,
        end: true,
        cell: (row) => <Money value={row.fees} />,
      },
      {
        name: 'commission',
        head: t('trade.commission'),
        about: t('trade.commission.about'),
        origin: earned,
        width: 110,
        end: true,
        optional: true,
        cell: (row) => <Money value={row.commission} />,
      },
      {
        name: 'netCommission',
        head: t('trade.net-commission'),
        about: t('trade.net-commission.about'),
        origin: earned,
        width: 130,
        end: true,
        optional: true,
        cell: (row) => <Money value={row.netCommission} />,
      },
      { name: 'currency', head: t('security.currency'), width: 80, cell: (row) => row.currency },
      {
        name: 'account',
        head: t('account.number'),
        width: 140,
        cell: (row) => <span className="figures">{row.accountNumber}</span>,
      },
    ],
    [t, traded, earned],
  )
}
