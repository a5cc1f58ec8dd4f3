import { units } from '@rapport/contract/administration/organisation'
import { customers } from '@rapport/contract/customer/customers'
import {
  type PooledProspect,
  type ProspectInRow,
  prospectChannels,
  prospects,
} from '@rapport/contract/marketing/prospects'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { NewProspectPage } from './new-prospect-page.tsx'
import { ProspectsPage } from './prospects-page.tsx'

const channel = { id: idOf(3), code: 'phone', name: 'By telephone', nameZh: '电话' }
const row: ProspectInRow = {
  id: idOf(1),
  version: 1,
  customerId: idOf(2),
  name: '司马相如',
  kind: 'person',
  state: 'contacted',
  channel,
  interests: ['funds'],
  expectedAssets: '500000',
  owner: { id: idOf(8), name: '王经理' },
  unit: { id: idOf(9), name: '上海营业部' },
  nextStep: 'Send the forms',
  nextStepOn: '2026-12-03',
  followedOn: null,
  createdAt: '2026-11-20T02:00:00.000Z',
}
const waiting: PooledProspect = {
  id: idOf(11),
  unit: row.unit,
  channel,
  name: '诸**',
  kind: 'person',
  interests: [],
  expectedAssets: null,
  createdAt: row.createdAt,
}
const manager = aViewer({ permissions: ['prospect.read', 'prospect.edit', 'prospect.claim'], scope: 'own' })
const at = (address: string) => show(<ProspectsPage />, { path: '/prospects', at: address, viewer: manager })

test('running prospects are listed with what is next and on which day', async () => {
  answering(prospectChannels.list, () => ({ items: [] }))
  const asked = answering(prospects.list, () => ({ items: [row], total: 1, next: null }))
  at('/prospects')
  expect(await screen.findByText('2026-12-03')).toBeTruthy()
  expect(screen.getByText('Send the forms')).toBeTruthy()
  expect(asked.at(-1)?.query).toMatchObject({ open: 'true' })
})

test('one is claimed from the pool; whoever holds as many as they may claims none', async () => {
  let held = 2
  answering(prospects.pool, () => ({ items: [waiting], total: 1, next: null, held, cap: 3 }))
  const claimed = answering(prospects.claim, () => {
    held = 3
    return {
      ...row,
      customerNo: '1',
      lostReason: null,
      lostNote: null,
      claimedOn: null,
      protectedUntil: null,
      recallOn: null,
      closedAt: null,
    }
  })
  const { unmount } = at('/prospects?view=pool')
  expect(await screen.findByText('You hold 2 of 3.')).toBeTruthy()
  fireEvent.click(await screen.findByRole('button', { name: 'Claim 诸**' }))
  await waitFor(() => expect(claimed.at(-1)?.body).toEqual({ prospectId: waiting.id }))
  unmount()
  at('/prospects?view=pool')
  expect(await screen.findByText(/close or give back one/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Claim 诸**' }).hasAttribute('disabled')).toBe(true)
})

test('while a number is typed, who in sight has it already is shown', async () => {
  answering(prospectChannels.list, () => ({ items: [] }))
  const { id, name, kind, owner, unit, version } = row
  const known = {
    ...{ id, name, kind, owner, unit, version },
    customerNo: 'C-1',
    level: null,
    lifecycle: 'active' as const,
  }
  const risk = { riskLevel: null, riskBasis: 'unavailable' as const, assessmentValidTo: null, openedOn: null }
  const asked = answering(customers.lookUp, () => ({ items: [{ ...known, ...risk }] }))
  show(<NewProspectPage />, { path: '/prospects/new', at: '/prospects/new', viewer: manager })
  const number = await screen.findByRole('textbox', { name: /Value|Number/ })
  fireEvent.change(number, { target: { value: '138001380' } })
  fireEvent.change(number, { target: { value: '13800138000' } })
  const link = await screen.findByRole('link', { name: '司马相如' })
  expect(link.getAttribute('href')).toBe(`/customers/${row.id}`)
  expect(asked.map(({ body }) => body)).toEqual([{ number: '13800138000' }])
})

test('a channel with a web page leads to it, and says whose prospects those of it become', async () => {
  const web = {
    ...{
      id: idOf(4),
      version: 2,
      code: 'web',
      kind: 'web' as const,
      name: 'Web',
      nameZh: '网站',
      state: 'open' as const,
    },
    ...{
      contactName: null,
      contact: null,
      prospects: 3,
      converted: 1,
      assignment: 'load' as const,
      formUnit: row.unit,
    },
  }
  answering(units.list, () => ({ items: [] }))
  answering(prospectChannels.list, () => ({ items: [web] }))
  const edited = answering(prospectChannels.edit, () => ({ ...web, formUnit: null }))
  const viewer = aViewer({ permissions: ['prospect.read', 'prospect.configure'], scope: 'all' })
  show(<ProspectsPage />, { path: '/prospects', at: '/prospects?view=channels', viewer })
  expect((await screen.findByRole('link', { name: row.unit.name })).getAttribute('href')).toBe('/join/web')
  fireEvent.click(screen.getByRole('button', { name: 'Change Web' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Save' }))
  await waitFor(() => expect(edited).toHaveLength(1))
  expect(edited[0]!.body).toMatchObject({ formUnitId: row.unit.id, assignment: 'load' })
})
