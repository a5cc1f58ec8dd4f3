import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPersonName, normaliseName } from './person-name.ts'

describe('the name of a person', () => {
  test('has one middle dot, whichever was typed', () => {
    for (const dot of ['·', '•', '・', '･', '‧', '∙', ' · ']) {
      expect(checkPersonName(`阿卜杜${dot}热合曼`)).toEqual({ ok: true, value: '阿卜杜·热合曼' })
    }
  })

  test('is trimmed, half-width and singly spaced', () => {
    expect(normaliseName('　Ｌｉ　　Ｍｉｎｇ ')).toBe('Li Ming')
  })

  test('keeps rare characters outside the basic plane', () => {
    expect(checkPersonName('𠮷田')).toEqual({ ok: true, value: '𠮷田' })
  })

  test.each([
    ['', 'person-name.empty'],
    ['　 ', 'person-name.empty'],
    ['x'.repeat(201), 'person-name.length'],
    ['张\u0000三', 'person-name.characters'],
    ['张\u202e三', 'person-name.characters'],
    ['张\ud842', 'person-name.characters'],
    ['王*明', 'person-name.characters'],
  ])('%j is refused: %s', (text, code) => expect(checkPersonName(text)).toEqual({ ok: false, code }))

  test('normalised twice is what it was after the first time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(normaliseName(normaliseName(text))).toBe(normaliseName(text))
      }),
    )
  })
})
