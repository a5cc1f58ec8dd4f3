import {
  type ServiceAnswer,
  type ServiceProposals,
  serviceProposals,
} from '@rapport/contract/service/service-proposals'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ProposalsSection } from './proposals-section.tsx'

const idle = {
  ...({ service: 'idle-cash', kind: 'product', channel: 'video', plannedOn: '2026-11-27' } as const),
  reasons: [{ code: 'idle-cash', share: 0.6 }],
} satisfies ServiceProposals['items'][number]
const retention = {
  ...({ service: 'retention', kind: 'care', channel: 'video', plannedOn: '2026-11-23' } as const),
  reasons: [
    { code: 'likely-to-leave', share: 0.55, on: '2026-11-19' },
    { code: 'outflow', share: 0.25 },
  ],
} satisfies ServiceProposals['items'][number]
const declined: ServiceAnswer = {
  ...{ id: idOf(70), answer: 'declined', proposal: idle, reason: '要买房', visitId: null },
  ...{ by: { id: idOf(8), name: '王敏' }, at: '2026-10-01T04:00:00.000Z' },
}
const manager = aViewer({ permissions: ['account.read', 'care-visit.plan'] })

function open(over: Partial<ServiceProposals> = {}, viewer = manager) {
  answering(serviceProposals.list, () => ({
    ...{ hindrances: [], asOf: '2026-11-19', items: [retention, idle], answers: [] },
    ...over,
  }))
  return show(<ProposalsSection customerId={idOf(2)} />, { viewer })
}

test('each proposal has its reasons, the most urgent first, as of a day', async () => {
  open()
  const list = await screen.findByRole('list', { name: 'Proposed service' })
  const items = within(list).getAllByRole('listitem')
  expect(items[0]!.textContent).toMatch(/Keep the customer/)
  expect(
    within(items[0]!)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    expect.stringMatching(/^Leaves with a probability of 55(\.0+)?\s?%, as of /),
    expect.stringMatching(/^25(\.0+)?\s?% of assets flowed out/),
  ])
  expect(screen.getByText(/^Figures as of /)).toBeTruthy()
})

test('why nothing is proposed is said', async () => {
  const { unmount } = open({ items: [] })
  expect(await screen.findByText(/the customer is cared for/)).toBeTruthy()
  unmount()
  open({ items: [], hindrances: ['do-not-disturb'] })
  expect(await screen.findByText(/does not want to be disturbed/)).toBeTruthy()
})

test('who may not plan sees proposals without buttons; who may not see accounts sees nothing', async () => {
  const { unmount } = open({}, aViewer({ permissions: ['account.read'] }))
  await screen.findByText('Speak of idle cash')
  expect(screen.queryByRole('button', { name: /^Plan/ })).toBeNull()
  unmount()
  open({}, aViewer({ permissions: ['customer.read'] }))
  expect(screen.queryByText('Proposed service')).toBeNull()
})

test('a proposal is planned as it is, with its reasons as the purpose, or changed', async () => {
  const sent = answering(serviceProposals.answer, () => ({ ...declined, answer: 'changed' as const }))
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Plan: Speak of idle cash' }))
  fireEvent.change(await screen.findByLabelText(/Time/), { target: { value: '10:30' } })
  fireEvent.click(screen.getByRole('button', { name: 'Plan it' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({
    ...{ answer: 'accepted', service: 'idle-cash', kind: 'product', channel: 'video', plannedOn: '2026-11-27' },
    ...{ plannedTime: '10:30', purpose: expect.stringMatching(/^60(\.0+)?\s?% of assets lies in cash$/) },
  })
})

test('a proposal is put off with a reason; one that is over says so', async () => {
  let over = true
  const sent = answering(serviceProposals.answer, () => {
    if (over) throw new Refuse(409, 'service-proposal.over')
    return declined
  })
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Not now: Keep the customer' }))
  const send = screen.getByRole('button', { name: 'Not now' })
  fireEvent.change(screen.getByRole('textbox', { name: /Why not/ }), { target: { value: '刚谈过' } })
  fireEvent.click(send)
  expect(await screen.findByText(/not proposed any more/)).toBeTruthy()
  over = false
  fireEvent.click(send)
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]?.body).toEqual({ answer: 'declined', service: 'retention', reason: '刚谈过' })
})

test('what became of earlier proposals is listed with who and why', async () => {
  open({ answers: [declined, { ...declined, id: idOf(71), answer: 'accepted', reason: null, visitId: idOf(72) }] })
  const list = within(await screen.findByRole('list', { name: 'Proposals so far' }))
  const [first, second] = list.getAllByRole('listitem')
  expect(first!.textContent).toMatch(/Speak of idle cash.*Declined.*要买房.*王敏/)
  expect(within(second!).getByRole('link').getAttribute('href')).toBe(`/care-visits/${idOf(72)}`)
})
