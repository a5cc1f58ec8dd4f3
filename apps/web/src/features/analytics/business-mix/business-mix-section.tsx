import { type BusinessMix, businessMix, type MixMonth } from '@rapport/contract/analytics/business-mix'
import { Suspense } from 'react'
import { useAsk } from '#api/query.ts'
import { Legend } from '#features/analytics/charts/legend.tsx'
import type { Column as ChartColumn, Row } from '#features/analytics/firm-charts/figures.ts'
import { MonthColumns } from '#features/analytics/firm-charts/late-month-columns.tsx'
import { seriesOf } from '#features/analytics/firm-charts/series.ts'
import { useIndicator } from '#features/analytics/indicators/indicator.tsx'
import { ChartFrame } from '#ui/chart-frame.tsx'
import type { Column } from '#ui/columns.ts'
import { UNDEFINED, useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Answered, Empty, Skeleton } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords, wordsFor } from '#words/words.ts'

interface Props {
  customerId: string
  /** Days of the period; whole months are told. */
  from: string
  to: string
  currency: string
}

const productWord = (product: string) => wordsFor(`analysis.product.${product}`) ?? product
const heldOf = ({ parts }: MixMonth, product: string) => {
  const part = parts.find((one) => one.product === product)
  return part ? part.held : parts.some(({ held }) => held !== null) ? '0' : null
}

/** Of what a customer's holdings are made at the end of each month, and how far the mix moved (ANA-20). */
export function BusinessMixSection({ customerId, from, to, currency }: Props) {
  const { t } = useWords()
  const { source } = useIndicator('share-of-products')
  const query = { from: from.slice(0, 7), to: to.slice(0, 7), currency }
  const answer = useAsk(businessMix.ofCustomer, { params: { id: customerId }, query }, { keep: true })
  const held = (mix: BusinessMix) => mix.months.filter(({ parts }) => parts.some((part) => part.held !== null))
  const none = <Empty title={t('business-mix.none')}>{t('business-mix.none.text')}</Empty>
  return (
    <ChartFrame
      name="mix"
      title={t('business-mix.title')}
      definition={t('business-mix.definition')}
      origin={source}
      unit={currency}
      asOf={to}
      chart={
        <Answered answer={answer} lines={8}>
          {(mix) => (held(mix).length === 0 ? none : <MixChart mix={mix} months={held(mix)} />)}
        </Answered>
      }
      table={
        <Answered answer={answer} lines={8}>
          {(mix) => (mix.months.length === 0 ? none : <MixTable mix={mix} />)}
        </Answered>
      }
    />
  )
}

function MixChart({ mix: { products }, months }: { mix: BusinessMix; months: MixMonth[] }) {
  const { t } = useWords()
  const format = useFormat()
  const columns = products.map(
    (name): ChartColumn => ({ name, indicator: 'products-held', unit: 'money', target: null }),
  )
  const rows = months.map((month): Row => {
    const values = products.map((product) => heldOf(month, product))
    return { key: month.month, group: null, label: null, values, compared: [], opens: null, list: null }
  })
  const bars = seriesOf(products, 0, productWord)
  return (
    <>
      <Legend of={bars} />
      <Suspense fallback={<Skeleton lines={8} />}>
        <MonthColumns
          label={t('business-mix.title')}
          columns={columns}
          rows={rows}
          bars={bars}
          lines={[]}
          own={false}
          beside={false}
          share
          shortName={({ key }) => key}
          fullName={({ key }) => format.month(key)}
        />
      </Suspense>
    </>
  )
}

function MixTable({ mix: { products, months } }: { mix: BusinessMix }) {
  const { t } = useWords()
  const format = useFormat()
  const columns: Column<MixMonth>[] = [
    { name: 'month', head: t('income.month'), width: 90, cell: ({ month }) => month },
    ...products.map(
      (product): Column<MixMonth> => ({
        name: product,
        head: t('business-mix.held', { product: productWord(product) }),
        width: 120,
        end: true,
        cell: (month) => <Money value={heldOf(month, product)} />,
      }),
    ),
    {
      name: 'drift',
      head: t('business-mix.drift'),
      about: t('business-mix.drift.about'),
      width: 110,
      end: true,
      cell: ({ drift }) => (
        <span className="figures">{drift === null ? UNDEFINED : format.percent(String(drift))}</span>
      ),
    },
  ]
  return (
    <Table label={t('business-mix.title')} rows={months.toReversed()} keyOf={({ month }) => month} columns={columns} />
  )
}
