import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { expect, test } from 'vitest'
import { customersOf, customersOpenedIn, customersTradedIn, visitsIn } from './drill-down.ts'

const unit = '0190a000-0000-7000-8000-000000000021'
const queryOf = (href: string) => Object.fromEntries(new URLSearchParams(href.split('?')[1]))

test('a visit that is planned or cancelled has a state, any other an outcome', () => {
  expect(queryOf(visitsIn('2026-11-09', unit, 'planned'))).toEqual({
    from: '2026-11-09',
    to: '2026-11-15',
    unit,
    state: 'planned',
  })
  expect(queryOf(visitsIn('2026-12-28', null, 'reached'))).toEqual({
    from: '2026-12-28',
    to: '2027-01-03',
    outcome: 'reached',
  })
})

test('who traded in a month is narrowed to the currency of the chart only where there are several', () => {
  expect(queryOf(customersTradedIn('2026-10', unit, { currency: 'CNY', currencies: ['CNY'] }))).toEqual({
    tradedIn: '2026-10',
    unit,
  })
  expect(queryOf(customersTradedIn('2026-10', null, { currency: 'HKD', currencies: ['CNY', 'HKD'] }))).toEqual({
    tradedIn: '2026-10',
    tradedCurrency: 'HKD',
  })
})

test('every filter that a bar leads to is one that the lists of the API know', () => {
  for (const href of [
    customersOf({ level: null, riskLevel: 'C1-min' }, unit),
    customersOpenedIn('2028-02', unit),
    customersTradedIn('2026-10', unit),
    customersTradedIn('2026-10', unit, { currency: 'HKD', currencies: ['CNY', 'HKD'] }),
  ])
    expect(customers.list.query.safeParse(queryOf(href)).error).toBeUndefined()
  for (const standing of ['reached', 'planned', 'cancelled'] as const)
    expect(careVisits.list.query.safeParse(queryOf(visitsIn('2026-11-09', unit, standing))).error).toBeUndefined()
})
