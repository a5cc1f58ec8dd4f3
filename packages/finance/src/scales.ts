import {
  type Decimal,
  divideRounded,
  formatShortest,
  formatUnits,
  parseDecimal,
  powerOfTen,
  unitsAt,
} from './decimal.ts'

/** Booked money has two decimals; inside the folds it is a bigint of cents. */
export const MONEY_PLACES = 2
/** Shares are whole, fund units have two decimals, fractional shares up to six; inside the folds a bigint of millionths. */
export const QUANTITY_PLACES = 6
/** Prices and average costs are stored and shown with at most six decimals. */
export const PRICE_PLACES = 6

/** Cents of a decimal text, rounded half away from zero. */
export function cents(text: string): bigint {
  return unitsAt(parseDecimal(text), MONEY_PLACES)
}

/** Scaled quantity of a decimal text; a quantity finer than a millionth throws rather than being lost. */
export function quantityUnits(text: string): bigint {
  const value = parseDecimal(text)
  if (value.places > QUANTITY_PLACES && value.units % powerOfTen(value.places - QUANTITY_PLACES) !== 0n) {
    throw new RangeError(`a quantity has at most ${QUANTITY_PLACES} decimals`)
  }
  return unitsAt(value, QUANTITY_PLACES)
}

/** Cents of price × quantity, rounded once, half away from zero. */
export function amountOf(price: Decimal, quantity: bigint): bigint {
  return divideRounded(price.units * quantity, powerOfTen(price.places + QUANTITY_PLACES - MONEY_PLACES))
}

/** Money for the border: two decimals, always. */
export function money(units: bigint): string {
  return formatUnits(units, MONEY_PLACES)
}

/** Quantity for the border: no trailing zeros. */
export function quantity(units: bigint): string {
  return formatShortest(units, QUANTITY_PLACES)
}
