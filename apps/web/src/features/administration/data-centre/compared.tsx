import { signOf, useFormat } from '#ui/format.ts'

const DECIMAL = /^-?\d+(\.\d+)?$/
const placesIn = (value: string) => (DECIMAL.test(value) ? (value.split('.')[1] ?? '') : '')

/**
 * With how many decimal places exact figures stand side by side: as many as any of them needs, two at least where one needs
 * any (money), or where the first, which somebody has declared, is written with two.
 */
export function placesOf([declared = '', ...others]: readonly string[]): number {
  const needed = Math.max(...[declared, ...others].map((value) => placesIn(value).replace(/0+$/, '').length))
  return Math.max(needed, Math.min(2, needed > 0 ? 2 : placesIn(declared).length))
}

/** An exact figure that is compared with another; what is no number (a hash) is shown by its beginning. */
export function Compared({ value, places }: { value: string; places: number }) {
  const format = useFormat()
  return (
    <span className="figures" title={value}>
      {DECIMAL.test(value) ? format.decimal(value, places) : value.slice(0, 16)}
    </span>
  )
}

/** A difference with its sign: + where more was declared than found, − where less. */
export function useDifference() {
  const format = useFormat()
  return (value: string, places: number) => {
    const sign = signOf(value)
    return (sign > 0 ? '+' : sign < 0 ? '−' : '') + format.decimal(value.replace(/^-/, ''), places)
  }
}
