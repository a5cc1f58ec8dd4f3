import type { UnitValue } from './returns.ts'

/** The deepest fall from a peak: as a ratio (−0.1 is −10 %), with its days; null for a recovery that has not come. */
export interface Drawdown {
  value: number
  peakOn: string
  troughOn: string
  recoveredOn: string | null
}

/**
 * Maximum drawdown of the value of a unit (domain 2.6), never of assets: flows would count as losses. Null without a value;
 * 0 with the first day three times where nothing ever fell.
 */
export function maxDrawdown(units: readonly UnitValue[]): Drawdown | null {
  const [first] = units
  if (first === undefined) return null
  let peak = first
  let deepest = { value: 0, peak, trough: first }
  for (const unit of units) {
    if (unit.value > peak.value) peak = unit
    const value = unit.value / peak.value - 1
    if (value < deepest.value) deepest = { value, peak, trough: unit }
  }
  const recovered = units.find(({ day, value }) => day >= deepest.trough.day && value >= deepest.peak.value)
  return {
    value: deepest.value,
    peakOn: deepest.peak.day,
    troughOn: deepest.trough.day,
    recoveredOn: recovered?.day ?? null,
  }
}

/** How far each day is below the highest one up to it: 0 or less. */
export function underWater(units: readonly UnitValue[]): UnitValue[] {
  let peak = 0
  return units.map(({ day, value }) => {
    peak = Math.max(peak, value)
    return { day, value: peak === 0 ? 0 : value / peak - 1 }
  })
}
