import { SegmentedControl } from '@mantine/core'
import { charts } from '@rapport/contract/analytics/charts'
import { useMay } from '#api/viewer.tsx'
import { CompareChoice, Question } from '#features/analytics/firm-charts/question.tsx'
import { Questions, viewIn } from '#features/analytics/firm-charts/questions.tsx'
import { useAddress } from '#ui/address.ts'
import { isMonth } from '#ui/days.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { BranchRanking } from './branch-ranking.tsx'
import { CustomersByLevel } from './customers-by-level.tsx'
import { NewCustomersByMonth } from './new-customers-by-month.tsx'
import { TradedValueByMonth } from './traded-value-by-month.tsx'
import { UnitChoice } from './unit-choice.tsx'
import { VisitsByWeek } from './visits-by-week.tsx'

const PERIODS = [7, 13, 25]

/** The firm's charts by what is asked of them. Question, branch, period, month and currency are in the URL. */
export function ChartsPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const view = viewIn(get('view'))
  const mayRead = useMay(charts.customersByLevel)
  const unit = get('unit')
  const months = PERIODS.find((period) => String(period) === get('months')) ?? 13
  const currency = get('currency')
  return (
    <Page
      title={t('charts.title')}
      about={t('charts.about')}
      actions={
        mayRead && (
          <>
            {view !== 'overview' && <CompareChoice />}
            <UnitChoice />
            <SegmentedControl
              size="xs"
              aria-label={t('charts.period')}
              value={String(months)}
              data={PERIODS.map((count) => ({ value: String(count), label: t('charts.months', { count }) }))}
              onChange={(next) => change({ months: next === '13' ? null : next })}
            />
          </>
        )
      }
    >
      {mayRead ? (
        <>
          <Questions shown={view} />
          {view === 'overview' ? (
            <Overview unit={unit} months={months} currency={currency} />
          ) : (
            <Question question={view} unit={unit} months={months} currency={currency} />
          )}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

interface Shown {
  unit: string | undefined
  months: number
  currency: string | undefined
}

/** What a manager looks at first. */
function Overview({ unit, months, currency }: Shown) {
  const { get } = useAddress()
  const month = get('month')
  return (
    <>
      <TradedValueByMonth unit={unit} months={months} currency={currency} />
      <BranchRanking unit={unit} month={isMonth(month) ? month : undefined} currency={currency} />
      <VisitsByWeek unit={unit} />
      <NewCustomersByMonth unit={unit} months={months} />
      <CustomersByLevel unit={unit} />
    </>
  )
}
