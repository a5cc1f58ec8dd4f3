import { type Check, failed, passed, withoutBlanks } from './check.ts'

/** Some old cards fail Luhn, so `luhn: false` is a warning to show, never a refusal. */
export type BankCardNumber = { number: string; luhn: boolean }
export type BankCardCode = 'bank-card.length' | 'bank-card.shape'

/** The check digit for the digits before it: every second one from the right doubled, digits of products added. */
export function luhnCheckDigit(digits: string): string {
  let sum = 0
  for (let place = digits.length - 1, double = true; place >= 0; place--, double = !double) {
    const digit = Number(digits[place])
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return String((10 - (sum % 10)) % 10)
}

/** Checks a bank card number: 13 to 19 digits, spaces and hyphens dropped. */
export function checkBankCard(text: string): Check<BankCardNumber, BankCardCode> {
  const number = withoutBlanks(text).replaceAll('-', '')
  if (!/^\d*$/.test(number)) return failed('bank-card.shape')
  if (number.length < 13 || number.length > 19) return failed('bank-card.length')
  return passed({ number, luhn: luhnCheckDigit(number.slice(0, -1)) === number.at(-1) })
}

/** The n-th card of a bank for made-up people: 19 digits that satisfy Luhn. */
export function makeBankCard(bin: string, n: number): string {
  const digits = bin + String(n).padStart(18 - bin.length, '0')
  if (!/^\d{18}$/.test(digits)) throw new RangeError('a bank card is made from a BIN and a number that fits behind it')
  return digits + luhnCheckDigit(digits)
}
