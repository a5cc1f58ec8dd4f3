import { users } from '@rapport/contract/administration/organisation'
import { dashboards } from '@rapport/contract/analytics/dashboards'
import { indicatorCatalogue, indicatorCodes } from '@rapport/contract/analytics/indicator-catalogue'
import { type Indicator, indicators } from '@rapport/contract/analytics/indicators'
import { permissions } from '@rapport/contract/permissions'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { aDashboard, figure, inRow } from '#features/analytics/dashboards/testing.ts'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { IndicatorPage } from './indicator-page.tsx'
import { IndicatorsPage } from './indicators-page.tsx'

const of = (code: Indicator['code'], over: Partial<Indicator> = {}): Indicator => ({
  code,
  unit: indicatorCatalogue[code].unit,
  formula: indicatorCatalogue[code].formula,
  figure: indicatorCatalogue[code].figure,
  owner: null,
  target: null,
  freshBy: null,
  note: null,
  name: null,
  nameZh: null,
  about: null,
  aboutZh: null,
  trust: null,
  charts: [],
  version: 0,
  updatedAt: null,
  ...over,
})

test('an indicator that a chart tells is pinned from its row, and one that none tells is not', async () => {
  answering(indicators.list, () => ({ items: [of('market-share'), of('xirr')] }))
  answering(dashboards.list, () => ({ items: [inRow(aDashboard([figure]))] }))
  const sent = answering(dashboards.pin, () => aDashboard([figure]))
  show(<IndicatorsPage />, {
    path: '/indicators',
    at: '/indicators',
    viewer: aViewer({ permissions: [...permissions] }),
  })
  fireEvent.click(await screen.findByRole('button', { name: 'Pin to dashboard: Market share' }))
  expect(screen.getAllByRole('button', { name: /^Pin to dashboard: / })).toHaveLength(1)
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Monday', hidden: true }))
  await waitFor(() =>
    expect(sent.map(({ body }) => body)).toEqual([{ kind: 'indicator', indicator: 'market-share', width: 1 }]),
  )
})

test('the catalogue lists every indicator, and is narrowed by a word or a unit that the address keeps', async () => {
  answering(indicators.list, () => ({ items: indicatorCodes.map((code) => of(code)) }))
  const { router } = show(<IndicatorsPage />, { path: '/indicators', at: '/indicators' })
  const table = within(await screen.findByRole('table', { name: 'Indicators' }))
  expect(table.getAllByRole('row')).toHaveLength(1 + indicatorCodes.length)
  fireEvent.change(screen.getByRole('textbox', { name: 'Find an indicator' }), { target: { value: 'market share' } })
  await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(2))
  expect(router.state.location.search).toBe('?q=market+share')
  expect(table.getByRole('link', { name: 'Market share' }).getAttribute('href')).toBe('/indicators/market-share')
})

test('an indicator is told as the firm says it, with what it is made from and where it is shown', async () => {
  const trust = { state: 'broken' as const, asOf: '2026-11-17', brokenSince: '2026-11-18' }
  const one = of('market-share', { name: 'Share of wallet', target: '0.0125', charts: ['market-share'], trust })
  answering(indicators.open, () => one)
  const at = { path: '/indicators/:code', at: '/indicators/market-share', viewer: aViewer({ permissions: [] }) }
  show(<IndicatorPage />, at)
  expect(await screen.findByRole('heading', { name: 'Share of wallet' })).toBeTruthy()
  for (const said of ['1.25%', /Broken since 2026-11-18/, one.formula]) expect(screen.getByText(said)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Market share' }).getAttribute('href')).toBe('/charts?view=trading')
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
})

test('head office says who looks after it from the version it saw; an empty field says nothing', async () => {
  answering(users.colleagues, () => ({ items: [], total: 0, next: null }))
  const one = of('market-share', { owner: { id: idOf(7), name: 'Wang' }, freshBy: '09:30', version: 4 })
  answering(indicators.open, () => one)
  const sent = answering(indicators.edit, () => ({ ...one, version: 5 }))
  show(<IndicatorPage />, { path: '/indicators/:code', at: '/indicators/market-share' })
  fireEvent.click(await screen.findByRole('button', { name: 'Edit' }))
  fireEvent.change(screen.getByLabelText(/^Target/), { target: { value: '0.0125' } })
  fireEvent.submit(screen.getByLabelText(/^Target/).closest('form')!)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect([sent[0]!.ifMatch, sent[0]!.body]).toEqual([
    '"4"',
    {
      ...{ ownerId: idOf(7), target: '0.0125', freshBy: '09:30', note: null },
      ...{ name: null, nameZh: null, about: null, aboutZh: null },
    },
  ])
})
