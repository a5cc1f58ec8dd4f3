import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mainlandProvinces } from './provinces.ts'
import { checkResidentId, lengthenResidentId, makeResidentId, residentIdCheckCharacter } from './resident-id.ts'

const TODAY = '2025-06-30'
const check = (text: string) => checkResidentId(text, TODAY)
const codeOf = (text: string) => {
  const found = check(text)
  return found.ok ? null : found.code
}
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date(TODAY), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))
const made = fc
  .record({
    area: fc
      .tuple(fc.constantFrom(...mainlandProvinces, '71', '81', '82', '83'), fc.integer({ min: 0, max: 9999 }))
      .map(([province, rest]) => province + String(rest).padStart(4, '0')),
    birthOn: day,
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map((from) => ({ ...from, number: makeResidentId(from) }))

describe('a resident ID', () => {
  test.each([
    ['11010519491231002X', '1949-12-31', 'female', 'resident'],
    ['440524188001010014', '1880-01-01', 'male', 'resident'],
    ['932682198501010017', '1985-01-01', 'male', 'foreigner'],
    ['911124198108030024', '1981-08-03', 'female', 'foreigner'],
  ])('%s is valid and says when its holder was born', (number, birthOn, sex, kind) => {
    expect(checkResidentId(number, '2020-01-01')).toEqual({ ok: true, value: { number, birthOn, sex, kind } })
  })

  test('with a small x, spaces or full-width digits is stored in one form', () => {
    for (const typed of ['11010519491231002x', ' 110105 19491231 002X ', '１１０１０５１９４９１２３１００２Ｘ']) {
      expect(check(typed)).toMatchObject({ ok: true, value: { number: '11010519491231002X' } })
    }
  })

  test('of 15 digits is stored with 18', () => {
    expect(lengthenResidentId('130503670401001')).toBe('130503196704010016')
    expect(check('130503670401001')).toMatchObject({
      ok: true,
      value: { number: '130503196704010016', birthOn: '1967-04-01', sex: 'male' },
    })
  })

  test.each([
    ['1101051949123100', 'resident-id.length'],
    ['', 'resident-id.length'],
    ['1101051949123100AX', 'resident-id.shape'],
    ['13050367040100X', 'resident-id.shape'],
    ['110***********002X', 'resident-id.shape'],
    ['160105194912310021', 'resident-id.area'],
    ['990105194912310021', 'resident-id.area'],
    ['810503670401001', 'resident-id.area'],
    ['110105194913310021', 'resident-id.birth-date'],
    ['110105194902290021', 'resident-id.birth-date'],
    ['110105202507010021', 'resident-id.birth-date'],
    ['110105187406290021', 'resident-id.age'],
    ['110105194912310021', 'resident-id.checksum'],
  ])('%j is refused: %s', (text, code) => expect(codeOf(text)).toBe(code))

  test('is refused above 150 years, and still good at 150', () => {
    const oldest = makeResidentId({ area: '110105', birthOn: '1874-06-30', sequence: 1 })
    expect(checkResidentId(oldest, '2024-06-30').ok).toBe(true)
    expect(checkResidentId(oldest, '2025-06-29').ok).toBe(true)
    expect(checkResidentId(oldest, '2025-06-30')).toEqual({ ok: false, code: 'resident-id.age' })
  })

  test('born today is not in the future', () => {
    expect(check(makeResidentId({ area: '110105', birthOn: TODAY, sequence: 2 })).ok).toBe(true)
  })

  test('made for demo people is always valid and says what it was made from', () => {
    fc.assert(
      fc.property(made, ({ number, birthOn, sequence }) => {
        const sex = sequence % 2 === 1 ? 'male' : 'female'
        expect(check(number)).toMatchObject({ ok: true, value: { number, birthOn, sex } })
      }),
    )
  })

  test('with any one character changed is never valid', () => {
    fc.assert(
      fc.property(made, fc.nat(17), fc.constantFrom(...'0123456789X'), ({ number }, place, other) => {
        fc.pre(number[place] !== other)
        expect(check(number.slice(0, place) + other + number.slice(place + 1)).ok).toBe(false)
      }),
    )
  })

  test('checksum of the standard is the one written in it', () => {
    expect(residentIdCheckCharacter('11010519491231002')).toBe('X')
    expect(residentIdCheckCharacter('44052418800101001')).toBe('4')
  })

  test('cannot be made from what is not an area, a day or a sequence', () => {
    const good = { area: '110105', birthOn: '1990-01-01', sequence: 1 }
    for (const bad of [{ area: '000000' }, { area: '1101' }, { birthOn: '1990-02-30' }, { sequence: 1000 }]) {
      expect(() => makeResidentId({ ...good, ...bad })).toThrow(RangeError)
    }
  })
})
