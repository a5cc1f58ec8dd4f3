import { Select } from '@mantine/core'
import type { ReportDefinition, ReportPeriod } from '@rapport/contract/analytics/report-definition'
import { useViewer } from '#api/viewer.tsx'
import { DayInput } from '#ui/day-input.tsx'
import { addDays } from '#ui/days.ts'
import { useWords } from '#words/words.ts'
import classes from './reports.module.css'

const months = [1, 3, 6, 12, 24, 60]

/** Which days a report is about: so many months up to now, this year, or days that one names. */
export function PeriodSetting({ draft, set }: { draft: ReportDefinition; set: (next: ReportDefinition) => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const { period } = draft
  const put = (next: ReportPeriod) => set({ ...draft, period: next })
  const own = period.is === 'last-months' && !months.includes(period.months) ? [period.months] : []
  const choose = (value: string) => {
    const count = Number(value)
    if (count > 0) put({ is: 'last-months', months: count })
    else if (value === 'this-year') put({ is: 'this-year' })
    else put({ is: 'days', from: addDays(today, -30), to: today })
  }
  return (
    <>
      <Select
        label={t('report-builder.period')}
        size="xs"
        allowDeselect={false}
        data={[
          ...[...months, ...own].map((count) => ({
            value: String(count),
            label: t('report-builder.period.last-months', { count }),
          })),
          { value: 'this-year', label: t('report-builder.period.this-year') },
          { value: 'days', label: t('report-builder.period.days') },
        ]}
        value={period.is === 'last-months' ? String(period.months) : period.is}
        onChange={(value) => value && choose(value)}
      />
      {period.is === 'days' && (
        <div className={classes.days}>
          <DayInput
            label={t('ui.from')}
            size="xs"
            value={period.from}
            onChange={(from) => from && put({ ...period, from })}
          />
          <DayInput label={t('ui.to')} size="xs" value={period.to} onChange={(to) => to && put({ ...period, to })} />
        </div>
      )}
    </>
  )
}
