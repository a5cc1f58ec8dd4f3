import { type Decimal, multiply, unitsAt } from './decimal.ts'
import { MONEY_PLACES } from './scales.ts'

/** max(round2(amount × rate), minimum) in cents: one component, one order, one day (never rounded on the total). */
export function feeOf(amount: bigint, rate: Decimal, minimum = 0n): bigint {
  const fee = unitsAt(multiply({ units: amount, places: MONEY_PLACES }, rate), MONEY_PLACES)
  return fee < minimum ? minimum : fee
}

/** Shares of the amount that are taken of a trade of its market, kind of security and side on its day (domain 2.1). */
export interface FeeRates {
  stampDuty: Decimal | null
  transferFee: Decimal | null
  handlingFee: Decimal | null
  regulatoryFee: Decimal | null
}

/** What a feed tells of the fees of a trade, in cents: all of them, and of these what it names apart. */
export interface FeesTold {
  fees: bigint
  commission: bigint | null
  passThrough: bigint | null
}

/**
 * Of the fees of a trade the commission, and what of that is passed on to exchange and regulator, in cents: as told, else by
 * the rates of its day. Commission is what is left of all fees without stamp duty and transfer fee; handling and regulatory
 * fee are inside it. Net commission (净佣金) is the one less the other. Null where neither feed nor rates tell the commission.
 */
export function feeParts(
  amount: bigint,
  told: FeesTold,
  rates: FeeRates | null,
): { commission: bigint; passedOn: bigint } | null {
  const part = (rate: Decimal | null | undefined) => (rate ? feeOf(amount, rate) : 0n)
  const commission =
    told.commission ??
    (rates && told.fees > 0n ? most(told.fees - part(rates.stampDuty) - part(rates.transferFee), 0n) : null)
  if (commission === null) return null
  const taken = part(rates?.handlingFee) + part(rates?.regulatoryFee)
  return { commission, passedOn: told.passThrough ?? (taken < commission ? taken : commission) }
}

const most = (one: bigint, other: bigint) => (one > other ? one : other)
