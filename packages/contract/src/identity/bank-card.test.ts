import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkBankCard, luhnCheckDigit, makeBankCard } from './bank-card.ts'

const made = fc
  .tuple(fc.constantFrom('622202', '621700', '62284804'), fc.nat(999_999_999))
  .map(([bin, n]) => makeBankCard(bin, n))

describe('a bank card', () => {
  test('of the worked example satisfies Luhn', () => {
    expect(luhnCheckDigit('622202123456789012')).toBe('8')
    expect(checkBankCard('6222 0212 3456 7890 128')).toEqual({
      ok: true,
      value: { number: '6222021234567890128', luhn: true },
    })
  })

  test.each(['4111111111111111', '5555555555554444', '378282246310005', '6011000990139424'])(
    'of the published test numbers, %s satisfies Luhn',
    (number) => expect(checkBankCard(number)).toEqual({ ok: true, value: { number, luhn: true } }),
  )

  test('that fails Luhn is kept with a warning, because some old cards do', () => {
    expect(checkBankCard('6222021234567890127')).toMatchObject({ ok: true, value: { luhn: false } })
  })

  test.each([
    ['622202123456', 'bank-card.length'],
    ['62220212345678901280', 'bank-card.length'],
    ['', 'bank-card.length'],
    ['622202*********0128', 'bank-card.shape'],
  ])('%j is refused: %s', (text, code) => expect(checkBankCard(text)).toEqual({ ok: false, code }))

  test('made for demo people satisfies Luhn; any one digit changed does not', () => {
    fc.assert(
      fc.property(made, fc.nat(18), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        expect(checkBankCard(number)).toEqual({ ok: true, value: { number, luhn: true } })
        const other = (Number(number[place]) + shift) % 10
        const changed = number.slice(0, place) + other + number.slice(place + 1)
        expect(checkBankCard(changed)).toMatchObject({ value: { luhn: false } })
      }),
    )
  })

  test('with 09 and 90 swapped is not noticed: Luhn cannot', () => {
    const digits = '622202123456780912'
    expect(luhnCheckDigit(digits)).toBe(luhnCheckDigit(digits.replace('09', '90')))
  })

  test('cannot be made with a number that does not fit behind its BIN', () => {
    expect(() => makeBankCard('622202', 10 ** 12)).toThrow(RangeError)
  })
})
