import { accounts } from '@rapport/contract/customer/accounts'
import type { CustomerDay, CustomerDays } from '@rapport/contract/customer/customer-days'
import { lazy, Suspense } from 'react'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { CurrencyChoice } from '#features/analytics/charts/currency-choice.tsx'
import { useSource } from '#features/analytics/figures/use-trust.tsx'
import { useAddress } from '#ui/address.ts'
import { ChartFrame } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { Day } from '#ui/day.tsx'
import { DaysRange, useDaysRange } from '#ui/days-range.tsx'
import { signOf } from '#ui/format.ts'
import { Change, Money } from '#ui/money.tsx'
import { Answered, Empty, Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './assets.module.css'

const A_YEAR = 366
const RENEWING = 3_000
/** Loaded with the drawing library when the first one is shown. */
const AssetsChart = lazy(() => import('./assets-chart.tsx').then((module) => ({ default: module.AssetsChart })))

/** What a customer had at the end of each day, as a line or as a table; days and currency are in the URL. */
export function AssetsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { today } = useViewer()
  const { get } = useAddress()
  const range = useDaysRange(today, A_YEAR)
  const currency = get('currency')
  const answer = useAsk(
    accounts.days,
    { params: { id: customerId }, query: { ...range, ...(currency && { currency }) } },
    { keep: true, again: (reply) => (reply?.pendingSince ? RENEWING : false) },
  )
  const since = answer.data?.pendingSince
  const origin = useSource('assets', since ? t('position.renewing', { day: since }) : undefined)
  return (
    <Answered answer={answer} lines={8}>
      {(days) => {
        const none = days.items.length === 0 && (
          <Empty title={t('assets.none')}>{since ? t('position.renewing.text') : t('assets.none.text')}</Empty>
        )
        return (
          <ChartFrame
            name="assets"
            title={t('assets.title')}
            definition={t('assets.definition')}
            origin={origin}
            unit={days.currency === null ? t('assets.assets') : t('assets.unit', { currency: days.currency })}
            asOf={days.asOf ?? undefined}
            tools={
              <div className={classes.tools}>
                <DaysRange {...range} />
                {days.currency !== null && (
                  <CurrencyChoice of={{ currency: days.currency, currencies: days.currencies }} />
                )}
              </div>
            }
            chart={
              none || (
                <Suspense fallback={<Skeleton lines={8} />}>
                  <AssetsChart days={days} />
                </Suspense>
              )
            }
            table={none || <AssetsTable days={days} />}
          />
        )
      }}
    </Answered>
  )
}

function AssetsTable({ days }: { days: CustomerDays }) {
  const { t } = useWords()
  const amount = (name: keyof CustomerDay, head: string): Column<CustomerDay> => ({
    name,
    head,
    width: 130,
    end: true,
    cell: (row) => <Money value={row[name]} />,
  })
  const change = (name: keyof CustomerDay, head: string): Column<CustomerDay> => ({
    name,
    head,
    width: 140,
    end: true,
    cell: (row) => <Change value={row[name]} />,
  })
  const gaps = days.items.some(({ gap }) => signOf(gap) !== 0)
  return (
    <div className={classes.table}>
      <Table
        label={t('assets.title')}
        rows={days.items.toReversed()}
        keyOf={({ day }) => day}
        columns={[
          { name: 'day', head: t('assets.day'), width: 110, cell: ({ day }) => <Day on={day} /> },
          amount('assets', t('assets.assets')),
          amount('positionValue', t('assets.positions')),
          amount('cash', t('assets.cash')),
          amount('productValue', t('assets.products')),
          amount('marginDebt', t('assets.debt')),
          amount('netInflow', t('assets.net-inflow')),
          change('profit', t('assets.profit')),
          ...(gaps ? [{ ...amount('gap', t('assets.gap')), about: t('assets.gap.about') }] : []),
        ]}
      />
    </div>
  )
}
