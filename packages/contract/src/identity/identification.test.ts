import { describe, expect, test } from 'vitest'
import { checkForeignerId } from './foreigner-id.ts'
import { checkIdentification } from './identification.ts'

const TODAY = '2025-06-30'
const check = (type: string, number: string) => checkIdentification(type, number, TODAY)

describe('an ID document', () => {
  test('of a foreign permanent resident is checked in its new and its old form', () => {
    expect(checkForeignerId('932682198501010017', TODAY)).toMatchObject({
      ok: true,
      value: { birthOn: '1985-01-01', sex: 'male' },
    })
    expect(checkForeignerId('kaz110090123105', TODAY)).toEqual({
      ok: true,
      value: { number: 'KAZ110090123105', birthOn: '1990-12-31', sex: null },
    })
    expect(checkForeignerId('KAZ110090123106', TODAY)).toEqual({ ok: false, code: 'foreigner-id.checksum' })
    expect(checkForeignerId('KAZ110090133105', TODAY)).toEqual({ ok: false, code: 'foreigner-id.birth-date' })
    expect(checkForeignerId('KAZ990090123105', TODAY)).toEqual({ ok: false, code: 'foreigner-id.shape' })
    expect(checkForeignerId('11010519491231002X', TODAY)).toEqual({ ok: false, code: 'foreigner-id.shape' })
    expect(checkForeignerId('911124198108030023', TODAY)).toEqual({ ok: false, code: 'resident-id.checksum' })
  })

  test('with two digits of the year belongs to the latest century that is not in the future', () => {
    expect(checkForeignerId('KAZ110001010106', '2005-01-01')).toMatchObject({ value: { birthOn: '2001-01-01' } })
    expect(checkForeignerId('KAZ110001010106', '2000-01-01')).toMatchObject({ value: { birthOn: '1901-01-01' } })
  })

  test('gives the birth day and sex that its number carries, whatever the type', () => {
    expect(check('resident-id', '11010519491231002x')).toEqual({
      ok: true,
      value: { number: '11010519491231002X', birthOn: '1949-12-31', sex: 'female' },
    })
    expect(check('hk-macao-taiwan-permit', '810000199408230021')).toMatchObject({ value: { birthOn: '1994-08-23' } })
    expect(check('passport', ' e12345678 ')).toEqual({
      ok: true,
      value: { number: 'E12345678', birthOn: null, sex: null },
    })
    expect(check('hk-macao-taiwan-permit', 'H1234567801')).toMatchObject({ ok: true })
    expect(check('credit-code', '91350100m000100y43')).toMatchObject({
      ok: true,
      value: { number: '91350100M000100Y43' },
    })
    expect(check('other', '  AB  12 ')).toMatchObject({ ok: true, value: { number: 'AB 12' } })
  })

  test.each([
    ['resident-id', '911124198108030024', 'resident-id.area'],
    ['hk-macao-taiwan-permit', '810000199408230022', 'resident-id.checksum'],
    ['hk-macao-taiwan-permit', 'H12', 'permit.shape'],
    ['passport', 'E*******8', 'passport.shape'],
    ['passport', 'E1', 'passport.shape'],
    ['credit-code', '91350100M000100Y44', 'credit-code.checksum'],
    ['other', '   ', 'identification.shape'],
    ['other', '***', 'identification.shape'],
    ['other', 'x'.repeat(41), 'identification.shape'],
  ])('of type %s with number %j is refused: %s', (type, number, code) => {
    expect(check(type, number)).toEqual({ ok: false, code })
  })
})
