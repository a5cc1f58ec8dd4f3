import { SegmentedControl } from '@mantine/core'
import type { securities } from '@rapport/contract/customer/securities'
import type { ReplyOf } from '@rapport/contract/endpoint'
import { lazy, Suspense } from 'react'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { useAddress } from '#ui/address.ts'
import { ChartFrame } from '#ui/chart-frame.tsx'
import { Day } from '#ui/day.tsx'
import { Quantity } from '#ui/money.tsx'
import { Empty, Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './securities.module.css'

export type Prices = ReplyOf<typeof securities.prices>

/** Loaded with the drawing library when the first one is shown. */
const PriceChart = lazy(() => import('./price-chart.tsx').then((module) => ({ default: module.PriceChart })))

/** Closing prices as a line or as a table, raw or adjusted: the choice is in the URL. */
export function PricesFrame({ prices }: { prices: Prices }) {
  const { t } = useWords()
  const { get, change } = useAddress()
  const origin = useSource('last-price')
  const shown = get('prices') === 'adjusted' ? 'adjusted' : 'close'
  const { currency, asOf } = prices
  const none = prices.items.length === 0 && (
    <Empty title={t('security.prices.none')}>{t('security.prices.none.text', { day: asOf ?? '–' })}</Empty>
  )
  return (
    <ChartFrame
      name="prices"
      title={t('security.prices')}
      definition={t('security.prices.definition')}
      origin={origin}
      unit={
        shown === 'adjusted'
          ? t('security.prices.unit.adjusted', { currency })
          : t('security.prices.unit', { currency })
      }
      asOf={asOf ?? undefined}
      tools={
        <SegmentedControl
          size="xs"
          aria-label={t('security.prices.as')}
          value={shown}
          data={[
            { value: 'close', label: t('security.prices.raw') },
            { value: 'adjusted', label: t('security.prices.adjusted') },
          ]}
          onChange={(next) => change({ prices: next === 'adjusted' ? next : null }, { replace: true })}
        />
      }
      chart={
        none || (
          <Suspense fallback={<Skeleton lines={10} />}>
            <PriceChart prices={prices} shown={shown} />
          </Suspense>
        )
      }
      table={none || <PriceTable prices={prices} />}
    />
  )
}

function PriceTable({ prices }: { prices: Prices }) {
  const { t } = useWords()
  return (
    <div className={classes.table}>
      <Table
        label={t('security.prices')}
        rows={prices.items.toReversed()}
        keyOf={({ day }) => day}
        columns={[
          { name: 'day', head: t('security.day'), width: 110, cell: ({ day }) => <Day on={day} /> },
          {
            name: 'close',
            head: t('security.close'),
            width: 110,
            end: true,
            cell: ({ close }) => <Quantity value={close} least={2} />,
          },
          {
            name: 'adjusted',
            head: t('security.adjusted'),
            width: 130,
            end: true,
            cell: ({ adjusted }) => <Quantity value={adjusted} least={2} />,
          },
        ]}
      />
    </div>
  )
}
