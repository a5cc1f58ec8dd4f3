import { SegmentedControl, Select } from '@mantine/core'
import type { CustomerAnalysisReply } from '@rapport/contract/analytics/customer-analyses'
import { useViewer } from '#api/viewer.tsx'
import { CurrencyChoice } from '#features/analytics/charts/currency-choice.tsx'
import { useAddress } from '#ui/address.ts'
import { DaysRange } from '#ui/days-range.tsx'
import { useWords } from '#words/words.ts'
import classes from './analysis.module.css'
import { periods, usePeriod } from './use-period.ts'

/** Over which days, in which currency and beside which benchmark a customer is analysed; all of it in the address. */
export function PeriodChoice({ of }: { of: CustomerAnalysisReply | undefined }) {
  const { t } = useWords()
  const { today } = useViewer()
  const { change } = useAddress()
  const { name, from, to } = usePeriod()
  return (
    <div className={classes.choices}>
      <SegmentedControl
        size="xs"
        aria-label={t('analysis.period')}
        value={name}
        data={periods.map((period) => ({ value: period, label: t(`analysis.period.${period}`) }))}
        onChange={(next) =>
          change(
            { period: next === '12m' ? null : next, from: next === 'days' ? (from ?? null) : null, to: null },
            { replace: true },
          )
        }
      />
      {name === 'days' && <DaysRange from={from ?? today} to={to ?? today} />}
      {of?.analysis && <CurrencyChoice of={{ currency: of.analysis.currency, currencies: of.currencies }} />}
      {of && <BenchmarkChoice of={of} />}
    </div>
  )
}

function BenchmarkChoice({ of: { benchmarks, analysis } }: { of: CustomerAnalysisReply }) {
  const { t } = useWords()
  const { change } = useAddress()
  if (benchmarks.length < 2 || !analysis?.benchmark) return null
  return (
    <Select
      size="xs"
      w={180}
      aria-label={t('analysis.benchmark')}
      allowDeselect={false}
      searchable
      data={benchmarks.map(({ id, code, name }) => ({ value: id, label: name ?? code }))}
      value={analysis.benchmark.securityId}
      onChange={(next) => change({ benchmark: next }, { replace: true })}
    />
  )
}
