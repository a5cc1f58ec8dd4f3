import type { qualityIndicators } from '@rapport/contract/administration/quality'
import { divide, formatDecimal } from '@rapport/finance/decimal'

export type Indicator = (typeof qualityIndicators)[number]
/** A part of a whole: numerator and denominator. */
export type Part = readonly [numerator: number, denominator: number]

const PLACES = 4
/** Hundredths, domain.md 7. Accuracy takes a sample checked by hand: without it the others share the whole. */
const weights: Readonly<Record<Indicator, bigint>> = {
  completeness: 25n,
  uniqueness: 20n,
  timeliness: 20n,
  consistency: 20n,
  accuracy: 15n,
}

const ratio = (numerator: bigint, denominator: bigint) => {
  const part = divide({ units: numerator, places: 0 }, { units: denominator, places: 0 }, PLACES)
  return part && formatDecimal(part)
}

/** A part of 1 with four decimals, rounded half up; null where there was nothing to count. */
export const shareOf = ([numerator, denominator]: Part) => ratio(BigInt(numerator), BigInt(denominator))

/** The weighted mean of the indicators that there are, of their exact parts and rounded once; null without any. */
export function compositeOf(parts: Partial<Readonly<Record<Indicator, Part>>>): string | null {
  let [sum, common, weight] = [0n, 1n, 0n]
  for (const [indicator, [n, d]] of Object.entries(parts) as [Indicator, Part][]) {
    if (d === 0) continue
    const [numerator, denominator] = [BigInt(n), BigInt(d)]
    sum = sum * denominator + weights[indicator] * numerator * common
    common *= denominator
    weight += weights[indicator]
  }
  return ratio(sum, common * weight)
}
