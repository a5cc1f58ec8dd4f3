import { formatUnits } from './decimal.ts'

const WRITTEN = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?[eE]([+-]?\d{1,2})$/

/**
 * Files from R and spreadsheets hold `2e+05` and `9e-04`: gives the same number as a plain decimal (`200000`, `0.0009`),
 * digit for digit; any other text comes back as it is, for `parseDecimal` to judge.
 */
export function withoutExponent(text: string): string {
  const parts = WRITTEN.exec(text)
  if (parts === null) return text
  const [, sign, whole, fraction = '', exponent] = parts
  const places = fraction.length - Number(exponent)
  const units = BigInt(`${whole}${fraction}`) * 10n ** BigInt(Math.max(0, -places))
  return formatUnits(sign === '-' ? -units : units, Math.max(0, places))
}
