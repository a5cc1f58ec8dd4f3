import type { Category } from './securities.ts'

/** Money in fen (0.01 yuan), rounded half up for each part of the fee. */
const share = (fen: number, perHundredThousand: number) => Math.floor((fen * perHundredThousand + 50_000) / 100_000)

/**
 * All fees of one order and the commission in them, in fen (domain 2.1): commission at the customer's rate, at least 5 yuan for stocks; stamp duty 0.05 %
 * on sales and transfer fee 0.001 % on both sides, of stocks only.
 */
export function feesOf(
  category: Category,
  side: 'buy' | 'sell',
  amountFen: number,
  commissionPerHundredThousand: number,
): { fees: number; commission: number } {
  if (category !== 'Stock') {
    const commission = share(amountFen, category === 'Bond' ? 2 : commissionPerHundredThousand)
    return { fees: commission, commission }
  }
  const commission = Math.max(500, share(amountFen, commissionPerHundredThousand))
  return { fees: commission + (side === 'sell' ? share(amountFen, 50) : 0) + share(amountFen, 1), commission }
}

/** A whole number of the smallest unit as a decimal string: 1234 with 2 places is "12.34". */
export function decimal(units: number, places: number): string {
  const digits = String(units).padStart(places + 1, '0')
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
