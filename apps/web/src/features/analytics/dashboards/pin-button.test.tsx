import { dashboards, MOST_TILES } from '@rapport/contract/analytics/dashboards'
import { permissions } from '@rapport/contract/permissions'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { chartTile } from './chart-tile-of.ts'
import { PinButton } from './pin-button.tsx'
import { aDashboard, chart, figure, inRow } from './testing.ts'

const full = aDashboard(Array(MOST_TILES).fill(figure), { id: idOf(91), name: 'Full' })
const theirs = aDashboard([], { id: idOf(92), name: 'Theirs', mayEdit: false })
const open = () => {
  answering(dashboards.list, () => ({ items: [aDashboard([figure]), full, theirs].map(inRow) }))
  const shown = show(<PinButton tile={chart} title="Client assets" />)
  fireEvent.click(screen.getByRole('button', { name: 'Pin to dashboard: Client assets' }))
  return shown
}

test('a chart is pinned to a dashboard of one’s own that has room, and one is led there', async () => {
  const sent = answering(dashboards.pin, () => aDashboard([figure, chart]))
  const { router } = open()
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Monday', hidden: true }))
  await waitFor(() => expect(sent.map(({ body }) => body)).toEqual([chart]))
  expect(await screen.findByText('Pinned to “Monday”.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Open dashboard' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(`/dashboards/${idOf(90)}`))
})

test('full ones cannot be chosen, and those of others are not offered', async () => {
  open()
  expect((await screen.findByRole('menuitem', { name: 'Full', hidden: true })).hasAttribute('disabled')).toBe(true)
  expect(screen.queryByRole('menuitem', { name: 'Theirs', hidden: true })).toBeNull()
})

test('it begins a new dashboard, and says in words why it could not', async () => {
  let refused = true
  const sent = answering(dashboards.create, () => {
    if (refused) throw new Refuse(422, 'dashboard.full')
    return aDashboard([chart])
  })
  open()
  fireEvent.click(await screen.findByRole('menuitem', { name: 'New dashboard…', hidden: true }))
  fireEvent.change(await screen.findByLabelText(/^Name/), { target: { value: 'Tuesday' } })
  fireEvent.click(screen.getByRole('button', { name: 'Make dashboard' }))
  expect(await screen.findByText('The dashboard is full.')).toBeTruthy()
  refused = false
  fireEvent.click(screen.getByRole('button', { name: 'Make dashboard' }))
  await waitFor(() => expect(sent.at(-1)!.body).toEqual({ name: 'Tuesday', tiles: [chart] }))
  expect(await screen.findByText('Pinned to “Tuesday”.')).toBeTruthy()
})

test('who makes no dashboards is offered none', () => {
  const viewer = aViewer({ permissions: permissions.filter((one) => one !== 'dashboard.build') })
  show(<PinButton tile={chart} title="Client assets" />, { viewer })
  expect(screen.queryByRole('button', { name: /Pin/ })).toBeNull()
})

test('what is pinned is the chart as it stands on its page', () => {
  const choices = { unit: idOf(21), months: 25, compare: 'period,year', by: 'assets', currency: 'HKD' }
  expect(chartTile('units', choices, 'tiles')).toEqual({
    kind: 'chart',
    chart: 'units',
    unit: idOf(21),
    months: 25,
    compare: ['period', 'year'],
    by: 'assets',
    currency: 'HKD',
    drawn: 'tiles',
    width: 2,
  })
  // Thirteen months are what everybody sees, and nonsense of the address is not kept.
  expect(JSON.parse(JSON.stringify(chartTile('assets', { months: 13, compare: 'nonsense', by: 'nobody' })))).toEqual({
    kind: 'chart',
    chart: 'assets',
    width: 2,
  })
})
