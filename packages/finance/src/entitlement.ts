import { divideRounded, powerOfTen } from './decimal.ts'
import type { ScaledEvent } from './event.ts'
import { QUANTITY_PLACES } from './scales.ts'

/** What a corporate action gives for each share held at the close of its record day; ratios in 10^−8. */
export type Entitlement =
  | { kind: 'dividend'; cashPerShare: bigint }
  | { kind: 'bonus'; ratio: bigint }
  | { kind: 'split'; from: bigint; to: bigint }

const RATIO_PLACES = 8
const PER_SHARE = powerOfTen(RATIO_PLACES + QUANTITY_PLACES - 2)
const RATIO = powerOfTen(RATIO_PLACES)
const WHOLE = powerOfTen(QUANTITY_PLACES)

/**
 * What it does to a position that held so many millionths then: dividends in cents, bonus shares whole where whole shares
 * are held.
 */
export function eventOf(held: bigint, entitlement: Entitlement): ScaledEvent {
  switch (entitlement.kind) {
    case 'dividend':
      return { kind: 'dividend', cash: divideRounded(held * entitlement.cashPerShare, PER_SHARE) }
    case 'bonus': {
      const shares = (held * entitlement.ratio) / RATIO
      return { kind: 'bonus', quantity: held % WHOLE === 0n ? (shares / WHOLE) * WHOLE : shares }
    }
    case 'split':
      return entitlement
  }
}
