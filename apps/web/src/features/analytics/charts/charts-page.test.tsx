import { units } from '@rapport/contract/administration/organisation'
import type { Unit } from '@rapport/contract/administration/organisation-choices'
import { charts } from '@rapport/contract/analytics/charts'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ChartsPage } from './charts-page.tsx'

const region = idOf(20)
const branch = idOf(21)
const known = { asOf: '2026-11-19', readAt: '2026-11-20T01:00:00Z', unitId: null }
const unit = (id: string, kind: Unit['kind'], name: string, parentId: string | null): Unit => ({
  id,
  version: 1,
  parentId,
  kind,
  code: name,
  name,
  validFrom: '2020-01-01',
  validTo: null,
})

beforeEach(() => {
  answering(units.list, () => ({
    items: [
      unit(idOf(19), 'head-office', 'Head office', null),
      unit(region, 'region', 'East', idOf(19)),
      unit(branch, 'branch', 'Suzhou', region),
    ],
  }))
  answering(charts.customersByLevel, () => ({
    ...known,
    items: [
      { level: 'mass' as const, riskLevel: 'C4' as const, customers: 30 },
      { level: 'mass' as const, riskLevel: null, customers: 10 },
      { level: null, riskLevel: 'C1' as const, customers: 5 },
    ],
  }))
  answering(charts.newCustomersByMonth, () => ({ ...known, items: [{ month: '2026-02', customers: 12 }] }))
  answering(charts.visitsByBranchAndWeek, () => ({
    ...known,
    items: [
      { unitId: branch, unitName: 'Suzhou', week: '2026-11-09', outcome: 'reached' as const, visits: 7 },
      { unitId: branch, unitName: 'Suzhou', week: '2026-11-09', outcome: 'planned' as const, visits: 2 },
    ],
  }))
  answering(charts.tradedValueByMonth, ({ query }) => ({
    ...known,
    currency: query.currency ?? 'CNY',
    currencies: ['CNY', 'USD'],
    items: [{ month: '2026-10', tradedValue: '123456789.10', activeCustomers: 321, trades: 4000 }],
  }))
  answering(charts.branchRanking, () => ({
    ...known,
    currency: 'CNY',
    currencies: ['CNY'],
    month: '2026-10',
    items: [
      {
        unitId: branch,
        unitName: 'Suzhou',
        rank: 1,
        rankBefore: 3,
        tradedValue: '1000.00',
        tradedValueBefore: '500.00',
        activeCustomers: 50,
        customers: 400,
      },
    ],
  }))
})

const headOffice = aViewer({ scope: 'all', role: 'head-office' })
const open = (at = '/charts') => show(<ChartsPage />, { path: '/charts', at, viewer: headOffice })
const chart = async (name: string) => within(await screen.findByRole('region', { name }))
const hrefs = (links: HTMLElement[]) => links.map((link) => link.getAttribute('href'))

test('a part of a bar leads to the customers of exactly that level and risk level', async () => {
  open()
  const levels = await chart('Customers by level and risk level')
  await levels.findAllByText('Mass')
  const mass = levels.getAllByRole('link', { name: /^Mass, C4/ })
  expect(hrefs(mass)).toEqual(['/customers?level=mass&riskLevel=C4'])
  expect(hrefs(levels.getAllByRole('link', { name: /^Mass, No risk/ }))).toEqual([
    '/customers?level=mass&riskLevel=none',
  ])
  // In the table: the sum of a row, of a column, of all.
  const table = levels.getByRole('table')
  expect(hrefs(within(table).getAllByRole('link', { name: '40' }))).toEqual(['/customers?level=mass'])
  expect(hrefs(within(table).getAllByRole('link', { name: '45' }))).toEqual(['/customers'])
})

test('the branch that is chosen goes along to the rows behind a bar', async () => {
  open(`/charts?unit=${branch}`)
  const months = await chart('New customers by month')
  const row = await months.findByRole('link', { name: '12' })
  expect(row.getAttribute('href')).toBe(`/customers?openedFrom=2026-02-01&openedTo=2026-02-28&unit=${branch}`)
})

test('visits of a week lead to that branch from Monday to Sunday', async () => {
  open()
  const visits = await chart('Care visits by branch, week and outcome')
  const cell = await visits.findByRole('link', { name: 'Suzhou, week of 2026-11-09: 9 visits' })
  expect(cell.getAttribute('href')).toBe(`/care-visits?from=2026-11-09&to=2026-11-15&unit=${branch}`)
})

test('active customers of a month lead to those who traded in it', async () => {
  open()
  const traded = await chart('Traded value and active customers by month')
  expect(hrefs([await traded.findByRole('link', { name: '321' })])).toEqual([
    '/customers?tradedIn=2026-10&tradedCurrency=CNY',
  ])
  const ranking = await chart('Branch ranking by traded value')
  expect(hrefs([await ranking.findByRole('link', { name: 'Suzhou' })])).toEqual([
    `/customers?tradedIn=2026-10&unit=${branch}`,
  ])
  expect(ranking.getByRole('img', { name: 'up 2 from rank 3' })).toBeTruthy()
})

test('what is shown is in the address: period, branch, chart or table', async () => {
  const asked = answering(charts.newCustomersByMonth, () => ({ ...known, items: [] }))
  const { router } = open('/charts?months=25')
  const months = await chart('New customers by month')
  await months.findByText('Nothing to show yet')
  expect(asked.map(({ query }) => query)).toEqual([{ months: '25' }])
  fireEvent.click(months.getByRole('radio', { name: 'Table' }))
  await waitFor(() => expect(router.state.location.search).toBe('?months=25&new.as=table'))
})

test('whoever may not read charts is told so', async () => {
  show(<ChartsPage />, { path: '/charts', at: '/charts', viewer: aViewer({ permissions: ['customer.read'] }) })
  expect((await screen.findByRole('alert')).textContent).toContain('You may not open this page')
})
