import { units, users } from '@rapport/contract/administration/organisation'
import { type CustomerInRow, customers } from '@rapport/contract/customer/customers'
import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { CareVisitsPage } from './care-visits-page.tsx'

const visit = (n: number, plannedOn: string, over: Partial<CareVisit> = {}): CareVisit => ({
  id: idOf(n),
  version: 1,
  customer: { id: idOf(100 + n), name: `Customer ${n}`, customerNo: `C${n}` },
  unit: { id: idOf(2), name: 'Branch 1' },
  staff: { id: idOf(1), name: 'Li Na' },
  kind: 'care',
  channel: 'phone',
  plannedOn,
  plannedTime: null,
  purpose: null,
  state: 'planned',
  outcome: null,
  content: null,
  minutes: null,
  security: null,
  recordedAt: null,
  recordedBy: null,
  ...over,
})

const found = (typed: string | undefined): CustomerInRow => ({
  id: idOf(107),
  version: 1,
  customerNo: 'C107',
  name: `Found by ${typed}`,
  kind: 'person',
  level: null,
  lifecycle: 'active',
  riskLevel: null,
  riskBasis: 'unavailable',
  assessmentValidTo: null,
  openedOn: null,
  owner: null,
  unit: { id: idOf(2), name: 'Branch 1' },
})

function open(at: string, visits: CareVisit[]) {
  answering(units.list, () => ({ items: [] }))
  answering(users.colleagues, () => ({ items: [] }))
  const asked = answering(careVisits.list, ({ query }) => {
    const items = visits.filter(
      ({ plannedOn, state }) =>
        (!query.from || plannedOn >= query.from) &&
        (!query.to || plannedOn <= query.to) &&
        (!query.state || query.state.split(',').includes(state)),
    )
    return { items, total: items.length, next: null }
  })
  return { asked, ...show(<CareVisitsPage />, { path: '/care-visits', at }) }
}

test('the week has each visit on its day, and overdue ones on top', async () => {
  open('/care-visits', [visit(1, '2026-11-20'), visit(2, '2026-11-18'), visit(3, '2026-10-02')])
  const overdue = await screen.findByRole('region', { name: 'Overdue' })
  await within(overdue).findByText('Customer 3')
  expect(within(overdue).getByText('Customer 2')).toBeTruthy()
  const friday = screen.getByRole('region', { name: /Friday.*20 November/ })
  expect(within(friday).getByText('Customer 1')).toBeTruthy()
  expect(within(friday).getByText('1 visit')).toBeTruthy()
})

test('another week is another address, and this week is none', async () => {
  const { router, asked } = open('/care-visits?week=2026-11-09', [
    visit(1, '2026-11-11', { state: 'recorded', outcome: 'reached' }),
  ])
  await screen.findByText('Customer 1')
  expect(asked.some(({ query }) => query.from === '2026-11-09')).toBe(true)
  fireEvent.click(screen.getByRole('button', { name: 'Next week' }))
  await waitFor(() => expect(router.state.location.search).toBe(''))
})

test('a period in the address is a list under exactly that filter', async () => {
  const { asked } = open(`/care-visits?from=2026-11-09&to=2026-11-15&unit=${idOf(2)}&outcome=reached`, [
    visit(1, '2026-11-11'),
  ])
  await screen.findByText('1 visit')
  expect(asked.map(({ query }) => query)).toContainEqual({
    from: '2026-11-09',
    to: '2026-11-15',
    unit: idOf(2),
    outcome: 'reached',
    direction: 'desc',
  })
})

test('a visit is planned for a customer found by search', async () => {
  answering(customers.list, ({ query }) => ({
    items: [found(query.q)],
    total: 1,
    next: null,
  }))
  const planned = answering(careVisits.plan, () => visit(9, '2026-11-20'))
  const { router } = open('/care-visits?plan=new', [visit(1, '2026-11-20')])
  const box = await screen.findByRole('combobox', { name: /Customer/ })
  fireEvent.change(box, { target: { value: 'li' } })
  fireEvent.click(await screen.findByText('Found by li · C107'))
  fireEvent.change(screen.getByRole('textbox', { name: /Purpose/ }), { target: { value: 'New fund' } })
  fireEvent.keyDown(screen.getByRole('textbox', { name: /Purpose/ }), { key: 'Enter', ctrlKey: true })
  await waitFor(() => expect(router.state.location.search).toBe(''))
  expect(planned.map(({ body }) => body)).toEqual([
    {
      customerId: idOf(107),
      kind: 'care',
      channel: 'phone',
      plannedOn: '2026-11-20',
      plannedTime: null,
      purpose: 'New fund',
    },
  ])
})
