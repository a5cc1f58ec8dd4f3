import { units } from '@rapport/contract/administration/organisation'
import type { ChartName } from '@rapport/contract/analytics/chart-catalogue'
import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { figures } from '@rapport/contract/analytics/figures'
import { firmCharts } from '@rapport/contract/analytics/firm-charts'
import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { reports } from '@rapport/contract/analytics/reports'
import { permissions } from '@rapport/contract/permissions'
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { trustIn } from '#features/analytics/figures/testing.ts'
import { answerOf } from '#features/analytics/firm-charts/testing.ts'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { DashboardPage } from './dashboard-page.tsx'
import { DashboardsPage } from './dashboards-page.tsx'
import { aDashboard, chart, figure, inRow } from './testing.ts'

const branch = idOf(21)
const headOffice = aViewer({ scope: 'all', role: 'head-office' })
const open = (tiles: Tile[], { at = '', viewer = headOffice, over = {} } = {}) => {
  answering(dashboards.open, () => aDashboard(tiles, over))
  return show(<DashboardPage />, { path: '/dashboards/:id', at: `/dashboards/${idOf(90)}${at}`, viewer })
}
const tile = async (name: string) => within(await screen.findByRole('region', { name }))
const chartIn = ({ address }: { address: string }) => /charts\/([a-z-]+)/.exec(address)![1] as ChartName

beforeEach(() => {
  answering(units.list, () => ({ items: [] }))
  answering(reports.list, () => ({ items: [] }))
  answering(figures.trust, () => trustIn({}))
})

test('own dashboards, those of others and those of the firm are told apart, and the one begun with is marked', async () => {
  const theirs = aDashboard([figure], {
    id: idOf(91),
    name: 'Theirs',
    owner: { id: idOf(7), name: 'Wang' },
    mayEdit: false,
    roles: [{ id: idOf(8), name: 'Branch manager', nameZh: '营业部经理' }],
  })
  const built = aDashboard([], { id: idOf(92), code: 'control', owner: null, mayEdit: false })
  answering(dashboards.list, () => ({ items: [aDashboard([figure, chart], { home: true }), theirs, built].map(inRow) }))
  show(<DashboardsPage />, { path: '/dashboards', at: '/dashboards', viewer: headOffice })
  const own = within(await screen.findByRole('region', { name: 'My dashboards' }))
  expect(own.getByRole('link', { name: 'Monday' }).getAttribute('href')).toBe(`/dashboards/${idOf(90)}`)
  expect(own.getByText('My first page')).toBeTruthy()
  const shared = within(screen.getByRole('region', { name: 'Shared with my role' }))
  expect(shared.getByText('Branch manager')).toBeTruthy()
  expect(
    within(screen.getByRole('region', { name: 'First pages of the firm' })).getByText('First page: control'),
  ).toBeTruthy()
})

test('without a dashboard of one’s own the page says how to begin, and a new one is made and arranged', async () => {
  answering(dashboards.list, () => ({ items: [] }))
  const sent = answering(dashboards.create, () => aDashboard([]))
  const { router } = show(<DashboardsPage />, { path: '/dashboards', at: '/dashboards', viewer: headOffice })
  expect(await screen.findByText('No dashboard of your own yet')).toBeTruthy()
  fireEvent.click(screen.getAllByRole('button', { name: 'New dashboard' })[0]!)
  fireEvent.change(await screen.findByLabelText(/^Name/), { target: { value: 'Monday' } })
  fireEvent.click(screen.getByRole('button', { name: 'Make dashboard' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/dashboards/${idOf(90)}/edit`))
  expect(sent[0]!.body).toEqual({ name: 'Monday', tiles: [] })
})

test('a figure is told with its month, how it moved, and how much of its target is reached', async () => {
  const asked = answering(firmCharts.open, (one) => {
    const answer = answerOf(chartIn(one))
    const columns = answer.columns.map((column) => ({ ...column, target: '3000' }))
    return { ...answer, columns, tradingDays: 14 }
  })
  open([figure])
  const told = await tile('Net commission')
  expect(await told.findByText('1.50k')).toBeTruthy()
  expect(told.getByText('Nov 2026 · 14 trading days so far')).toBeTruthy()
  expect(told.getByText(/50\.00%/, { selector: '[data-change]' })).toBeTruthy()
  expect(told.getByText(/Target 3\.00k · 50\.00%/)).toBeTruthy()
  expect(asked[0]!.query).toEqual({ months: '2', compare: 'period,year' })
  expect(told.getByRole('link', { name: 'Open in full: Net commission' }).getAttribute('href')).toMatch(
    /^\/charts\?view=trading/,
  )
})

test('a figure of which nothing is loaded is not known, and never 0', async () => {
  answering(firmCharts.open, (one) => {
    const answer = answerOf(chartIn(one))
    return { ...answer, rows: answer.rows.map((row) => ({ ...row, values: row.values.map(() => null) })) }
  })
  open([figure])
  const told = await tile('Net commission')
  expect(await told.findByText('Not known yet: nothing of it is loaded.')).toBeTruthy()
  expect(told.queryByText('0')).toBeNull()
})

test('unit, months and comparison of the address are those of all tiles; otherwise each has its own', async () => {
  const asked = answering(firmCharts.open, (one) => answerOf(chartIn(one)))
  const { unmount } = open([chart, figure])
  await tile('Client assets')
  await waitFor(() => expect(asked).toHaveLength(2))
  expect(asked.find((one) => chartIn(one) === 'assets')!.query).toEqual({ compare: 'year' })
  unmount()
  open([chart, figure], { at: `?unit=${branch}&months=25&compare=period` })
  await waitFor(() => expect(asked).toHaveLength(4))
  const [one, other] = [
    asked.slice(2).find((each) => chartIn(each) === 'assets')!,
    asked.slice(2).find((each) => chartIn(each) !== 'assets')!,
  ]
  expect(one.query).toEqual({ unit: branch, months: '25', compare: 'period' })
  expect(other.query).toMatchObject({ unit: branch, months: '2' })
  const link = (await tile('Client assets')).getByRole('link', { name: 'Open in full: Client assets' })
  expect(link.getAttribute('href')).toBe(`/charts?view=assets&unit=${branch}&months=25&compare=period`)
})

test('a unit in a tile leads a step further down on the page of charts, not on the dashboard', async () => {
  const asked = answering(firmCharts.open, (one) => answerOf(chartIn(one)))
  open([{ kind: 'chart', chart: 'units', by: 'assets', width: 1 }])
  const [link] = await (await tile('Ranking of units')).findAllByRole('link', { name: 'Suzhou' })
  expect(link!.getAttribute('href')).toBe(`/charts?view=ranking&compare=period&by=assets&unit=${branch}`)
  expect(asked[0]!.query).toEqual({ compare: 'period', by: 'assets' })
})

test('what the viewer’s role does not read is said in its tile, and the others stand', async () => {
  answering(reports.open, () => {
    throw new Refuse(404, 'not-found')
  })
  const viewer = aViewer({ permissions: permissions.filter((one) => one !== 'chart.read') })
  open([chart, figure, { kind: 'report', report: idOf(50), as: 'table', width: 1 }], {
    viewer,
    over: { mayEdit: false },
  })
  expect(await (await tile('Client assets')).findByText('Your role does not read charts of the firm.')).toBeTruthy()
  expect((await tile('Net commission')).getByText('Your role does not read figures of the firm.')).toBeTruthy()
  expect(await screen.findByText('This report is not shared with you, or was removed.')).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Arrange' })).toBeNull()
})

test('a tile that fails says so by itself, and the others are drawn', async () => {
  answering(firmCharts.open, (one) => {
    if (chartIn(one) === 'assets') throw new Refuse(503, 'fault')
    return answerOf(chartIn(one))
  })
  open([chart, figure])
  expect(await (await tile('Client assets')).findByRole('alert')).toBeTruthy()
  expect(await (await tile('Net commission')).findByText('1.50k')).toBeTruthy()
})

test('a report is read as it is kept, over what the viewer sees; its figures open their rows on its own page', async () => {
  const definition: ReportDefinition = {
    ...{
      subject: 'trades',
      period: { is: 'this-year' },
      currency: 'CNY',
      customers: null,
      where: [],
      columns: ['customer'],
    },
    ...{
      groups: [{ field: 'unit', by: 'month' }],
      pivot: null,
      measures: [{ of: 'customers' }],
      sort: null,
      limit: 200,
    },
  }
  const kept = {
    id: idOf(50),
    version: 1,
    name: 'By unit',
    description: null,
    subject: 'trades',
    shared: 'firm' as const,
  }
  const who = { owner: { id: idOf(7), name: 'Wang' }, unit: { id: branch, name: 'Suzhou' }, mayEdit: false }
  answering(reports.open, () => ({ ...kept, ...who, updatedAt: '2026-11-20T01:00:00Z', definition, names: {} }))
  const asked = answering(reports.run, () => ({
    ...{
      today: '2026-11-20',
      from: '2026-01-01',
      to: '2026-11-20',
      total: 1,
      totals: ['7'],
      pivots: [],
      morePivots: false,
    },
    rows: [{ keys: [branch], cells: ['Suzhou'], values: ['7'], pivoted: [], customerId: null }],
  }))
  open([{ kind: 'report', report: idOf(50), as: 'table', width: 2 }])
  const told = await tile('By unit')
  const [link] = await told.findAllByRole('link', { name: '7' })
  expect(link!.getAttribute('href')).toMatch(new RegExp(`^/reports/${idOf(50)}\\?behind=`))
  expect(told.getByText('Suzhou')).toBeTruthy()
  expect(asked.map(({ body }) => body)).toEqual([definition])
})

test('a tile is asked for when it comes into view', async () => {
  const seers: ((entries: { isIntersecting: boolean; target: Element }[]) => void)[] = []
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(see: (typeof seers)[number]) {
        seers.push(see)
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  const asked = answering(firmCharts.open, (one) => answerOf(chartIn(one)))
  open([figure])
  await screen.findByRole('list', { name: 'Monday' })
  expect(asked).toHaveLength(0)
  act(() => {
    for (const see of seers) see([{ isIntersecting: true, target: document.body }])
  })
  expect(await (await tile('Net commission')).findByText('1.50k')).toBeTruthy()
  expect(asked).toHaveLength(1)
})

test('a dashboard is shared with roles from the version last seen, and made what one begins with', async () => {
  const role = { id: idOf(8), name: 'Branch manager', nameZh: '营业部经理' }
  answering(dashboards.roles, () => ({ items: [role] }))
  const sent = answering(dashboards.edit, () => aDashboard([], { roles: [role], version: 4 }))
  const home = answering(dashboards.setHome, () => ({
    level: 'decision' as const,
    dashboard: aDashboard([], { home: true }),
  }))
  open([])
  expect(await screen.findByText('Nothing on it yet')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'More for this dashboard' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Share with roles…', hidden: true }))
  fireEvent.click(await screen.findByRole('checkbox', { name: 'Branch manager' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect([sent[0]!.ifMatch, sent[0]!.body]).toEqual(['"3"', { roles: [role.id] }])
  fireEvent.click(screen.getByRole('button', { name: 'More for this dashboard' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Make it my first page', hidden: true }))
  await waitFor(() => expect(home.map(({ body }) => body)).toEqual([{ dashboardId: idOf(90) }]))
})
