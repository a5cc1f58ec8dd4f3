import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { SecurityOfPeriod } from '@rapport/contract/analytics/customer-securities'
import type { IndicatorCode } from '@rapport/contract/analytics/indicator-catalogue'
import { use } from 'react'
import { useIndicator } from '#features/analytics/indicators/indicator.tsx'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Change, Money, Quantity } from '#ui/money.tsx'
import { Section } from '#ui/page.tsx'
import { Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './analysis.module.css'
import { Figure, FigureList, Inputs } from './figure-list.tsx'
import { Return } from './ratio.tsx'

/** What each security did in the period, and what it cost by three methods side by side. */
export function SecuritiesSection({ of: { securities, profit, currency } }: { of: CustomerAnalysis }) {
  const { t } = useWords()
  const columns = useColumns()
  return (
    <Section title={t('analysis.profit')}>
      <FigureList>
        <Figure of="realised">
          <Change value={profit.realised} currency={currency} compact />
        </Figure>
        <Figure of="unrealised" label={t('analysis.profit.unrealised-change')}>
          <Change value={profit.unrealisedChange} currency={currency} compact />
        </Figure>
        <Figure of="dividends">
          <Change value={profit.dividends} currency={currency} compact />
        </Figure>
        <Figure of="profit" label={t('analysis.profit.other')}>
          <Change value={profit.other} currency={currency} compact />
        </Figure>
        <Figure of="profit" label={t('analysis.profit.all')}>
          <Change value={profit.all} currency={currency} compact />
        </Figure>
      </FigureList>
      {securities.length === 0 ? (
        <Empty title={t('analysis.security.none')} />
      ) : (
        <div className={classes.table}>
          <Table
            label={t('analysis.profit')}
            rows={securities}
            keyOf={({ securityId }) => securityId}
            columns={columns}
          />
        </div>
      )}
    </Section>
  )
}

type Method = 'movingAverage' | 'fifo' | 'diluted'

function useColumns(): Column<SecurityOfPeriod>[] {
  const { t } = useWords()
  const told = use(Inputs)
  const realised = useIndicator('realised', told)
  const unrealised = useIndicator('unrealised', told)
  const dividends = useIndicator('dividends', told)
  const profit = useIndicator('profit', told)
  const contribution = useIndicator('contribution', told)
  const average = useIndicator('moving-average-cost', told)
  const fifo = useIndicator('fifo-cost', told)
  const diluted = useIndicator('diluted-cost', told)
  const change = (
    name: 'realised' | 'dividends' | 'unrealisedChange' | 'profit',
    head: string,
    { about, source }: typeof realised,
  ): Column<SecurityOfPeriod> => ({
    name,
    head,
    about,
    origin: source,
    width: 130,
    end: true,
    cell: (row) => <Change value={row[name]} />,
  })
  const cost = (name: Method, code: IndicatorCode, { about, source }: typeof realised): Column<SecurityOfPeriod> => ({
    name,
    head: t(`indicator.${code}`),
    about,
    origin: source,
    width: 150,
    end: true,
    cell: (row) => <Cost of={row[name]} />,
  })
  return [
    {
      name: 'security',
      head: t('analysis.security'),
      width: 180,
      cell: ({ code, name }) => (
        <>
          <span className="figures">{code}</span> {name}
        </>
      ),
    },
    {
      name: 'quantity',
      head: t('analysis.security.quantity'),
      width: 90,
      end: true,
      cell: ({ quantity }) => <Quantity value={quantity} />,
    },
    {
      name: 'value',
      head: t('analysis.security.value'),
      width: 120,
      end: true,
      cell: ({ marketValue }) => <Money value={marketValue} />,
    },
    change('realised', t('indicator.realised'), realised),
    change('unrealisedChange', t('analysis.profit.unrealised-change'), unrealised),
    change('dividends', t('indicator.dividends'), dividends),
    change('profit', t('analysis.security.profit'), profit),
    {
      name: 'contribution',
      head: t('indicator.contribution'),
      about: contribution.about,
      origin: contribution.source,
      width: 110,
      end: true,
      cell: (row) => <Return value={row.contribution} />,
    },
    cost('movingAverage', 'moving-average-cost', average),
    cost('fifo', 'fifo-cost', fifo),
    cost('diluted', 'diluted-cost', diluted),
    {
      name: 'soFar',
      head: t('analysis.security.so-far'),
      about: t('analysis.security.so-far.about'),
      width: 140,
      end: true,
      cell: ({ profitSoFar }) => <Change value={profitSoFar} />,
    },
  ]
}

/** The whole cost of what is held, and below it that of one share. */
function Cost({ of: { cost, average } }: { of: SecurityOfPeriod[Method] }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <>
      <Money value={cost} />
      {average !== null && (
        <span className={classes.cost}>{t('analysis.per-share', { price: format.decimal(average, [2, 4]) })}</span>
      )}
    </>
  )
}
