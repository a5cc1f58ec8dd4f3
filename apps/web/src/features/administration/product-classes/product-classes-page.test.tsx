import { type ProductClass, productClasses } from '@rapport/contract/administration/product-classes'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { ProductClassesPage } from './product-classes-page.tsx'

const aRule = (over: Partial<ProductClass> = {}): ProductClass => ({
  id: idOf(7),
  version: 3,
  place: 170,
  validFrom: '2017-07-01',
  validTo: null,
  categoryPattern: 'stock|股',
  codePattern: null,
  namePattern: null,
  marketPattern: null,
  product: 'stock',
  board: 'main',
  riskGrade: 3,
  inTurnover: true,
  source: null,
  securities: 1_204,
  recordedBy: null,
  recordedAt: '2026-11-22T00:00:00.000Z',
  ...over,
})
function open(permissions: ('security.read' | 'indicator.edit')[], rules = [aRule()]) {
  answering(productClasses.list, () => ({ items: rules }))
  return show(<ProductClassesPage />, { viewer: aViewer({ permissions }) })
}

test('a rule tells what it fits, what it makes of it and for how many; who only reads changes none', async () => {
  open(['security.read'], [aRule(), aRule({ id: idOf(8), place: 20, validTo: '2020-01-01', securities: null })])
  const table = within(await screen.findByRole('table', { name: 'Rules' }))
  for (const said of ['170', 'Shares', 'Main board', 'R3', 'stock|股', '1,204', 'with the product'])
    expect(table.getByText(said), said).toBeTruthy()
  const past = within(screen.getByRole('table', { name: 'Rules that ended or are to come' }))
  expect(past.getByText('2020-01-01')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /rule/i })).toBeNull()
})

test('a rule is ended as of the version that was read', async () => {
  open(['security.read', 'indicator.edit'])
  const sent = answering(productClasses.end, () => aRule({ validTo: '2026-12-31', version: 4 }))
  fireEvent.click(await screen.findByRole('button', { name: 'Last day of the rule at place 170' }))
  const last = screen.getByLabelText(/^Last day(?! of)/)
  fireEvent.change(last, { target: { value: '2026-12-31' } })
  fireEvent.submit(last.closest('form')!)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({ body: { validTo: '2026-12-31' }, ifMatch: '"3"' })
  expect(sent[0]!.address).toContain(idOf(7))
})
