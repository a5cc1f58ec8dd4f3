import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { reports } from '@rapport/contract/analytics/reports'
import { createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { EditDashboardPage } from './edit-dashboard-page.tsx'
import { aDashboard, chart, figure } from './testing.ts'

const headOffice = aViewer({ scope: 'all', role: 'head-office' })
const work: Tile = { kind: 'work', part: 'visits', width: 1 }
const open = (tiles: Tile[] = [figure, chart, work]) => {
  answering(dashboards.open, () => aDashboard(tiles))
  return show(<EditDashboardPage />, {
    path: '/dashboards/:id/edit',
    at: `/dashboards/${idOf(90)}/edit`,
    viewer: headOffice,
  })
}
const saving = () => answering(dashboards.edit, ({ body }) => aDashboard([], { ...(body as object), version: 4 }))
const order = () =>
  within(screen.getByRole('list', { name: 'Tiles' }))
    .getAllByRole('listitem')
    .map((one) => one.getAttribute('aria-label'))
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

beforeEach(() => {
  answering(reports.list, () => ({ items: [] }))
})

test('tiles are moved by buttons that keep the focus and say where they are now, made wider, removed, and saved', async () => {
  const sent = saving()
  const { router } = open()
  const later = await screen.findByRole('button', { name: 'Move back: Net commission' })
  later.focus()
  fireEvent.click(later)
  expect(order()).toEqual(['Client assets', 'Net commission', 'Visits due'])
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move back: Net commission' }))
  expect(screen.getByText('Net commission is 2 of 3 now.')).toBeTruthy()
  press('Move back: Net commission')
  press('Move back: Net commission')
  expect(order()).toEqual(['Client assets', 'Visits due', 'Net commission'])
  const width = within(screen.getByRole('radiogroup', { name: 'Width: Net commission' }))
  fireEvent.click(width.getByRole('radio', { name: '3 columns' }))
  const as = within(screen.getByRole('radiogroup', { name: 'Shown as: Client assets' }))
  fireEvent.click(as.getByRole('radio', { name: 'Table' }))
  press('Remove: Visits due')
  press('Save')
  await waitFor(() => expect(sent).toHaveLength(1))
  expect([sent[0]!.ifMatch, sent[0]!.body]).toEqual([
    '"3"',
    {
      tiles: [
        { ...chart, as: 'table' },
        { ...figure, width: 3 },
      ],
    },
  ])
  await waitFor(() => expect(router.state.location.pathname).toBe(`/dashboards/${idOf(90)}`))
})

test('a tile is dragged to the place of another', async () => {
  open()
  const from = await screen.findByRole('listitem', { name: 'Visits due' })
  const to = screen.getByRole('listitem', { name: 'Net commission' })
  const dataTransfer = { effectAllowed: '', setData: () => undefined }
  fireEvent.dragStart(from, { dataTransfer })
  const over = createEvent.dragOver(to)
  fireEvent(to, over)
  expect(over.defaultPrevented).toBe(true)
  fireEvent.drop(to)
  expect(order()).toEqual(['Visits due', 'Net commission', 'Client assets'])
})

test('tiles are found by some words under what is asked, added, and saved with a new name by Ctrl Enter', async () => {
  const sent = saving()
  open([])
  expect(await screen.findByText('Nothing on it yet')).toBeTruthy()
  fireEvent.change(screen.getByLabelText(/^Name/), { target: { value: ' Tuesday ' } })
  press('Add tiles')
  fireEvent.change(await screen.findByLabelText('Chart, indicator, report or list'), {
    target: { value: 'ranking of units' },
  })
  const found = within(await screen.findByRole('region', { name: 'Ranking' }))
  expect(screen.queryByRole('region', { name: 'Assets' })).toBeNull()
  fireEvent.click(found.getByRole('button', { name: 'Ranking of units' }))
  expect(screen.getByText('“Ranking of units” was added.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  fireEvent.keyDown(screen.getByLabelText(/^Name/), { key: 'Enter', ctrlKey: true })
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({ name: 'Tuesday', tiles: [{ kind: 'chart', chart: 'units', width: 2 }] })
})

test('what somebody else saved in between is shown beside one’s own, and nothing is lost', async () => {
  let stored = aDashboard([figure, chart])
  answering(dashboards.open, () => stored)
  const sent = answering(dashboards.edit, ({ body, ifMatch }) => {
    if (ifMatch !== '"5"') throw new Refuse(412, 'version.stale')
    return aDashboard([], { ...(body as object), version: 6 })
  })
  const { router } = show(<EditDashboardPage />, {
    path: '/dashboards/:id/edit',
    at: `/dashboards/${idOf(90)}/edit`,
    viewer: headOffice,
  })
  await screen.findByRole('list', { name: 'Tiles' })
  press('Remove: Client assets')
  stored = aDashboard([figure, chart], { name: 'Renamed', version: 5 })
  press('Save')
  const conflict = within(await screen.findByRole('dialog'))
  expect(conflict.getByText('Renamed')).toBeTruthy()
  expect(conflict.getByText('Net commission, Client assets')).toBeTruthy()
  fireEvent.click(conflict.getByRole('button', { name: /Save/ }))
  await waitFor(() => expect(sent).toHaveLength(2))
  // The name is theirs, as I changed none; the tiles are mine.
  expect(sent[1]!.body).toEqual({ tiles: [figure] })
  await waitFor(() => expect(router.state.location.pathname).toBe(`/dashboards/${idOf(90)}`))
})

test('leaving with an arrangement that is not saved asks first', async () => {
  const { router } = open()
  await screen.findByRole('list', { name: 'Tiles' })
  press('Remove: Visits due')
  press('Cancel')
  expect(await screen.findByRole('dialog')).toBeTruthy()
  expect(router.state.location.pathname).toMatch(/edit$/)
})
