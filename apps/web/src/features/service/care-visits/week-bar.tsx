import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { addDays, mondayOf } from '#ui/days.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './care-visits.module.css'
import type { VisitsOfDay } from './week.ts'
import { weekdayParts } from './weekday.ts'

/** Which week, the way to others, and how full each of its days is; a day leads to its visits below. */
export function WeekBar({ monday, days }: { monday: string; days: VisitsOfDay[] }) {
  const { t, locale } = useWords()
  const { today } = useViewer()
  const format = useFormat()
  const { change } = useAddress()
  const present = mondayOf(today)
  const go = (to: string) => change({ week: to === present ? null : to, visit: null })
  return (
    <div className={classes.week}>
      <div className={classes.weeks}>
        <ActionIcon aria-label={t('care-visits.previous-week')} onClick={() => go(addDays(monday, -7))}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t('care-visits.next-week')} onClick={() => go(addDays(monday, 7))}>
          <IconChevronRight size={16} />
        </ActionIcon>
        <Button variant="default" disabled={monday === present} onClick={() => go(present)}>
          {t('care-visits.this-week')}
        </Button>
        <span className={`${classes.period} figures`}>
          {t('care-visits.week-of', { from: format.day(monday), to: format.day(addDays(monday, 6)) })}
        </span>
      </div>
      <nav aria-label={t('care-visits.days')} className={classes.days}>
        {days.map(({ on, pages }) => (
          <button
            key={on}
            type="button"
            className={classes.tile}
            data-today={on === today || undefined}
            aria-label={`${format.dayLong(on)}: ${t('care-visits.count', { count: pages.total ?? 0, total: format.count(pages.total ?? 0) })}`}
            onClick={() => document.getElementById(`day-${on}`)?.scrollIntoView({ block: 'start' })}
          >
            <When {...weekdayParts(locale, on)} />
            <strong className="figures">{pages.total === undefined ? ' ' : format.count(pages.total)}</strong>
          </button>
        ))}
      </nav>
    </div>
  )
}

const When = ({ weekday, day }: { weekday: string; day: string }) => (
  <span className={classes.when}>
    <span>{weekday}</span> <span>{day}</span>
  </span>
)
