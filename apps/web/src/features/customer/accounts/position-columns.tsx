import type { Position } from '@rapport/contract/customer/accounts'
import { careVisits } from '@rapport/contract/service/care-visits'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { useMay } from '#api/viewer.tsx'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import type { Column } from '#ui/columns.ts'
import { signOf } from '#ui/format.ts'
import { Change, Money, Quantity } from '#ui/money.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** The columns of the table of positions; `renewing` says in words that they are being worked out anew. */
export function usePositionColumns(customerId: string, renewing: string | undefined): Column<Position>[] {
  const { t } = useWords()
  const mayConsult = useMay(careVisits.enter)
  const held = useSource('positions', renewing)
  const priced = useSource('last-price')
  const valued = useSource('position-value', renewing)
  const unrealised = useSource('unrealised', renewing)
  const realised = useSource('realised', renewing)
  const traded = useSource('trades')
  return useMemo(
    (): Column<Position>[] => [
      {
        name: 'security',
        head: t('position.security'),
        width: 200,
        cell: (row) => (
          <>
            {mayConsult ? (
              <Link
                to={`/customers/${customerId}/consultation?security=${row.securityId}`}
                title={t('consultation.start')}
              >
                <span className="figures">{row.securityCode}</span> {row.securityName}
              </Link>
            ) : (
              <>
                <span className="figures">{row.securityCode}</span> {row.securityName}
              </>
            )}{' '}
            {signOf(row.quantity) < 0 && <Tag tone="amber">{t('position.short')}</Tag>}
          </>
        ),
      },
      { name: 'currency', head: t('security.currency'), width: 70, cell: (row) => row.currency },
      {
        name: 'quantity',
        head: t('position.quantity'),
        about: t('position.quantity.about'),
        origin: held,
        width: 100,
        end: true,
        cell: (row) => <Quantity value={row.quantity} />,
      },
      {
        name: 'averageCost',
        head: t('position.average-cost'),
        about: t('position.average-cost.about'),
        origin: held,
        width: 120,
        end: true,
        cell: (row) => <Quantity value={row.averageCost} least={2} />,
      },
      {
        name: 'lastPrice',
        head: t('security.last-price'),
        about: t('security.last-price.about'),
        origin: priced,
        width: 100,
        end: true,
        cell: (row) => <Quantity value={row.lastPrice} least={2} />,
      },
      {
        name: 'marketValue',
        head: t('position.market-value'),
        about: t('position.market-value.about'),
        origin: valued,
        width: 120,
        end: true,
        cell: (row) => <Money value={row.marketValue} />,
      },
      {
        name: 'unrealised',
        head: t('position.unrealised'),
        about: t('position.unrealised.about'),
        origin: unrealised,
        width: 140,
        end: true,
        cell: (row) => <Change value={row.unrealised} currency={row.currency} />,
      },
      {
        name: 'realised',
        head: t('position.realised'),
        about: t('position.realised.about'),
        origin: realised,
        width: 140,
        end: true,
        cell: (row) => <Change value={row.realised} currency={row.currency} />,
      },
      {
        name: 'trades',
        head: t('position.trades'),
        about: t('trade.about'),
        origin: traded,
        width: 80,
        end: true,
        cell: (row) => <span className="figures">{row.trades}</span>,
      },
    ],
    [t, customerId, mayConsult, held, priced, valued, unrealised, realised, traded],
  )
}
