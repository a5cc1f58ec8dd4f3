import { type SuitabilityCheck, suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { type ProductRow, products } from '@rapport/contract/marketing/products'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ChecksOfProduct } from './checks-of-product.tsx'
import { ChecksSection } from './checks-section.tsx'
import { SuitabilityCheckPage } from './suitability-check-page.tsx'

const check: SuitabilityCheck = {
  ...{ id: idOf(1), customer: { id: idOf(2), name: 'Wang Fang' }, initiative: 'customer' },
  product: { id: idOf(3), code: 'P4', name: 'Balanced', nameZh: '均衡' },
  ...{ madeBy: { id: idOf(4), name: 'Li Na' }, madeAt: '2026-11-20T04:00:00.000Z', class: 'C3', grade: 4 },
  ...{ test: 'matching', outcome: 'mismatch-risk', reasons: ['mismatch-risk'], state: 'step', ended: null },
  rules: { id: idOf(5), regime: 'csrc', number: 2, name: 'Matching', nameZh: '匹配' },
  ...{ assessmentId: idOf(6), ratingId: idOf(7), confirmation: null, next: 'risk-warning', until: null },
  inputs: {
    ...{ on: '2026-11-20', initiative: 'customer', licences: ['investment-adviser'] },
    client: {
      ...{ investor: 'ordinary', class: 'C3', classValidTo: '2028-11-20', horizonDays: 365 },
      ...{ intends: ['fund', 'bond'], knows: null },
    },
    product: { admitted: true, grade: 4, termDays: null, kind: 'fund', complex: false },
  },
  dimensions: [
    { dimension: 'risk', fits: false },
    { dimension: 'term', fits: true },
    { dimension: 'type', fits: true },
  ],
  steps: [
    { code: 'risk-warning', hours: null, seconds: 15 },
    { code: 'mismatch-confirmation', hours: null, seconds: null },
  ],
  done: [],
  ...{ proof: '{"customer":"x"}', sha256: 'abc123', retainedUntil: '2046-11-20', replays: [] },
}
const manager = aViewer({ permissions: ['customer.read', 'customer.edit', 'product.read'] })
const at = { path: '/suitability-checks/:id', at: `/suitability-checks/${idOf(1)}`, viewer: manager }
const open = (of: Partial<SuitabilityCheck> = {}) => answering(suitabilityChecks.open, () => ({ ...check, ...of }))

test('a check shows what was held against what, by which rules, and why it does not fit', async () => {
  open()
  show(<SuitabilityCheckPage />, at)
  await screen.findByText('The rating is above what the class allows.')
  const cells = screen.getAllByRole('row').map((row) => row.textContent)
  expect(cells.find((row) => row?.startsWith('Risk'))).toMatch(/R4Does not fit$/)
  expect(cells.find((row) => row?.startsWith('Term'))).toBe('Term365 daysCan be sold any dayFits')
  expect(cells.find((row) => row?.startsWith('Kind'))).toBe('Kind of productFunds, BondsFundsFits')
  expect(screen.getByText('Matching · version 2')).toBeTruthy()
  expect(screen.getByText('Investment adviser')).toBeTruthy()
})

test('the next step is recorded with its evidence, and what is refused is said at its field', async () => {
  open()
  let refuse = true
  const sent = answering(suitabilityChecks.step, () => {
    if (refuse) throw new Refuse(422, 'invalid', { errors: [{ field: 'seconds', code: 'suitability.read-longer' }] })
    return { ...check, next: 'mismatch-confirmation' as const }
  })
  show(<SuitabilityCheckPage />, at)
  fireEvent.click(await screen.findByRole('button', { name: 'Record: Special risk warning' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByRole('textbox', { name: /Evidence/ }), { target: { value: 'V-3' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Record' }))
  await within(dialog).findByText('Read for too short a time.')
  refuse = false
  fireEvent.click(within(dialog).getByRole('button', { name: 'Record' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent.at(-1)!.body).toEqual({ code: 'risk-warning', channel: 'counter', evidence: 'V-3', seconds: null })
})

test('what is blocked, over or no longer stands offers no step', async () => {
  open({ outcome: 'blocked', state: 'blocked', steps: [], next: null })
  const { unmount } = show(<SuitabilityCheckPage />, at)
  await screen.findByText(/Nothing overrides this/)
  expect(screen.queryByRole('region', { name: 'Before it takes effect' })).toBeNull()
  unmount()
  open({ ended: 'class' })
  show(<SuitabilityCheckPage />, at)
  await screen.findByText('The class of the customer changed since: check the product again.')
  expect(screen.queryByRole('button', { name: /^Record:/ })).toBeNull()
})

test('a customer goes on only when asked again', async () => {
  open({ state: 'ready', next: null })
  const sent = answering(suitabilityChecks.end, () => ({ ...check, state: 'proceeded' as const }))
  show(<SuitabilityCheckPage />, at)
  fireEvent.click(await screen.findByRole('button', { name: 'The customer goes on' }))
  expect(sent).toHaveLength(0)
  const dialog = await screen.findByRole('dialog')
  fireEvent.click(within(dialog).getByRole('button', { name: 'The customer goes on' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ outcome: 'proceeded', channel: 'counter', evidence: null }))
})

test('a replay says the same bytes, or where they differ', async () => {
  const replay = { id: idOf(9), at: '2026-11-21T04:00:00.000Z', by: null, sha256: 'abc123' }
  open({
    replays: [
      { ...replay, same: false, differences: [{ at: 'result.outcome', kept: '"match"', now: '"blocked"' }] },
      { ...replay, id: idOf(10), same: true, differences: [] },
    ],
  })
  const sent = answering(suitabilityChecks.replay, () => ({ ...replay, same: true, differences: [] }))
  show(<SuitabilityCheckPage />, at)
  const list = await screen.findByRole('list', { name: 'Done again' })
  expect(within(list).getByText('result.outcome: "match" → "blocked"')).toBeTruthy()
  expect(within(list).getByText('The same bytes')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Do it again' }))
  await waitFor(() => expect(sent).toHaveLength(1))
})

test('a product is checked from the profile, for who asked', async () => {
  answering(suitabilityChecks.list, () => ({ items: [] }))
  const product: ProductRow = {
    ...{ ...check.product, version: 1, type: 'mixed-fund', issuer: 'Rapport Funds', currency: 'CNY', termDays: null },
    ...{ minimumAmount: '1000.00', complex: false, onShelfOn: '2026-01-05', offShelfOn: null, grade: 4 },
    ...{ state: 'admitted', standing: 'on-shelf', proposed: null },
  }
  answering(products.list, () => ({ items: [product], total: 1, next: null }))
  const sent = answering(suitabilityChecks.make, () => check)
  show(<ChecksSection customerId={idOf(2)} />, { viewer: manager })
  await screen.findByText('No product was held against this customer yet.')
  fireEvent.click(screen.getByRole('button', { name: 'Check a product' }))
  fireEvent.click(await screen.findByRole('combobox', { name: /Product/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'P4 Balanced R4', hidden: true }))
  fireEvent.click(screen.getByRole('radio', { name: 'We offer it' }))
  fireEvent.click(screen.getByRole('button', { name: 'Check' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ productId: idOf(3), initiative: 'firm' }))
})

test('a product names the customers that it was held against, to whoever may read customers', async () => {
  const asked = answering(suitabilityChecks.ofProduct, () => {
    const { assessmentId, ratingId, inputs, dimensions, steps, done, next, until, ...row } = check
    const { confirmation, proof, sha256, retainedUntil, replays, ...listed } = row
    return { items: [listed] }
  })
  const { unmount } = show(<ChecksOfProduct productId={idOf(3)} />, { viewer: manager })
  const link = await screen.findByRole('link', { name: 'Wang Fang' })
  expect(link.getAttribute('href')).toBe(`/suitability-checks/${idOf(1)}`)
  expect(screen.getByText('Above the class')).toBeTruthy()
  unmount()
  show(<ChecksOfProduct productId={idOf(3)} />, { viewer: aViewer({ permissions: ['product.read'] }) })
  expect(screen.queryByText('Suitability checks')).toBeNull()
  expect(asked).toHaveLength(1)
})
