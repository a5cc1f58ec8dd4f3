import { serviceLevels } from '@rapport/contract/service/service-levels'
import { type CustomerPlan, type ServicePlanInRow, servicePlans } from '@rapport/contract/service/service-plans'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { PlansSection } from './plans-section.tsx'
import { ServicePlansPage } from './service-plans-page.tsx'

const plan: ServicePlanInRow = {
  id: idOf(5),
  version: 1,
  name: 'Quarterly care',
  nameZh: '季度关怀',
  starts: 'level',
  of: 'firm',
  unit: null,
  level: { id: idOf(6), name: 'Premium', nameZh: '尊享' },
  product: null,
  presentToo: false,
  beginsOn: '2026-11-02',
  closedOn: null,
  number: 2,
  mayEdit: false,
  steps: 3,
  members: 12,
  overdue: 4,
}
const inPlan: CustomerPlan = {
  id: idOf(9),
  cause: 'level',
  startedOn: '2026-11-02',
  number: 1,
  nextOn: '2026-12-02',
  endedOn: null,
  endReason: null,
  open: 1,
  overdue: 1,
  done: 2,
  plan: { id: idOf(5), name: 'Quarterly care', nameZh: '季度关怀', of: 'firm' },
  next: ['2026-12-02', '2026-12-05', '2026-12-09', '2027-01-09'].map((on, i) => ({
    name: `Step ${i + 1}`,
    nameZh: `第${i + 1}步`,
    on,
    channel: 'phone',
    necessity: 'must',
    doneBy: 'manager',
  })),
}
const manager = aViewer({ permissions: ['service-plan.read', 'service-plan.edit', 'task.read'], scope: 'own' })

test('plans are listed with how they start, who is in and what is overdue; a manager makes none for many', async () => {
  answering(servicePlans.list, () => ({ items: [plan] }))
  show(<ServicePlansPage />, { path: '/service-plans', at: '/service-plans', viewer: manager })
  const [, row] = (await screen.findAllByRole('row')) as [HTMLElement, HTMLElement]
  expect(row.textContent).toContain('On entering level Premium')
  expect(within(row).getByText('4 overdue')).toBeTruthy()
  expect(within(row).getByRole('link', { name: 'Quarterly care' }).getAttribute('href')).toBe(
    `/service-plans/${idOf(5)}`,
  )
  expect(screen.queryByRole('button', { name: 'New plan' })).toBe(null)
})

test('head office says how a plan starts; one of a level asks for the level', async () => {
  answering(servicePlans.list, () => ({ items: [] }))
  answering(serviceLevels.list, () => ({ items: [] }))
  const sent = answering(servicePlans.add, () => {
    throw new Error('nothing is sent')
  })
  const head = aViewer({ permissions: ['service-plan.read', 'service-plan.edit'], scope: 'all' })
  show(<ServicePlansPage />, { path: '/service-plans', at: '/service-plans', viewer: head })
  fireEvent.click(await screen.findByRole('button', { name: 'New plan' }))
  fireEvent.click(screen.getByLabelText(/^Starts/, { selector: 'input' }))
  fireEvent.click(await screen.findByText('By level'))
  await screen.findByLabelText(/^Level/, { selector: 'input' })
  for (const [label, value] of [
    ['Chinese name', '尊享'],
    ['English name', 'Premium'],
    ['What, in Chinese', '电话'],
    ['What, in English', 'Call'],
  ] as const)
    fireEvent.change(screen.getByLabelText(new RegExp(label)), { target: { value } })
  fireEvent.click(screen.getByRole('button', { name: 'Make the plan' }))
  await screen.findByText('Choose the level that starts it.')
  expect(sent).toHaveLength(0)
})

test('a customer’s page has what comes next, what is overdue, and ends a plan only for a reason', async () => {
  answering(servicePlans.ofCustomer, () => ({ items: [inPlan] }))
  const sent = answering(servicePlans.end, () => ({
    ...inPlan,
    endedOn: '2026-11-20',
    endReason: 'hand' as const,
    next: [],
  }))
  show(<PlansSection customerId={idOf(1)} />, { path: '/', viewer: manager })
  const steps = await screen.findByRole('list', { name: 'Next steps' })
  expect(within(steps).getAllByRole('listitem')).toHaveLength(3)
  expect(screen.getByText('1 overdue')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'End: Quarterly care' }))
  fireEvent.click(screen.getByRole('button', { name: 'End the plan' }))
  await screen.findByText('Fill this in.')
  expect(sent).toHaveLength(0)
  fireEvent.change(screen.getByRole('textbox', { name: /Why/ }), { target: { value: 'Moves abroad' } })
  fireEvent.click(screen.getByRole('button', { name: 'End the plan' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({ reason: 'Moves abroad' })
})

test('whoever only reads starts and ends nothing', async () => {
  answering(servicePlans.ofCustomer, () => ({ items: [inPlan] }))
  show(<PlansSection customerId={idOf(1)} />, { path: '/', viewer: aViewer({ permissions: ['service-plan.read'] }) })
  await screen.findByRole('link', { name: 'Quarterly care' })
  expect(screen.queryByRole('button')).toBe(null)
})

test('a plan for one customer alone is written with its steps in place of choosing one', async () => {
  answering(servicePlans.ofCustomer, () => ({ items: [] }))
  answering(servicePlans.list, () => ({ items: [plan] }))
  show(<PlansSection customerId={idOf(1)} />, { path: '/', viewer: manager })
  fireEvent.click(await screen.findByRole('button', { name: 'Start a plan' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Make a plan for this customer alone' }))
  await screen.findByLabelText(/^What, in Chinese/)
})
