import { parseDecimal, unitsAt } from '@rapport/finance/decimal'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Fault } from './convert.ts'
import { decimalOf, integer } from './decimals.ts'

const four = decimalOf({ places: 4 })
const said = (found: string | Fault | null) => (found instanceof Fault ? found.code : found)

it('writes a decimal with all its places, exactly, so that equal numbers are equal texts', () => {
  const digits = fc.stringMatching(/^\d{1,16}$/)
  fc.assert(
    fc.property(
      fc.boolean(),
      digits,
      fc.option(fc.stringMatching(/^\d{1,4}$/), { nil: '' }),
      (minus, whole, fraction) => {
        const text = `${minus ? '-' : ''}${whole}${fraction && `.${fraction}`}`
        const found = said(four(text))
        expect(found).toMatch(/^(-(?!0\.0000$))?(0|[1-9]\d*)\.\d{4}$/)
        expect(unitsAt(parseDecimal(found!), 4)).toBe(unitsAt(parseDecimal(text), 4))
      },
    ),
  )
})

it('reads what files write for a decimal', () => {
  const found = Object.entries({
    '1,234,567.5': '1234567.5000',
    '1 234.5': '1234.5000',
    '2e+05': '200000.0000',
    '9E-04': '0.0009',
    '+5': '5.0000',
    '.5': '0.5000',
    '5.': '5.0000',
    '12.50-': '-12.5000',
    '(3)': '-3.0000',
    '１２．５': '12.5000',
    '-0.00': '0.0000',
    '-00.5': '-0.5000',
    '007': '7.0000',
    '1.23450000': '1.2345',
    '-0.00000': '0.0000',
    NULL: null,
    '1.23456': 'decimal.places',
    '1e-9': 'decimal.places',
    '12345678901234567': 'too-big',
    '1e17': 'too-big',
    '1,23': 'decimal.shape',
    '1.2.3': 'decimal.shape',
    abc: 'decimal.shape',
    '-': null,
    '0x10': 'decimal.shape',
    Infinity: 'decimal.shape',
  })
  expect(found.map(([text]) => [text, said(four(text))])).toEqual(found)
  expect(said(four('9'.repeat(100_000)))).toBe('too-big')
  expect(said(four(`1e${'9'.repeat(50)}`))).toBe('decimal.shape')
})

it('rounds half away from zero what is finer, where its field may be an average', () => {
  const price = decimalOf({ places: 2, rounds: true, notNegative: true })
  expect(['25.4766666666667', '1.005', '0.0049', '1.5e-2', '-1.005'].map((text) => said(price(text)))).toEqual([
    '25.48',
    '1.01',
    '0.00',
    '0.02',
    'decimal.negative',
  ])
})

it('reads a decimal comma, implied decimals and whole numbers', () => {
  const comma = decimalOf({ places: 2, comma: true })
  expect(['1.234,5', '12,50', '7', '1 234,56'].map((text) => said(comma(text)))).toEqual([
    '1234.50',
    '12.50',
    '7.00',
    '1234.56',
  ])
  const cents = decimalOf({ places: 4, scale: 2 })
  expect(['1247', '-5', '000', '12.5'].map((text) => said(cents(text)))).toEqual([
    '12.4700',
    '-0.0500',
    '0.0000',
    'decimal.shape',
  ])
  expect(['0', '10', '-3'].map((text) => said(decimalOf({ places: 0 })(text)))).toEqual(['0', '10', '-3'])
  expect(said(decimalOf({ places: 0 })('10.00'))).toBe('10')
  expect(said(decimalOf({ places: 0 })('10.50'))).toBe('decimal.places')
  expect(['007', '-0', '1.0'].map((text) => said(integer(text)))).toEqual(['7', '0', 'integer.shape'])
})
