import { UNDEFINED, useFormat } from './format.ts'

/** A day, short, in full on hover. */
export function Day({ on }: { on: string | null | undefined }) {
  const format = useFormat()
  if (!on) return <span>{UNDEFINED}</span>
  return (
    <time className="figures" dateTime={on} title={format.dayLong(on)}>
      {format.day(on)}
    </time>
  )
}

/** An instant in the firm's time zone, in full on hover. */
export function Instant({ at }: { at: string | null | undefined }) {
  const format = useFormat()
  if (!at) return <span>{UNDEFINED}</span>
  return (
    <time className="figures" dateTime={at} title={format.instantLong(at)}>
      {format.instant(at)}
    </time>
  )
}
