import { expect, test } from 'vitest'
import { placesOf } from './compared.tsx'

test('figures that are compared have the places that one of them needs, and those of money where one needs any', () => {
  expect(placesOf(['20559.50', '20650.0000', '-90.5'])).toBe(2)
  expect(placesOf(['20559.5', '20650', '-90.5'])).toBe(2)
  expect(placesOf(['1.2345', '1.2346', '-0.0001'])).toBe(4)
  expect(placesOf(['9876', '9875', '1'])).toBe(0)
  expect(placesOf(['100.00', '90.0000', '10'])).toBe(2)
  expect(placesOf(['ab12', 'cd34', ''])).toBe(0)
})
