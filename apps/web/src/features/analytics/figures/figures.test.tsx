import { charts } from '@rapport/contract/analytics/charts'
import { figures, type Trust } from '@rapport/contract/analytics/figures'
import { accounts } from '@rapport/contract/customer/accounts'
import { securities } from '@rapport/contract/customer/securities'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NewCustomersByMonth } from '#features/analytics/charts/new-customers-by-month.tsx'
import { TradedValueByMonth } from '#features/analytics/charts/traded-value-by-month.tsx'
import { TradesTab } from '#features/customer/accounts/trades-tab.tsx'
import { SecuritiesPage } from '#features/customer/securities/securities-page.tsx'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { speak } from '#words/words.ts'
import { anOrigin, brokenSince, trustIn } from './testing.ts'

const known = { asOf: '2026-11-19', readAt: '2026-11-20T01:00:00Z', unitId: null }
const aChart = (viewer = aViewer()) => {
  answering(charts.tradedValueByMonth, () => ({
    ...known,
    currency: 'CNY',
    currencies: ['CNY'],
    items: [{ month: '2026-10', tradedValue: '1000.00', activeCustomers: 3, trades: 4 }],
  }))
  answering(charts.newCustomersByMonth, () => ({ ...known, items: [{ month: '2026-10', customers: 5 }] }))
  return show(
    <>
      <TradedValueByMonth unit={undefined} months={7} currency={undefined} />
      <NewCustomersByMonth unit={undefined} months={7} />
    </>,
    { viewer },
  )
}
const traded = () => screen.findByRole('region', { name: 'Traded value and active customers by month' })

test('a broken feed marks exactly the charts that are made from it, in words; one question asks for all', async () => {
  const asked = answering(figures.trust, () => trustIn({ 'traded-value': brokenSince('2026-11-20') }))
  aChart()
  const chart = within(await traded())
  expect(await chart.findByText('Broken since 2026-11-20')).toBeTruthy()
  const other = within(screen.getByRole('region', { name: 'New customers by month' }))
  expect(other.queryByText(/Broken/)).toBeNull()
  expect(asked).toHaveLength(1)
})

test('what no data centre feeds is not marked', async () => {
  const none = { state: 'unfed', asOf: null } satisfies Partial<Trust>
  const asked = answering(figures.trust, () => trustIn({ 'traded-value': none, 'new-customers': none }))
  aChart()
  await traded()
  await waitFor(() => expect(asked).toHaveLength(1))
  expect(screen.queryByText(/Broken|Not fed/)).toBeNull()
})

// Where nothing is laid out, what floats takes its button for scrolled away and hides itself.
const openOrigin = async () => {
  const button = await within(await traded()).findByRole('button', { name: /Broken since 2026-11-20/ })
  fireEvent.click(button)
  return within(await screen.findByRole('region', { name: 'Where from', hidden: true }))
}

test('where a figure comes from is asked when it is opened: state, reconciliation, feed, trouble, way to the runs', async () => {
  answering(figures.trust, () => trustIn({ 'traded-value': brokenSince('2026-11-20') }))
  const asked = answering(figures.origin, () => anOrigin())
  aChart()
  await traded()
  expect(asked).toHaveLength(0)
  const part = await openOrigin()
  expect(await part.findByText('Clearing · Fills')).toBeTruthy()
  for (const said of [
    'Broken since 2026-11-20',
    'Reconciled for 2026-11-19: it agrees.',
    'In through 2026-11-19: 9,876 rows, 3 refused',
    'Broken since 2026-11-20: What was found is not what the sender declares.',
  ])
    expect(part.getByText(said), said).toBeTruthy()
  const link = part.getByRole('link', { name: 'Runs of 2026-11-20', hidden: true })
  expect(link.getAttribute('href')).toBe('/data-centre?day=2026-11-20')
  expect(asked[0]?.address).toBe('/api/figures/traded-value/origin')
})

test('the way to the runs is for those who may look after the data centre', async () => {
  answering(figures.trust, () => trustIn({ 'traded-value': brokenSince('2026-11-20') }))
  answering(figures.origin, () => anOrigin())
  aChart(aViewer({ permissions: ['chart.read'] }))
  const part = await openOrigin()
  await part.findByText('Clearing · Fills')
  expect(part.queryByRole('link', { hidden: true })).toBeNull()
})

test('the same in Chinese', async () => {
  answering(figures.trust, () => trustIn({ 'traded-value': brokenSince('2026-11-20') }))
  answering(figures.origin, () => anOrigin({ reconciled: null }))
  await speak('zh-CN')
  try {
    show(<TradedValueByMonth unit={undefined} months={7} currency={undefined} />, {
      viewer: aViewer({ preferences: { locale: 'zh-CN', theme: 'light', rising: 'red' } }),
    })
    fireEvent.click(await screen.findByRole('button', { name: /2026-11-20 起中断/ }))
    const part = within(await screen.findByRole('region', { name: '数据来源', hidden: true }))
    expect(await part.findByText('2026-11-19 没有对账。')).toBeTruthy()
    expect(part.getByText('已入库至 2026-11-19：9,876 行，拒收 3 行')).toBeTruthy()
  } finally {
    await speak('en')
  }
})

test('trades and last prices say it in their list and at each column that it spoils', async () => {
  answering(figures.trust, () =>
    trustIn({ trades: brokenSince('2026-11-18'), 'last-price': brokenSince('2026-11-20') }),
  )
  answering(accounts.trades, () => ({ items: [], total: 0, next: null }))
  answering(securities.list, () => ({
    items: [
      {
        id: idOf(970),
        code: '600000',
        isin: null,
        name: 'Pudong Bank',
        shortName: null,
        category: null,
        subCategory: null,
        market: null,
        sector: null,
        industry: null,
        currency: 'CNY',
        lastPrice: '10.5',
        lastPriceOn: '2026-11-19',
        unknown: false,
      },
    ],
    total: 1,
    next: null,
  }))
  const { unmount } = show(<TradesTab customerId={idOf(500)} />)
  expect(await screen.findByText('Trades: Broken since 2026-11-18')).toBeTruthy()
  unmount()
  show(<SecuritiesPage />)
  expect(await screen.findByText('Last price: Broken since 2026-11-20')).toBeTruthy()
  expect((await screen.findByText('10.50')).closest('[role=gridcell]')?.hasAttribute('data-alarm')).toBe(true)
  expect(screen.getByText('Pudong Bank').closest('[role=gridcell]')?.hasAttribute('data-alarm')).toBe(false)
})
