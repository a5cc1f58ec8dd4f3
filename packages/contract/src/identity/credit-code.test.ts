import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkCreditCode, creditCodeCheckCharacter, makeCreditCode, organisationCheckCharacter } from './credit-code.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const characters = (length: number) =>
  fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: length, maxLength: length })
const made = fc
  .record({
    authority: fc.constantFrom('1', '5', '9', 'A', 'Y'),
    category: fc.constantFrom('1', '2', '3', '9'),
    area: fc.stringMatching(/^[0-9]{6}$/),
    organisation: characters(8),
  })
  .map(makeCreditCode)

describe('a unified social credit code', () => {
  test('of the published example is valid, in small letters too', () => {
    expect(creditCodeCheckCharacter('91350100M000100Y4')).toBe('3')
    expect(organisationCheckCharacter('M000100Y')).toBe('4')
    expect(checkCreditCode(' 91350100m000100y43 ')).toEqual({ ok: true, value: '91350100M000100Y43' })
    const from = { authority: '9', category: '1', area: '350100', organisation: 'M000100Y' }
    expect(makeCreditCode(from)).toBe('91350100M000100Y43')
  })

  // Worked out apart from this code: organisation checks 0 and X, last characters 0 and Y, and codes of listed firms.
  test.each([
    '91310000712600020B',
    '9131000071260008XB',
    '913100007126002230',
    '91310000712600100Y',
    '91110000802100433B',
    '91440300708461136T',
  ])('%s is valid', (code) => expect(checkCreditCode(code)).toEqual({ ok: true, value: code }))

  test.each([
    ['91350100M000100Y4', 'credit-code.length'],
    ['9135O100M000100Y43', 'credit-code.shape'],
    ['91350100M000100Y53', 'credit-code.organisation'],
    ['91350100M000100Y44', 'credit-code.checksum'],
    ['91350200M000100Y43', 'credit-code.checksum'],
  ])('%s is refused: %s', (text, code) => expect(checkCreditCode(text)).toEqual({ ok: false, code }))

  test('made for demo firms is always valid', () => {
    fc.assert(
      fc.property(made, (code) => {
        expect(checkCreditCode(code)).toEqual({ ok: true, value: code })
      }),
    )
  })

  test('with any one character changed is never valid', () => {
    fc.assert(
      fc.property(made, fc.nat(17), fc.constantFrom(...ALPHABET), (code, place, other) => {
        fc.pre(code[place] !== other)
        expect(checkCreditCode(code.slice(0, place) + other + code.slice(place + 1)).ok).toBe(false)
      }),
    )
  })

  test('cannot be made from letters outside its alphabet', () => {
    const from = { authority: '9', category: '1', area: '350100', organisation: 'M000100O' }
    expect(() => makeCreditCode(from)).toThrow(RangeError)
  })
})
