import { Select } from '@mantine/core'
import { type ContributionGroup, contributionGroups, contributions } from '@rapport/contract/analytics/contributions'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { UnitChoice } from '#features/analytics/charts/unit-choice.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './contributions.module.css'
import { ContributionsTable } from './contributions-table.tsx'
import { CostRates } from './cost-rates.tsx'
import { monthsBefore } from './months-before.ts'

const spans = [3, 6, 12, 24]
const USUAL = 12

/** What customers bring less what they cost, by whom or what they are put together (ANA-08); all choices are in the address. */
export function ContributionsPage() {
  const { t } = useWords()
  const { params, get, change } = useAddress()
  const allowed = useMay(contributions.list)
  const by = contributionGroups.find((one) => one === get('by')) ?? 'unit'
  const months = spans.find((one) => String(one) === get('months')) ?? USUAL
  const query = {
    by,
    ...(months === USUAL ? {} : { from: monthsBefore(new Date(), months - 1) }),
    ...queryFrom(params, ['unit', 'owner', 'tier', 'level', 'segment']),
  }
  const answer = useAsk(contributions.list, { query: query as never }, { enabled: allowed, keep: true })
  return (
    <Page
      title={t('contributions.title')}
      about={t('contributions.about')}
      actions={
        allowed && (
          <div className={classes.choices}>
            <UnitChoice />
            <Select
              size="xs"
              w={150}
              aria-label={t('contributions.months')}
              allowDeselect={false}
              data={spans.map((span) => ({ value: String(span), label: t('contributions.last', { months: span }) }))}
              value={String(months)}
              onChange={(next) => change({ months: next === String(USUAL) ? null : next }, { replace: true })}
            />
            <Select
              size="xs"
              w={130}
              aria-label={t('contributions.by')}
              allowDeselect={false}
              data={contributionGroups.map((value) => ({ value, label: t(`contributions.by.${value}`) }))}
              value={by}
              onChange={(next) => change({ by: next === 'unit' ? null : next })}
            />
          </div>
        )
      }
    >
      {allowed ? (
        <div className={classes.page}>
          <Answered answer={answer} lines={10}>
            {(found) => <ContributionsTable by={by as ContributionGroup} of={found} />}
          </Answered>
          <CostRates />
        </div>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}
