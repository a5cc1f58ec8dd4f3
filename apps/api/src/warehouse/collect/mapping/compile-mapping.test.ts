import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { describe, expect, it } from 'vitest'
import { mapped } from '#warehouse/collect/testing.ts'
import { compileMapping } from './compile-mapping.ts'

const col = (column: string) => ({ column })
const trades = {
  target: 'trades',
  fields: {
    accountNumber: col('acct'),
    securityCode: col('code'),
    side: col('side'),
    quantity: col('qty'),
    price: col('px'),
    tradedAt: col('at'),
  },
} as const
const columns = ['acct', 'code', 'side', 'qty', 'px', 'at']
const row = (...changes: [number, string][]) => {
  const cells = ['000123', '600000', '证券买入', '1,200', '12.475', '2024-03-05 09:30:15']
  for (const [at, said] of changes) cells[at] = said
  return cells
}

describe('a fill', () => {
  it('is read with its amount, fees, day, currency and version where the row does not say them', () => {
    expect(mapped(trades, columns, row())).toEqual([
      {
        accountNumber: '000123',
        securityCode: '600000',
        side: 'buy',
        quantity: '1200.0000',
        price: '12.475000000000',
        amount: '14970.0000',
        fees: '0.0000',
        currency: 'CNY',
        tradedAt: '2024-03-05T01:30:15.000Z',
        tradedOn: '2024-03-05',
        action: 'new',
        version: '1',
      },
    ])
  })

  it('is refused with every field that is wrong', () => {
    expect(
      mapped(trades, columns, row([2, 'hold'], [3, '-5'], [5, '2024-02-30 10:00:00']), row([0, ''], [4, ''])),
    ).toEqual([['side: choice', 'quantity: decimal.negative', 'tradedAt: day.unreal'], ['accountNumber: required']])
    expect(mapped(trades, columns, row([4, '']), row([2, 'N/A']))).toEqual([['price: required'], ['side: required']])
    const told = { ...trades, fields: { ...trades.fields, currency: { column: 'code' } } }
    expect(mapped(told, columns, row([1, 'null']))).toMatchObject([{ currency: 'CNY' }])
    expect(mapped(trades, columns, row([5, '']))).toEqual([['tradedAt: required']])
    expect(mapped(trades, columns, row([4, ''], [2, 'transfer-in']))).toMatchObject([{ side: 'transfer-in' }])
  })

  it('has the price that its amount says, and the sum of its fees by kind', () => {
    const fields = {
      ...trades.fields,
      amount: col('px'),
      commission: { constant: '5' },
      stampDuty: { constant: '0.55' },
    }
    const { price: _, ...others } = fields
    expect(mapped({ target: 'trades', fields: others }, columns, row([3, '3'], [4, '10']))).toMatchObject([
      { amount: '10.0000', price: '3.333333333333', fees: '5.5500' },
    ])
  })

  it('stands at the moment that its zone, its offset or its day alone says', () => {
    const at = (said: string, more = {}) =>
      (mapped({ ...trades, ...more }, columns, row([5, said]))[0] as Record<string, string>).tradedAt
    expect(at('2024-03-05T09:30:00')).toBe('2024-03-05T01:30:00.000Z')
    expect(at('2024-03-05T09:30:00.123Z')).toBe('2024-03-05T09:30:00.123Z')
    expect(at('2024-03-05 09:30+0100')).toBe('2024-03-05T08:30:00.000Z')
    expect(at('20240305')).toBe('2024-03-05T07:00:00.000Z')
    expect(at('2024/3/5 9:05')).toBe('2024-03-05T01:05:00.000Z')
    const rome = { zone: 'Europe/Rome' }
    expect(at('2024-03-30 12:00:00', rome)).toBe('2024-03-30T11:00:00.000Z')
    expect(at('2024-03-31 12:00:00', rome)).toBe('2024-03-31T10:00:00.000Z')
    expect(at('2024-03-31 00:30:00', rome)).toBe('2024-03-30T23:30:00.000Z')
    expect(at('2024-10-27 12:00:00', rome)).toBe('2024-10-27T11:00:00.000Z')
    const late = mapped({ ...trades, zone: 'Asia/Kolkata' }, columns, row([5, '2024-03-04T18:40:00Z']))
    expect(late).toMatchObject([{ tradedOn: '2024-03-05' }])
  })
})

describe('a mapping', () => {
  it('reads columns, constants, expressions and translations, in the forms that it names', () => {
    const found = mapped(
      {
        target: 'cash-movements',
        fields: {
          accountNumber: { column: 'acct', upper: true },
          movedOn: { column: 'on', format: 'YYMMDD' },
          kind: { column: 'kind', values: { VKLAD: 'deposit', 'PREVOD Z UCTU': 'withdrawal' } },
          amount: { column: 'cents', scale: 2 },
          direction: { column: 'dir' },
          note: { value: 'row["kind"] + "/" + row["acct"]' },
          currency: { constant: 'CZK' },
        },
      },
      ['acct', 'on', 'kind', 'cents', 'dir'],
      [' a1 ', '930101', 'vklad', '000001250', 'in'],
      ['a2', '010228 00:00:00', 'PREVOD Z UCTU', '7', 'out'],
      ['a3', '930230', 'x', '1.5', ''],
      ['a4', '930101', 'fee', '-5', 'out'],
    )
    const same = { currency: 'CZK', action: 'new', version: '1' }
    expect(found).toEqual([
      {
        ...same,
        accountNumber: 'A1',
        movedOn: '1993-01-01',
        kind: 'deposit',
        amount: '12.50',
        direction: 'in',
        note: 'vklad/a1',
      },
      {
        ...same,
        accountNumber: 'A2',
        movedOn: '2001-02-28',
        kind: 'withdrawal',
        amount: '-0.07',
        direction: 'out',
        note: 'PREVOD Z UCTU/a2',
      },
      ['movedOn: day.unreal', 'kind: choice', 'amount: decimal.shape'],
      ['amount: amount.sign'],
    ])
  })

  it('joins a day and a time that stand in two columns', () => {
    const fields = {
      ...trades.fields,
      tradedAt: { columns: ['at', 'px'], format: 'YYYYMMDD HHmmss' },
      price: { constant: '1' },
    }
    expect(mapped({ target: 'trades', fields }, columns, row([5, '20240305'], [4, '093015']))).toMatchObject([
      { tradedAt: '2024-03-05T01:30:15.000Z' },
    ])
  })

  it('keeps every column of a table of the firm’s own as text, its key required', () => {
    const table = { target: 'table' as const, key: ['id'] }
    expect(mapped(table, ['id', '备注', ''], ['1', ' x ', ''], ['', 'y', 'z'])).toEqual([
      { id: '1', 备注: 'x' },
      ['id: required'],
    ])
  })

  it('reads the birth number of Czech persons as day of birth and gender, and keeps it from going further', () => {
    const fields = { customerNo: col('id'), birthNumber: col('n') }
    expect(
      mapped(
        { target: 'customers', fields },
        ['id', 'n'],
        ['1', '706213'],
        ['2', '450204'],
        ['3', '703213'],
        ['4', '050405/1234'],
      ),
    ).toEqual([
      { customerNo: '1', birthOn: '1970-12-13', gender: 'female' },
      { customerNo: '2', birthOn: '1945-02-04', gender: 'male' },
      ['birthNumber: birth-number.shape'],
      { customerNo: '4', birthOn: '2005-04-05', gender: 'male' },
    ])
  })

  it('is refused with the place of each thing that is wrong in it', () => {
    const faults = (mapping: object, names = columns) => {
      try {
        compileMapping(CollectionMapping.parse(mapping), names)
        return []
      } catch (error) {
        return (error as { faults: unknown[] }).faults
      }
    }
    expect(
      faults({
        target: 'prices',
        fields: { securityCode: col('gone'), nonsense: col('px') },
        zone: 'Mars/Base',
        key: ['x'],
      }),
    ).toEqual([
      { field: 'zone', code: 'zone.unknown' },
      { field: 'fields.securityCode', code: 'mapping.unknown-column', reason: 'gone' },
      { field: 'fields.nonsense', code: 'unknown-field' },
      { field: 'fields.price', code: 'required' },
      { field: 'key', code: 'unknown-field', reason: 'x' },
    ])
    expect(faults({ ...trades, fields: { ...trades.fields, fees: { value: 'row["px"] *' } } })).toMatchObject([
      { field: 'fields.fees', code: 'expression.syntax', at: 11 },
    ])
    expect(
      faults({ ...trades, fields: { ...trades.fields, tradedOn: { column: 'at', format: 'YYYY-MM' } } }),
    ).toMatchObject([{ field: 'fields.tradedOn', code: 'format.shape' }])
    expect(faults({ ...trades, fields: { ...trades.fields, currency: { constant: 'money' } } })).toMatchObject([
      { field: 'fields.currency', code: 'currency.shape' },
    ])
    expect(() =>
      CollectionMapping.parse({ target: 'trades', fields: { side: { column: 'a', constant: 'b' } } }),
    ).toThrow()
  })
})
