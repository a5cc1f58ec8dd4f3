import { type ContributionRow, type Contributions, contributions } from '@rapport/contract/analytics/contributions'
import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ContributionsPage } from './contributions-page.tsx'

const aRow = (over: Partial<ContributionRow> = {}): ContributionRow => ({
  key: idOf(3),
  label: 'Branch One',
  customers: 2,
  netCommission: '11.36',
  interest: '100.01',
  marginInterest: '0',
  productFees: '0',
  advisoryFees: '0',
  otherIncome: '0',
  income: '111.37',
  cost: '85',
  contribution: '26.37',
  minutes: 30,
  perMinute: '0.879',
  ...over,
})
function open(over: Partial<Contributions> = {}, query = '') {
  const reply: Contributions = {
    from: '2025-12',
    to: '2026-11',
    incomeThrough: '2026-10',
    converted: true,
    total: aRow({ key: null, label: null }),
    rows: [aRow()],
    more: false,
    ...over,
  }
  const asked = answering(contributions.list, () => reply)
  answering(contributions.rates, () => ({ items: [] }))
  const viewer = aViewer({ permissions: ['account.read'] })
  return { asked, ...show(<ContributionsPage />, { path: '/contributions', at: `/contributions${query}`, viewer }) }
}

test('each group tells income, cost and what is left, and leads to its customers', async () => {
  open()
  const table = within(await screen.findByRole('table', { name: 'Unit' }))
  const [, total, row] = table.getAllByRole('row')
  const cells = (of: HTMLElement) =>
    within(of)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent)
  expect(cells(row!)).toEqual(['Branch One', '2', '11.36', '111.37', '85.00', '▲+26.37', '30', '▲+0.88'])
  expect(cells(total!)[0]).toBe('All')
  const link = table.getByRole('link', { name: 'Branch One' })
  expect(link.getAttribute('href')).toContain(`by=customer&unit=${idOf(3)}`)
  expect(screen.getByText(/Income beside commission is told up to Oct 2026/)).toBeTruthy()
})

test('what is asked is in the address; what is undefined is a dash, and what is not loaded is said', async () => {
  const { asked } = open(
    { incomeThrough: null, converted: false, rows: [aRow({ key: 'gold', label: null, minutes: 0, perMinute: null })] },
    '?by=tier&level=premium',
  )
  const table = within(await screen.findByRole('table', { name: 'Tier' }))
  expect(table.getByRole('link', { name: 'Gold' })).toBeTruthy()
  expect(within(table.getAllByRole('row')[2]!).getAllByRole('cell').at(-1)!.textContent).toBe('–')
  expect(asked[0]!.query).toMatchObject({ by: 'tier', level: 'premium' })
  expect(screen.getByText(/No income beside commission is loaded/)).toBeTruthy()
  expect(screen.getByText(/without a rate are left out/)).toBeTruthy()
})
