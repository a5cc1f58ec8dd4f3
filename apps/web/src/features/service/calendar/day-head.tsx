import { Link } from 'react-router'
import { weekdayParts } from '#features/service/care-visits/weekday.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'

/** A day, leading to it alone. */
export function DayHead({ on, today }: { on: string; today: boolean }) {
  const { locale } = useWords()
  const format = useFormat()
  const { weekday, day } = weekdayParts(locale, on)
  return (
    <Link
      className={classes.dayHead}
      data-today={today || undefined}
      to={`?view=day&day=${on}`}
      aria-label={format.dayLong(on)}
    >
      <span>{weekday}</span> <strong className="figures">{day}</strong>
    </Link>
  )
}
