import { UNDEFINED, useFormat } from '#ui/format.ts'
import { Change } from '#ui/money.tsx'
import { useWords } from '#words/words.ts'

interface Props {
  /** A fraction (0.05 is 5 %); null is undefined. */
  value: number | null
}

/** A share as percent. */
export function Percent({ value }: Props) {
  const format = useFormat()
  return <span className="figures">{format.percent(value)}</span>
}

/** A return: as percent with sign, arrow and the reader's colours. */
export const Return = ({ value }: Props) => <Change percent value={value === null ? null : value.toFixed(8)} />

/** What one return is above another: in percentage points, never as percent of it. */
export function Points({ value }: Props) {
  const { t } = useWords()
  if (value === null) return <span className="figures">{UNDEFINED}</span>
  return (
    <>
      <Change value={(value * 100).toFixed(6)} /> {t('analysis.points')}
    </>
  )
}

/** A plain number with two places, or as many as it is told. */
export function Plain({ value, digits = 2 }: Props & { digits?: number }) {
  const format = useFormat()
  return <span className="figures">{value === null ? UNDEFINED : format.decimal(value, digits)}</span>
}
