import type { CalendarItem } from '@rapport/contract/service/calendar'
import { useCallback } from 'react'
import { useViewer } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'
import { CalendarChip } from './calendar-chip.tsx'
import { DayHead } from './day-head.tsx'
import { hoursOf, laid, timeOf } from './times.ts'
import type { useCarry } from './use-carry.ts'

/** Pixels of an hour. */
const HOUR = 48
const MORNING = 8

/** Days beside each other: what is for the whole day on top, the rest by its time. */
export function WeekGrid({
  days,
  items,
  carry,
}: {
  days: readonly string[]
  items: readonly CalendarItem[]
  carry: ReturnType<typeof useCarry>
}) {
  const { t } = useWords()
  const format = useFormat()
  const { today } = useViewer()
  const { first, last } = hoursOf(items)
  const hours = Array.from({ length: last - first }, (_, at) => first + at)
  const aim = carry.carried?.to
  // What is planned for the night is a way up; the day begins in the morning.
  const early = Math.max(0, MORNING - first) * HOUR
  const begin = useCallback(
    (grid: HTMLElement | null) => {
      if (grid?.parentElement) grid.parentElement.scrollTop = early
    },
    [early],
  )
  return (
    <div
      ref={begin}
      className={classes.grid}
      style={{ gridTemplateColumns: `48px repeat(${days.length}, minmax(0, 1fr))` }}
    >
      <span className={classes.corner} />
      {days.map((on) => (
        <DayHead key={on} on={on} today={on === today} />
      ))}
      <span className={classes.hour}>{t('calendar.any-time')}</span>
      {days.map((on) => (
        <section
          key={on}
          className={classes.anyTime}
          data-on={on}
          data-any
          data-aim={(aim?.on === on && aim.time === null) || undefined}
          aria-label={`${format.dayLong(on)}: ${t('calendar.any-time')}`}
        >
          {items
            .filter((item) => item.on === on && item.startsAt === null)
            .map((item) => (
              <CalendarChip key={item.kind + item.id} item={item} carry={carry} />
            ))}
        </section>
      ))}
      <div className={classes.hours} aria-hidden style={{ height: hours.length * HOUR }}>
        {hours.map((hour) => (
          <span key={hour} className="figures" style={{ top: (hour - first) * HOUR }}>
            {timeOf(hour * 60)}
          </span>
        ))}
      </div>
      {days.map((on) => (
        <section
          key={on}
          className={classes.column}
          data-on={on}
          data-from={first * 60}
          data-minutes={hours.length * 60}
          data-aim={(aim?.on === on && aim.time !== null) || undefined}
          data-today={on === today || undefined}
          aria-label={format.dayLong(on)}
          style={{ height: hours.length * HOUR, backgroundSize: `100% ${HOUR}px` }}
        >
          {laid(items.filter((item) => item.on === on)).map(({ item, from, to, lane, lanes }) => (
            <CalendarChip
              key={item.kind + item.id}
              item={item}
              carry={carry}
              style={{
                position: 'absolute',
                top: ((from - first * 60) / 60) * HOUR,
                height: ((to - from) / 60) * HOUR - 2,
                left: `${(lane / lanes) * 100}%`,
                width: `calc(${100 / lanes}% - 2px)`,
                ...(to - from < 45 ? { whiteSpace: 'nowrap', textOverflow: 'ellipsis' } : {}),
              }}
            />
          ))}
        </section>
      ))}
    </div>
  )
}
