import type { Position } from '@rapport/contract/customer/accounts'
import { useMemo } from 'react'
import type { Column } from '#ui/columns.ts'
import { signOf } from '#ui/format.ts'
import { Change, Money, Quantity } from '#ui/money.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** The columns of the table of positions. */
export function usePositionColumns(): Column<Position>[] {
  const { t } = useWords()
  return useMemo(
    (): Column<Position>[] => [
      {
        name: 'security',
        head: t('position.security'),
        width: 200,
        cell: (row) => (
          <>
            <span className="figures">{row.securityCode}</span> {row.securityName}{' '}
            {signOf(row.quantity) < 0 && <Tag tone="amber">{t('position.short')}</Tag>}
          </>
        ),
      },
      { name: 'currency', head: t('security.currency'), width: 70, cell: (row) => row.currency },
      {
        name: 'quantity',
        head: t('position.quantity'),
        width: 100,
        end: true,
        cell: (row) => <Quantity value={row.quantity} />,
      },
      {
        name: 'averageCost',
        head: t('position.average-cost'),
        about: t('position.average-cost.about'),
        width: 120,
        end: true,
        cell: (row) => <Quantity value={row.averageCost} least={2} />,
      },
      {
        name: 'lastPrice',
        head: t('security.last-price'),
        width: 100,
        end: true,
        cell: (row) => <Quantity value={row.lastPrice} least={2} />,
      },
      {
        name: 'marketValue',
        head: t('position.market-value'),
        width: 120,
        end: true,
        cell: (row) => <Money value={row.marketValue} />,
      },
      {
        name: 'unrealised',
        head: t('position.unrealised'),
        about: t('position.unrealised.about'),
        width: 140,
        end: true,
        cell: (row) => <Change value={row.unrealised} currency={row.currency} />,
      },
      {
        name: 'realised',
        head: t('position.realised'),
        about: t('position.realised.about'),
        width: 140,
        end: true,
        cell: (row) => <Change value={row.realised} currency={row.currency} />,
      },
      {
        name: 'trades',
        head: t('position.trades'),
        width: 80,
        end: true,
        cell: (row) => <span className="figures">{row.trades}</span>,
      },
    ],
    [t],
  )
}
