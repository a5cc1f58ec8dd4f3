import { type CustomerFinding, customerFindings } from '@rapport/contract/customer/customer-findings'
import { fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { CustomerQualityPage } from './customer-quality-page.tsx'

const unit = { id: idOf(2), name: 'Branch 1' }
const party = (n: number, name: string) => ({
  id: idOf(n),
  customerNo: `10020030${n % 10}`,
  name,
  owner: { id: idOf(1), name: 'Li Na' },
  unit,
})
const pair = (over: Partial<CustomerFinding> = {}): CustomerFinding => ({
  id: idOf(700),
  version: 4,
  kind: 'duplicate',
  code: 'same-person',
  certain: true,
  signs: ['document', 'mobile'],
  customer: party(500, 'Wang Fang'),
  other: party(501, 'Wang Fan'),
  since: '2026-11-01',
  keeper: { id: idOf(1), name: 'Li Na' },
  keeperBy: 'account-manager',
  state: 'open',
  note: null,
  decidedBy: null,
  decidedAt: null,
  ...over,
})
const counts = [
  {
    unit,
    customers: 5,
    counts: [
      { code: 'same-person' as const, certain: true, count: 1 },
      { code: 'mobile-missing' as const, certain: true, count: 4 },
    ],
  },
]
beforeEach(() => {
  answering(customerFindings.counts, () => ({ items: counts }))
})
const open = (at: string, viewer = aViewer()) =>
  show(<CustomerQualityPage />, { path: '/customer-quality', at: `/customer-quality${at}`, viewer })

test('a number in the table of branches leads to just these findings', async () => {
  const asked = answering(customerFindings.list, () => ({ items: [pair()], total: 1, next: null }))
  open('')
  const table = await screen.findByRole('table', { name: 'By branch' })
  expect(within(table).queryByText('Wrong e-mail')).toBeNull()
  fireEvent.click(within(table).getByRole('link', { name: 'Branch 1: Certain duplicate 1' }))
  await screen.findByText('Wang Fang · Wang Fan')
  expect(asked.at(-1)!.query).toMatchObject({ unit: unit.id, code: 'same-person', certain: 'true' })
})

test('a pair tells by what the two are alike and who is in charge, and leads to the comparison', async () => {
  answering(customerFindings.list, () => ({ items: [pair()], total: 1, next: null }))
  open(`?view=list&row=${idOf(700)}`)
  const panel = await screen.findByRole('complementary', { name: 'Certain duplicate' })
  expect(within(panel).getByText('document, mobile')).toBeTruthy()
  expect(within(panel).getByText('Li Na · account manager')).toBeTruthy()
  expect(within(panel).getByRole('link', { name: 'Compare and merge' }).getAttribute('href')).toBe(
    `/customer-quality/merge?one=${idOf(500)}&other=${idOf(501)}`,
  )
})

test('two are said not to be the same person for a reason, from the version that was seen', async () => {
  answering(customerFindings.list, () => ({ items: [pair()], total: 1, next: null }))
  const said = answering(customerFindings.dismiss, () => pair({ state: 'dismissed', note: 'twins' }))
  open(`?view=list&row=${idOf(700)}`)
  fireEvent.click(await screen.findByRole('button', { name: 'Not the same person' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: 'twins' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Not the same person' }))
  await expect.poll(() => said.length).toBe(1)
  expect(said[0]).toMatchObject({ body: { note: 'twins' }, ifMatch: '"4"' })
})

test('who may not decide is offered nothing to decide', async () => {
  answering(customerFindings.list, () => ({ items: [pair()], total: 1, next: null }))
  open(`?view=list&row=${idOf(700)}`, aViewer({ permissions: ['customer.read', 'customer-quality.read'] }))
  const panel = await screen.findByRole('complementary', { name: 'Certain duplicate' })
  for (const name of ['Not the same person', 'Assign']) expect(within(panel).queryByRole('button', { name })).toBeNull()
  expect(within(panel).queryByRole('link', { name: 'Compare and merge' })).toBeNull()
})
