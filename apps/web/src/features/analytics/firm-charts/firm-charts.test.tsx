import { units } from '@rapport/contract/administration/organisation'
import { type ChartName, chartNames } from '@rapport/contract/analytics/chart-catalogue'
import { type ChartAnswer, firmCharts } from '@rapport/contract/analytics/firm-charts'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { ChartsPage } from '#features/analytics/charts/charts-page.tsx'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { drawings } from './drawings.ts'
import { csvOf } from './save-file.ts'
import { answerOf } from './testing.ts'

const branch = idOf(21)
const headOffice = aViewer({ scope: 'all', role: 'head-office' })
const open = (at: string) => show(<ChartsPage />, { path: '/charts', at, viewer: headOffice })
const chart = async (name: string) => within(await screen.findByRole('region', { name }))
const chartIn = ({ address }: { address: string }) => /charts\/([a-z-]+)/.exec(address)![1] as ChartName
const answers = (over: Partial<ChartAnswer> = {}) =>
  answering(firmCharts.open, (asked) => ({ ...answerOf(chartIn(asked)), ...over }))

beforeEach(() => {
  answering(units.list, () => ({ items: [] }))
})

test('every chart of the catalogue is drawn, with its figures in full beside it', async () => {
  const asked = answers()
  for (const view of ['assets', 'trading', 'customers', 'marketing', 'service', 'ranking', 'data']) {
    const { unmount } = open(`/charts?view=${view}`)
    await waitFor(() => expect(screen.queryAllByRole('status', { name: 'Loading' })).toEqual([]))
    for (const table of screen.getAllByRole('table'))
      expect(within(table).getAllByRole('row').length).toBeGreaterThan(1)
    unmount()
  }
  expect([...new Set(asked.map(chartIn))].sort()).toEqual([...chartNames].sort())
  expect(Object.keys(drawings).sort()).toEqual([...chartNames].sort())
})

test('a figure leads to the list that the answer names, and a unit a step further down under the same choices', async () => {
  answers()
  open('/charts?view=ranking&by=assets')
  const ranking = await chart('Ranking of units')
  const [link] = await ranking.findAllByRole('link', { name: 'Suzhou' })
  expect(link!.getAttribute('href')).toBe(`/charts?view=ranking&by=assets&unit=${branch}`)
  const figure = ranking.getByRole('table').querySelector('td a[href^="/customers"]')
  expect(figure?.getAttribute('href')).toBe(`/customers?unit=${branch}`)
})

test('a funnel tells each stage with its part of the one before, and a campaign leads to its page; what is not known has no bar', async () => {
  answering(firmCharts.open, (asked) => {
    const answer = answerOf(chartIn(asked))
    const rows = answer.rows.map((row) => ({
      ...row,
      ...(row.key === 'converted' && { values: [null, null, null] }),
      compared: [],
    }))
    return { ...answer, rows: chartIn(asked) === 'campaign-funnel' ? rows : answer.rows }
  })
  open('/charts?view=marketing')
  const funnel = await chart('Campaign funnel')
  expect(await funnel.findByText('Delivered · 3 · 25.00%', { selector: 'text' })).toBeTruthy()
  expect(funnel.getByText('Converted · – · –', { selector: 'text' })).toBeTruthy()
  expect(funnel.getByRole('group').querySelectorAll('rect')).toHaveLength(4)
  const uplift = await chart('Campaigns: uplift and return')
  const [link] = await uplift.findAllByRole('link', { name: /Year end/ })
  expect(link!.getAttribute('href')).toBe(`/campaigns/${idOf(41)}`)
})

test('warnings of leaving lead to whoever is at risk now', async () => {
  answers()
  open('/charts?view=customers')
  const warnings = await chart('Customers at risk of leaving')
  expect(warnings.getByRole('link', { name: 'Customers at risk' }).getAttribute('href')).toBe('/customers-at-risk')
})

test('what is chosen is asked for: unit, months, comparison, indicator', async () => {
  const asked = answers()
  open(`/charts?view=ranking&months=25&compare=year&by=profit&unit=${branch}`)
  await chart('Ranking of units')
  await waitFor(() => expect(asked.length).toBe(2))
  const query = { months: '25', unit: branch, compare: 'period,year' }
  expect(asked.find((one) => chartIn(one) === 'units')!.query).toEqual({ ...query, by: 'profit' })
  expect(asked.find((one) => chartIn(one) === 'staff')!.query).toEqual(query)
})

test('what nobody loaded is said to be not loaded, and is never drawn as nothing', async () => {
  answers({ missing: ['market'] })
  open('/charts?view=trading')
  const share = await chart('Market share')
  expect(await share.findByText(/Figures of the market are not loaded/)).toBeTruthy()
  expect(share.queryByRole('list')).toBeNull()
})

test('where nothing is valued, what trades tell is still shown and the rest is said to be missing', async () => {
  answers({ missing: ['valuation'], rows: [] })
  open('/charts?view=ranking')
  const staff = await chart('Ranking of staff')
  expect(await staff.findByText(/Nothing is valued in these months/)).toBeTruthy()
  expect(staff.queryByText('Nothing to show yet')).toBeNull()
})

test('a month that goes on is said to be compared with as many trading days, and each change is beside its figure', async () => {
  answers({ tradingDays: 14 })
  open('/charts?view=trading&compare=year')
  const income = await chart('Commission income')
  expect(await income.findByText(/compared with 14 trading days/)).toBeTruthy()
  const table = income.getByRole('table')
  expect(within(table).getAllByText('Change, year').length).toBe(2)
  expect(within(table).getAllByTitle('Year before: 1,000.00').length).toBeGreaterThan(0)
  expect(within(table).getAllByText(/50\.00%/).length).toBeGreaterThan(0)
})

test('head office chooses tiles instead of bars, and the address keeps it', async () => {
  answers()
  const { router } = open('/charts?view=ranking')
  const ranking = await chart('Ranking of units')
  await ranking.findByRole('list', { name: 'Ranking of units' })
  fireEvent.click(ranking.getByRole('radio', { name: 'Tiles' }))
  await ranking.findByRole('group', { name: 'Ranking of units' })
  expect(router.state.location.search).toBe('?view=ranking&units.draw=tiles')
})

test('a saved file holds the figures to the last digit, undefined ones empty, and no name becomes a formula', () => {
  const sheet = { head: ['Unit', 'Assets, CNY'], rows: [{ name: '=1+1', figures: ['123456789012345.67', null] }] }
  expect(csvOf(sheet)).toBe('\uFEFFUnit,"Assets, CNY"\r\n\'=1+1,123456789012345.67,\r\n')
})
