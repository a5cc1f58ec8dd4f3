import { type CustomerAnalysis, customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { customers } from '@rapport/contract/customer/customers'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { BusinessMixSection } from '#features/analytics/business-mix/business-mix-section.tsx'
import { CustomerIncome } from '#features/analytics/contributions/customer-income.tsx'
import { MakeReport } from '#features/analytics/customer-reports/make-report.tsx'
import { useAddress } from '#ui/address.ts'
import { Alarm } from '#ui/doubt.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './analysis.module.css'
import { AssetsFigures } from './assets-figures.tsx'
import { HabitsSection, MarketsSection, StyleSection } from './behaviour-sections.tsx'
import { Inputs } from './figure-list.tsx'
import { DrawdownLine, GrowthLine } from './line-sections.tsx'
import { MonthsSection } from './months-section.tsx'
import { PeriodChoice } from './period-choice.tsx'
import { ReturnsFigures, RiskFigures } from './returns-figures.tsx'
import { SecuritiesSection } from './securities-section.tsx'
import { ToleranceSection } from './tolerance-section.tsx'
import { TradingFigures, TripsFigures } from './trading-figures.tsx'
import { usePeriod } from './use-period.ts'

/** How soon the figures are asked for again while they are being worked out. */
const RENEWING = 3_000

/** Everything that can be worked out of one customer between two days; the period is in the URL. */
export function AnalysisPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const { get } = useAddress()
  const { from, to } = usePeriod()
  const [currency, benchmark] = [get('currency'), get('benchmark')]
  const customer = useAsk(customers.open, { params: { id } })
  const answer = useAsk(
    customerAnalyses.read,
    {
      params: { id },
      query: {
        ...(from && { from }),
        ...(to && { to }),
        ...(currency && { currency }),
        ...(benchmark && { benchmark }),
      },
    },
    { keep: true, again: (reply) => (reply?.pendingSince ? RENEWING : false) },
  )
  const name = customer.data?.name
  return (
    <Page
      title={name ? t('analysis.of', { name }) : t('analysis.title')}
      crumbs={[
        { label: t('customers.title'), to: '/customers' },
        { label: name ?? t('customer.title'), to: `/customers/${id}` },
      ]}
      actions={
        answer.data?.analysis && (
          <MakeReport
            customerId={id}
            from={from}
            to={to}
            currency={answer.data.analysis.currency}
            benchmark={answer.data.analysis.benchmark?.securityId}
          />
        )
      }
    >
      <PeriodChoice of={answer.data} />
      <Answered answer={answer} lines={12}>
        {({ analysis, pendingSince }) => {
          const renewing = pendingSince ? t('analysis.renewing', { day: pendingSince }) : undefined
          if (analysis === null) return <Empty title={t('analysis.none')}>{renewing ?? t('analysis.none.text')}</Empty>
          return <Analysis customerId={id} of={analysis} renewing={renewing} />
        }}
      </Answered>
    </Page>
  )
}

interface AnalysisProps {
  customerId: string
  of: CustomerAnalysis
  renewing: string | undefined
}

function Analysis({ customerId, of, renewing }: AnalysisProps) {
  const { t } = useWords()
  const { from, to, currency, benchmark, assets } = of
  const days = assets.tradingDays
  const told = useMemo(() => {
    const period = t('analysis.inputs', { from, to, currency, days })
    const beside = benchmark && t('analysis.inputs.benchmark', { benchmark: benchmark.name ?? benchmark.code })
    return { inputs: beside ? `${period} ${beside}` : period, renewing }
  }, [t, from, to, currency, days, benchmark, renewing])
  return (
    <Inputs value={told}>
      <p className={classes.span}>
        {t('analysis.span', { from, to, days })} {renewing && <Alarm>{renewing}</Alarm>}
      </p>
      <AssetsFigures of={of} />
      <ReturnsFigures of={of} />
      <div className={classes.side}>
        <GrowthLine of={of} />
        <DrawdownLine of={of} />
      </div>
      <RiskFigures of={of} />
      <TradingFigures of={of} />
      <TripsFigures of={of} />
      <MonthsSection of={of} />
      <CustomerIncome customerId={customerId} from={from} to={to} currency={currency} />
      <SecuritiesSection of={of} />
      <BusinessMixSection customerId={customerId} from={from} to={to} currency={currency} />
      <StyleSection of={of} />
      <HabitsSection of={of} />
      <MarketsSection of={of} />
      <ToleranceSection of={of} />
    </Inputs>
  )
}
