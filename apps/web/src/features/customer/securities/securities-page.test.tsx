import { figures } from '@rapport/contract/analytics/figures'
import { type Security, securities } from '@rapport/contract/customer/securities'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { trustIn } from '#features/analytics/figures/testing.ts'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { SecuritiesPage } from './securities-page.tsx'

const bank: Security = {
  id: idOf(970),
  code: '600000',
  isin: null,
  name: 'Pudong Bank',
  shortName: null,
  category: null,
  subCategory: null,
  market: 'SSE',
  sector: null,
  industry: null,
  currency: 'CNY',
  lastPrice: '10.5',
  lastPriceOn: '2026-11-19',
  unknown: false,
}

function open(search = '') {
  answering(figures.trust, () => trustIn())
  answering(securities.list, () => ({ items: [bank], total: 1, next: null }))
  answering(securities.open, () => bank)
  const asked = answering(securities.prices, () => ({
    items: [
      { day: '2026-06-12', close: '11.00', adjusted: '10.4500' },
      { day: '2026-06-15', close: '10.40', adjusted: '10.40' },
    ],
    exDays: [{ day: '2026-06-15', closeBefore: '11.00', previousClose: '10.45', explained: false }],
    currency: 'CNY',
    asOf: '2026-11-19',
  }))
  return { asked, ...show(<SecuritiesPage />, { path: '/securities', at: `/securities${search}` }) }
}
const panelOf = async () => within(await screen.findByRole('complementary', { name: '600000 Pudong Bank' }))

test('a security beside the list: prices of the year up to its last one, and ex days with factor and explanation', async () => {
  const { asked } = open(`?security=${bank.id}`)
  const panel = await panelOf()
  const table = within(await panel.findByRole('table', { name: 'Ex days' }))
  for (const said of ['2026-06-15', '11.00', '10.45', '0.950000', 'Not explained'])
    expect(table.getByText(said), said).toBeTruthy()
  expect(asked).toHaveLength(1)
  expect(asked[0]?.query).toEqual({ from: '2025-11-19', to: '2026-11-19' })
})

test('range, raw or adjusted, and chart or table are in the address', async () => {
  const { asked, router } = open(`?security=${bank.id}&from=2026-06-01&to=2026-06-30&prices.as=table`)
  const panel = await panelOf()
  const table = within(await panel.findByRole('table', { name: 'Closing prices' }))
  expect(table.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'DayCloseAdjusted close',
    '2026-06-1510.4010.40',
    '2026-06-1211.0010.45',
  ])
  expect(asked[0]?.query).toEqual({ from: '2026-06-01', to: '2026-06-30' })
  expect(panel.getByText(/^Close, CNY/)).toBeTruthy()
  fireEvent.click(panel.getByRole('radio', { name: 'Adjusted' }))
  await waitFor(() => expect(router.state.location.search).toContain('prices=adjusted'))
  expect(await panel.findByText(/^Adjusted close, CNY/)).toBeTruthy()
})

test('days without prices say where the prices end', async () => {
  open(`?security=${bank.id}`)
  answering(securities.prices, () => ({ items: [], exDays: [], currency: 'CNY', asOf: '2020-01-02' }))
  const panel = await panelOf()
  expect(await panel.findByText('Choose other days. The last price is of 2020-01-02.')).toBeTruthy()
  expect(panel.getByText('In these days it did not go ex.')).toBeTruthy()
})
