import { figures } from '@rapport/contract/analytics/figures'
import { accounts } from '@rapport/contract/customer/accounts'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { trustIn } from '#features/analytics/figures/testing.ts'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { AssetsSection } from './assets-section.tsx'
import { PositionsSection } from './positions-section.tsx'
import { ProductsTab } from './products-tab.tsx'

const customerId = idOf(1)
const position = {
  securityId: idOf(2),
  securityCode: '600000',
  securityName: 'Pudong Bank',
  currency: 'CNY',
  quantity: '100',
  averageCost: '10.000000',
  totalCost: '1000.00',
  lastPrice: '12',
  lastPriceAt: '2026-03-03T07:00:00.000Z',
  marketValue: '1200.00',
  unrealised: '200.00',
  realised: '0.00',
  trades: 1,
}

const total = {
  currency: 'CNY',
  marketValue: '1200.00',
  realised: '0.00',
  unrealised: '200.00',
  bought: '1000.00',
  sold: '0.00',
  turnover: '0.9091',
  averagePositionValue: '1100.00',
  from: '2026-03-02',
  to: '2026-03-03',
}

test('positions that are being worked out anew say so at each figure, and are not shown as none', async () => {
  answering(figures.trust, () => trustIn())
  let pendingSince: string | null = '2026-03-02'
  let items = [position]
  const asked = answering(accounts.positions, () => ({
    items,
    totals: items.length > 0 ? [total] : [],
    asOf: null,
    together: null,
    unpriced: 0,
    pendingSince,
  }))
  const first = show(<PositionsSection customerId={customerId} />, { path: '/' })
  const saying = 'Being worked out anew from 2026-03-02'
  // Above the table, and hidden for the eye beside each of the six totals.
  expect(await screen.findAllByText(saying)).toHaveLength(7)
  pendingSince = null
  await waitFor(() => expect(asked.length).toBeGreaterThan(1), { timeout: 5_000 })
  await waitFor(() => expect(screen.queryByText(saying)).toBeNull())
  expect(screen.getByText('Pudong Bank', { exact: false })).toBeTruthy()
  first.unmount()
  ;[items, pendingSince] = [[], '2026-03-02']
  show(<PositionsSection customerId={idOf(3)} />, { path: '/' })
  expect(await screen.findByText(saying)).toBeTruthy()
  expect(screen.queryByText('No positions')).toBeNull()
})

test('assets by day are a table with what came in and what was earned, of the days in the address', async () => {
  answering(figures.trust, () => trustIn())
  const asked = answering(accounts.days, () => ({
    currency: 'CNY',
    currencies: ['CNY'],
    items: [
      {
        day: '2026-03-03',
        assets: '10195.00',
        positionValue: '1200.00',
        cash: '8995.00',
        productValue: '0.00',
        marginDebt: '0.00',
        netInflow: '-5.00',
        profit: '200.00',
        gap: '0.00',
      },
    ],
    asOf: '2026-03-03',
    pendingSince: null,
  }))
  show(<AssetsSection customerId={customerId} />, {
    path: '/',
    at: '/?assets.as=table&from=2026-03-01&to=2026-03-31&currency=CNY',
  })
  const table = within(await screen.findByRole('table', { name: 'Assets by day' }))
  for (const said of ['10,195.00', '1,200.00', '8,995.00']) expect(table.getByText(said), said).toBeTruthy()
  expect(table.queryByText('Unexplained')).toBeNull()
  expect(screen.getByText(/^Assets, CNY/).textContent).toContain('2026-03-03')
  expect(asked[0]?.query).toEqual({ from: '2026-03-01', to: '2026-03-31', currency: 'CNY' })
})

test('purchases and redemptions are filtered by amount, and the file takes the same filter', async () => {
  answering(figures.trust, () => trustIn())
  answering(accounts.productHoldings, () => ({ items: [], asOf: null }))
  const asked = answering(accounts.productMovements, () => ({
    items: [
      {
        id: idOf(5),
        movedOn: '2026-03-13',
        kind: 'redemption' as const,
        accountNumber: '8800',
        productCode: 'F001',
        productName: 'Steady one',
        amount: '12006',
        currency: 'CNY',
        note: null,
      },
    ],
    total: 1,
    next: null,
  }))
  show(<ProductsTab customerId={customerId} />, { path: '/', at: '/?amountFrom=5000' })
  expect(await screen.findByText(/F001 Steady one/)).toBeTruthy()
  expect(asked[0]?.query).toMatchObject({ amountFrom: '5000' })
  fireEvent.click(screen.getByRole('button', { name: 'Amount at least 5000' }))
  fireEvent.change(await screen.findByLabelText('At most'), { target: { value: 'many' } })
  fireEvent.submit(screen.getByLabelText('At most').closest('form')!)
  expect(await screen.findByText('Digits, such as 1200.50')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('At most'), { target: { value: '20000' } })
  fireEvent.submit(screen.getByLabelText('At most').closest('form')!)
  await waitFor(() => expect(asked.at(-1)?.query).toMatchObject({ amountFrom: '5000', amountTo: '20000' }))
  const file = screen.getByRole('link', { name: 'Export CSV' })
  expect(file.getAttribute('href')).toContain('amountTo=20000')
})
