import { signOf, UNDEFINED, useFormat } from './format.ts'

interface Props {
  /** Exact decimal as text; null is undefined. */
  value: string | null | undefined
  currency?: string
  compact?: boolean
  digits?: number | [number, number]
}

/** An amount with tabular figures; compact shows 万/亿 or k/m/bn and the full value on hover. */
export function Money({ value, currency, compact, digits = 2 }: Props) {
  const format = useFormat()
  if (value === null || value === undefined) return <span className="figures">{UNDEFINED}</span>
  const withUnit = (text: string) => (currency ? `${text} ${currency}` : text)
  // Rounded or not, the whole of it is told on hover.
  const whole = withUnit(format.decimal(value, digits === 0 ? 2 : digits))
  return (
    <span className="figures" title={whole}>
      {compact ? format.compact(value) : withUnit(format.decimal(value, digits))}
    </span>
  )
}

/** A quantity or price: as many decimals as it has, up to `most`. */
export function Quantity({
  value,
  most = 4,
  least = 0,
}: {
  value: string | null | undefined
  most?: number
  least?: number
}) {
  const format = useFormat()
  return <span className="figures">{format.decimal(value, [least, most])}</span>
}

/** Change or profit: colour by the reader's convention, sign and arrow. Undefined is an en dash. */
export function Change({ value, compact, percent, digits = 2, currency }: Props & { percent?: boolean }) {
  const format = useFormat()
  if (value === null || value === undefined) return <span className="figures">{UNDEFINED}</span>
  const sign = signOf(value)
  const size = value.replace(/^-/, '')
  const full = percent ? format.percent(size) : format.decimal(size, digits)
  const mark = sign > 0 ? '+' : sign < 0 ? '−' : ''
  const arrow = sign > 0 ? '▲' : sign < 0 ? '▼' : ''
  const colour = sign > 0 ? 'var(--rise)' : sign < 0 ? 'var(--fall)' : undefined
  return (
    <span
      className="figures"
      data-change={sign > 0 ? 'rise' : sign < 0 ? 'fall' : 'none'}
      style={{ color: colour, whiteSpace: 'nowrap' }}
      title={`${mark}${full}${currency ? ` ${currency}` : ''}`}
    >
      {arrow && (
        <span aria-hidden style={{ fontSize: 9, marginInlineEnd: 4 }}>
          {arrow}
        </span>
      )}
      {mark}
      {compact && !percent ? format.compact(size) : full}
    </span>
  )
}
