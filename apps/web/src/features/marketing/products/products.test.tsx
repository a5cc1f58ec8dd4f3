import { approvals } from '@rapport/contract/administration/approvals'
import { securities } from '@rapport/contract/customer/securities'
import { type Product, products } from '@rapport/contract/marketing/products'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { EditProductPage } from './edit-product-page.tsx'
import { ProductPage } from './product-page.tsx'

const facts: NonNullable<Product['proposal']>['facts'] = {
  ...{ type: 'mixed-fund', name: 'Balanced', nameZh: '均衡', issuer: 'Haiyue', currency: 'CNY', termDays: 365 },
  ...{ minimumAmount: '1000.00', complex: false, targetMarket: 'Everybody', targetMarketZh: null },
  fees: [{ kind: 'management', per: 'year', basis: 'rate', value: '1.2' }],
  ...{ onShelfOn: '2026-01-05', offShelfOn: null, securityId: null },
}
const { securityId: _, ...shown } = facts
const rated = (n: number, grade: number, effectiveFrom: string): Product['ratings'][number] => ({
  ...{ id: idOf(n), grade, effectiveFrom, method: 'model', reason: `Reason ${n}` },
  ...{ ratedBy: { id: idOf(90), name: 'Maker' }, approvedBy: null, recordedAt: '2026-01-05T00:00:00.000Z' },
})
const product: Product = {
  ...{
    ...shown,
    id: idOf(1),
    version: 4,
    code: 'P1',
    grade: 3,
    state: 'admitted',
    standing: 'on-shelf',
    proposed: null,
  },
  ...{ security: { id: idOf(8), code: '600000.SH', name: 'Bank' }, madeBy: null, admittedAt: null },
  ...{ withdrawnReason: null, blocked: null, proposal: null },
  ratings: [rated(3, 4, '2999-01-01'), rated(2, 3, '2026-01-05')],
  documents: [2, 1].map((number) => ({
    ...{ id: idOf(20 + number), kind: 'prospectus', number, name: `v${number}.pdf`, bytes: 2048, sha256: 'a' },
    ...{ current: number === 2, addedBy: null, addedAt: '2026-01-05T00:00:00.000Z' },
  })),
}
const maker = aViewer({ permissions: ['product.read', 'product.edit', 'security.read'] })
const compliance = aViewer({ permissions: ['product.read', 'product.admit', 'product.block'] })
const at = { path: '/products/:id', at: `/products/${idOf(1)}` }
beforeEach(() => void answering(approvals.list, () => ({ items: [], total: 0, next: null })))

test('a product shows its facts, every rating with the one of today, and the documents that hold', async () => {
  answering(products.open, () => product)
  show(<ProductPage />, { ...at, viewer: maker })
  await screen.findByText('Management 1.20% a year')
  expect(screen.getByText('1 year')).toBeTruthy()
  expect(screen.getByText('600000.SH Bank')).toBeTruthy()
  expect(screen.getByText('To come').closest('tr')?.textContent).toContain('R4')
  expect(screen.getByText('Today', { selector: 'table *' }).closest('tr')?.textContent).toContain('R3')
  expect(screen.queryByText('v1.pdf')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Former versions too' }))
  expect(screen.getByText('v1.pdf')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Block' })).toBeNull()
})

test('what is proposed shows what would be otherwise, and says what is lacking when it is submitted', async () => {
  const proposal = { id: idOf(5), number: 2, state: 'draft', madeBy: null, rating: null } as const
  answering(
    products.open,
    (): Product => ({
      ...product,
      proposed: 'draft',
      proposal: { ...proposal, facts: { ...facts, issuer: 'Donglan' }, madeAt: '2026-11-20T00:00:00.000Z' },
    }),
  )
  const sent = answering(products.submit, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'documents', code: 'product.no-risk-notice' }] })
  })
  show(<ProductPage />, { ...at, viewer: maker })
  const admission = await screen.findByRole('region', { name: 'Admission' })
  expect(within(admission).getByText('Donglan')).toBeTruthy()
  expect(within(admission).queryByText('Balanced')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Submit for review' }))
  await screen.findByText(/Add the risk notice first/)
  expect(sent).toHaveLength(1)
})

test('compliance blocks with a reason', async () => {
  answering(products.open, () => product)
  const sent = answering(
    products.block,
    (): Product => ({
      ...product,
      standing: 'blocked',
      blocked: { at: '2026-11-20T00:00:00.000Z', by: null, reason: 'Looked into' },
    }),
  )
  show(<ProductPage />, { ...at, viewer: compliance })
  fireEvent.click(await screen.findByRole('button', { name: 'Block' }))
  const dialog = await screen.findByRole('dialog')
  fireEvent.change(within(dialog).getByRole('textbox', { name: /Reason/ }), { target: { value: 'Looked into' } })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Block' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ reason: 'Looked into' }))
})

test('a change begins with what holds, its rating left as it is unless one is proposed', async () => {
  answering(products.open, () => product)
  answering(securities.list, () => ({ items: [], total: 0, next: null }))
  const sent = answering(products.propose, () => product)
  show(<EditProductPage />, { path: '/products/:id/edit', at: `/products/${idOf(1)}/edit`, viewer: maker })
  fireEvent.change(await screen.findByRole('textbox', { name: /Least amount/ }), { target: { value: '5000' } })
  fireEvent.click(screen.getByRole('button', { name: 'Propose another rating' }))
  await screen.findByRole('button', { name: 'Leave the rating as it is' })
  fireEvent.click(screen.getByRole('button', { name: 'Leave the rating as it is' }))
  fireEvent.click(screen.getByRole('button', { name: 'Keep as a draft' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({ ...facts, securityId: idOf(8), minimumAmount: '5000', rating: null })
})
