import { dayCount } from '#ui/days.ts'
import classes from './quality.module.css'

const WIDTH = 120
const HEIGHT = 28
const EDGE = 3

interface Props {
  /** Read out in the place of the line. */
  label: string
  from: string
  to: string
  /** A part of 1 by day, the earliest first; null where there was nothing to count. */
  of: readonly { day: string; share: string | null }[]
}

/** A small line over days, from 90 % (or the lowest there is) up to 100 %; it breaks where there was nothing to count. */
export function Trend({ label, from, to, of }: Props) {
  // A height needs no exact decimals.
  const values = of.map(({ day, share }) => ({ day, value: share === null ? null : Number(share) }))
  const low = Math.min(0.9, ...values.flatMap(({ value }) => value ?? []))
  const across = Math.max(1, dayCount(from, to) - 1)
  const x = (day: string) => EDGE + ((WIDTH - 2 * EDGE) * (dayCount(from, day) - 1)) / across
  const y = (value: number) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (value - low)) / (1 - low)
  const path = values.reduce(
    ({ text, joined }, { day, value }) =>
      value === null
        ? { text, joined: false }
        : { text: `${text}${joined ? 'L' : 'M'}${x(day).toFixed(1)} ${y(value).toFixed(1)}`, joined: true },
    { text: '', joined: false },
  ).text
  const last = values.findLast(({ value }) => value !== null)
  return (
    <svg
      className={classes.trend}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <path d={`M0 ${EDGE}H${WIDTH}`} data-whole />
      <path d={path} />
      {last?.value != null && <circle cx={x(last.day)} cy={y(last.value)} r={2.5} />}
    </svg>
  )
}
