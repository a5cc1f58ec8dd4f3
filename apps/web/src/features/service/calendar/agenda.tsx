import type { CalendarItem } from '@rapport/contract/service/calendar'
import { useFormat } from '#ui/format.ts'
import classes from './calendar.module.css'
import { CalendarChip } from './calendar-chip.tsx'

/** On a phone: the days below each other, those with something planned. */
export function Agenda({ days, items }: { days: readonly string[]; items: readonly CalendarItem[] }) {
  const format = useFormat()
  return (
    <div className={classes.agenda}>
      {days
        .map((on) => ({ on, ofDay: items.filter((item) => item.on === on) }))
        .filter(({ ofDay }) => ofDay.length > 0)
        .map(({ on, ofDay }) => (
          <section key={on} aria-label={format.dayLong(on)}>
            <h2>{format.dayLong(on)}</h2>
            {ofDay.map((item) => (
              <CalendarChip key={item.kind + item.id + item.startsAt} item={item} />
            ))}
          </section>
        ))}
    </div>
  )
}
