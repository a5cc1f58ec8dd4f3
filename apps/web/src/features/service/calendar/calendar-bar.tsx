import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'
import { type CalendarView, dayBeside, daysShown } from './days-shown.ts'

/** Which days are shown, the way to others, and how they are shown. */
export function CalendarBar({ view, on, views }: { view: CalendarView; on: string; views: readonly CalendarView[] }) {
  const { t } = useWords()
  const { today } = useViewer()
  const format = useFormat()
  const { get, change } = useAddress()
  const days = daysShown(view, on)
  const go = (to: string) => change({ day: to === today ? null : to })
  const period =
    view === 'month'
      ? format.month(on.slice(0, 7))
      : view === 'day'
        ? format.dayLong(on)
        : t('calendar.period', { from: format.day(days[0]!), to: format.day(days.at(-1)!) })
  return (
    <div className={classes.bar}>
      <ActionIcon aria-label={t('calendar.earlier')} onClick={() => go(dayBeside(view, on, -1))}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon aria-label={t('calendar.later')} onClick={() => go(dayBeside(view, on, 1))}>
        <IconChevronRight size={16} />
      </ActionIcon>
      <Button variant="default" disabled={days.includes(today)} onClick={() => go(today)}>
        {t('calendar.today')}
      </Button>
      <span className={`${classes.period} figures`}>{period}</span>
      {get('person') && (
        <Button variant="subtle" onClick={() => change({ person: null })}>
          {t('calendar.own')}
        </Button>
      )}
      <SegmentedControl
        className={classes.push ?? ''}
        aria-label={t('calendar.views')}
        value={view}
        onChange={(next) => change({ view: next === 'week' ? null : next })}
        data={views.map((value) => ({ value, label: t(`calendar.${value}`) }))}
      />
    </div>
  )
}
