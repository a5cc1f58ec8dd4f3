import { type BusinessMix, businessMix } from '@rapport/contract/analytics/business-mix'
import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { BusinessMixSection } from './business-mix-section.tsx'

function open(months: BusinessMix['months'], query = '') {
  answering(businessMix.ofCustomer, () => ({
    currency: 'CNY',
    currencies: ['CNY'],
    products: ['bond', 'stock'],
    months,
  }))
  const section = <BusinessMixSection customerId={idOf(5)} from="2026-09-01" to="2026-11-20" currency="CNY" />
  return show(section, { path: '/', at: `/${query}` })
}
const part = (product: string, held: string | null) => ({ product, traded: '0', held })

test('what is held of each kind and the drift are told by month; what is not known yet is a dash, what is not held 0', async () => {
  open(
    [
      { month: '2026-10', parts: [part('bond', '1000.00'), part('stock', '1000.00')], drift: 0.25 },
      { month: '2026-11', parts: [part('stock', null)], drift: null },
    ],
    '?mix.as=table',
  )
  const table = within(await screen.findByRole('table', { name: 'Mix of holdings' }))
  const [, november, october] = table.getAllByRole('row')
  const cells = (row: HTMLElement) =>
    within(row)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent)
  expect(cells(october!)).toEqual(['2026-10', '1,000.00', '1,000.00', '25.00%'])
  expect(cells(november!)).toEqual(['2026-11', '–', '–', '–'])
})

test('who held nothing at the end of any month is told so', async () => {
  open([])
  expect(await screen.findByText('Nothing held')).toBeTruthy()
})
