import { useWords } from '#words/words.ts'
import { useAddress } from './address.ts'
import { DayInput } from './day-input.tsx'
import { addDays, isDay } from './days.ts'
import classes from './days-range.module.css'

interface Range {
  from: string
  to: string
}

/** The days that the address names; otherwise so many up to the last one. */
export function useDaysRange(last: string, days: number): Range {
  const { get } = useAddress()
  const [from, to] = [get('from'), get('to')]
  const until = isDay(to) ? to : last
  return { from: isDay(from) && from <= until ? from : addDays(until, 1 - days), to: until }
}

/** Chooses the days that are shown. */
export function DaysRange({ from, to }: Range) {
  const { t } = useWords()
  const { change } = useAddress()
  return (
    <div className={classes.range}>
      <DayInput
        size="xs"
        w={124}
        label={t('ui.from')}
        maxDate={to}
        value={from}
        onChange={(next) => change({ from: next, to }, { replace: true })}
      />
      <DayInput
        size="xs"
        w={124}
        label={t('ui.to')}
        minDate={from}
        value={to}
        onChange={(next) => change({ from, to: next }, { replace: true })}
      />
    </div>
  )
}
