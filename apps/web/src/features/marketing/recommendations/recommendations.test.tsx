import { type Recommendations, recommendations } from '@rapport/contract/marketing/recommendations'
import type { RecommendationMade } from '@rapport/contract/marketing/recommendations-made'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { RecommendationsSection } from './recommendations-section.tsx'

const found: Recommendations = {
  ...{
    class: 'C3',
    model: { version: 2, asOf: '2026-11-20' },
    hindrances: [],
    optedOut: [],
    offered: 40,
    suitable: 12,
    misfits: [],
  },
  items: [
    {
      product: {
        ...{ id: idOf(3), code: 'P4', name: 'Balanced', nameZh: '均衡', type: 'mixed-fund', grade: 3, termDays: 90 },
        ...{ currency: 'CNY', minimumAmount: '1000.00' },
      },
      reasons: [
        { code: 'stated-need', need: 'growth' },
        { code: 'held-together', held: { id: idOf(9), code: '688001', name: 'Chips' }, together: 31 },
        { code: 'class-holds', class: 'C3', holders: 40, peers: 80 },
        { code: 'term-fits', days: 90, horizonDays: null },
        { code: 'risk-fits', grade: 3, class: 'C3' },
      ],
    },
  ],
  channel: { channel: 'phone', reached: 3, visits: 4 },
  time: { weekday: 1, hour: 10, trades: 5 },
}
const made: RecommendationMade = {
  ...{
    id: idOf(70),
    version: 4,
    product: { id: idOf(3), code: 'P4', name: 'Balanced', nameZh: '均衡' },
    text: 'Fits idle money',
  },
  ...({ channel: 'phone', state: 'spoken', reason: null, messageId: null, checkId: idOf(71) } as const),
  ...{
    notice: { id: idOf(72), name: 'Risk notice', number: 1 },
    licence: { kind: 'investment-adviser', number: 'S1' },
    by: null,
  },
  ...{ at: '2026-11-20T02:00:00.000Z', response: null, respondedAt: null, respondedBy: null },
}
beforeEach(() => {
  answering(recommendations.made, () => ({ items: [] }))
  answering(messageTemplates.list, () => ({ items: [] }))
})
const manager = aViewer({ permissions: ['account.read', 'product.read'] })
const open = (of: Partial<Recommendations> = {}, viewer = manager) => {
  answering(recommendations.ofCustomer, () => ({ ...found, ...of }))
  return show(<RecommendationsSection customerId={idOf(2)} />, { viewer })
}

test('a product that fits is shown with each of its reasons, and how and when to speak of it', async () => {
  open()
  const link = await screen.findByRole('link', { name: 'Balanced' })
  expect(link.getAttribute('href')).toBe(`/products/${idOf(3)}`)
  const reasons = within(link.closest('li')!).getAllByRole('listitem')
  expect(reasons).toHaveLength(5)
  expect(reasons[1]!.textContent).toBe('Held by 31 customers who hold Chips too')
  expect(reasons[3]!.textContent).toBe('90 days; the customer sets no limit')
  expect(screen.getByText(/^12 of 40 products are suitable · model version 2/)).toBeTruthy()
  expect(screen.getByText(/reached in 3 of 4 visits/)).toBeTruthy()
  expect(screen.getByText(/from 10:00/)).toBeTruthy()
})

test('why nothing may be recommended is said with what to do', async () => {
  open({ hindrances: ['no-assessment', 'no-licence'], items: [], suitable: 0 })
  expect(await screen.findByText(/have one done before anything is recommended/)).toBeTruthy()
  expect(screen.getByText(/You hold no licence to advise/)).toBeTruthy()
  expect(screen.queryByText('Balanced')).toBeNull()
})

test('that nothing fits, no model is fitted or a channel is refused is told', async () => {
  const { unmount } = open({
    items: [],
    suitable: 0,
    misfits: [
      { reason: 'mismatch-type', products: 38 },
      { reason: 'mismatch-risk', products: 1 },
    ],
  })
  expect(await screen.findByText('None of the 40 products on the shelf fits this customer.')).toBeTruthy()
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'The kind of product is not among those intended. (38 products)',
    expect.stringMatching(/\(1 product\)$/),
  ])
  expect(screen.getByText(/told by the risk questionnaire/)).toBeTruthy()
  unmount()
  open({ model: null, optedOut: ['email', 'sms'] })
  expect(await screen.findByText(/Wants no marketing by E-mail, /i)).toBeTruthy()
  expect(screen.getByText(/no model of who holds what is fitted yet/)).toBeTruthy()
})

test('who may not see accounts sees no list', () => {
  open({}, aViewer({ permissions: ['customer.read'] }))
  expect(screen.queryByText('Recommended products')).toBeNull()
})

const adviser = aViewer({ permissions: ['account.read', 'product.read', 'customer.edit'] })

test('a product is recommended by word of mouth; what does not suit is refused with its reason', async () => {
  let suits = false
  const sent = answering(recommendations.send, () => {
    if (!suits)
      throw new Refuse(422, 'recommendation.unsuitable', {
        errors: [{ field: 'productId', code: 'unsuitable.no-licence' }],
      })
    return made
  })
  open({}, adviser)
  fireEvent.click(await screen.findByRole('button', { name: /Balanced/ }))
  fireEvent.click(await screen.findByRole('combobox', { name: /By which way/ }))
  fireEvent.click(await screen.findByRole('option', { name: /telephone/i, hidden: true }))
  fireEvent.change(screen.getByRole('textbox', { name: /What you say/ }), { target: { value: 'Fits idle money' } })
  const send = screen.getByRole('button', { name: 'Recommend' })
  fireEvent.click(send)
  expect(await screen.findByRole('alert')).toBeTruthy()
  suits = true
  fireEvent.click(send)
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]?.body).toEqual({ by: 'speech', productId: idOf(3), text: 'Fits idle money', channel: 'phone' })
})

test('what was recommended takes the answer of the customer, from the version that is shown', async () => {
  answering(recommendations.made, () => ({ items: [made] }))
  const answered = answering(recommendations.answer, () => ({ ...made, response: 'interested' as const }))
  open({}, adviser)
  const list = within(await screen.findByRole('list', { name: 'Recommended so far' }))
  fireEvent.click(list.getByRole('button'))
  fireEvent.click(await screen.findByRole('radio', { name: 'Interested' }))
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(answered).toHaveLength(1))
  expect(answered[0]).toMatchObject({ ifMatch: '"4"', body: { response: 'interested' } })
})
