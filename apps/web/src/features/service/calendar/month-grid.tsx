import type { CalendarItem } from '@rapport/contract/service/calendar'
import { Link } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'
import { CalendarChip } from './calendar-chip.tsx'
import { DayHead } from './day-head.tsx'
import type { useCarry } from './use-carry.ts'

/** A day of a month's page has room for so many; the rest is on the day itself. */
const ROOM = 4

/** The weeks of a month below each other. */
export function MonthGrid({
  days,
  month,
  items,
  carry,
}: {
  days: readonly string[]
  month: string
  items: readonly CalendarItem[]
  carry: ReturnType<typeof useCarry>
}) {
  const { t } = useWords()
  const format = useFormat()
  const { today } = useViewer()
  return (
    <div className={classes.month}>
      {days.map((on) => {
        const ofDay = items.filter((item) => item.on === on)
        const shown = ofDay.length > ROOM ? ofDay.slice(0, ROOM - 1) : ofDay
        const more = ofDay.length - shown.length
        return (
          <section
            key={on}
            className={classes.cell}
            data-on={on}
            data-other={!on.startsWith(month) || undefined}
            data-aim={carry.carried?.to.on === on || undefined}
            aria-label={format.dayLong(on)}
          >
            <DayHead on={on} today={on === today} />
            {shown.map((item) => (
              <CalendarChip key={item.kind + item.id} item={item} carry={carry} />
            ))}
            {more > 0 && (
              <Link className={classes.more} to={`?view=day&day=${on}`}>
                {t('calendar.more', { count: more })}
              </Link>
            )}
          </section>
        )
      })}
    </div>
  )
}
