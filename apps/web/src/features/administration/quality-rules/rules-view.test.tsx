import { collectionItems } from '@rapport/contract/administration/collection-items'
import { users } from '@rapport/contract/administration/organisation'
import { type QualityRule, qualityRules } from '@rapport/contract/administration/quality-rules'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { QualityPage } from '#features/administration/quality/quality-page.tsx'
import { anItem, aRule } from '#features/administration/quality/testing.ts'
import { answering, Refuse } from '#testing/answering.ts'
import { onPhone } from '#testing/on-phone.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { demandOf } from './rule-words.ts'

function open(search = '', rules: QualityRule[] = [aRule()], viewer = aViewer()) {
  answering(collectionItems.list, () => ({ items: [anItem()] }))
  answering(users.colleagues, () => ({ items: [], total: 0, next: null }))
  const asked = answering(qualityRules.list, () => ({ items: rules }))
  const at = `/data-centre/quality?view=rules${search}`
  return { asked, ...show(<QualityPage />, { path: '/data-centre/quality', at, viewer }) }
}
const choose = async (dialog: ReturnType<typeof within>, name: string | RegExp, option: string) => {
  fireEvent.click(dialog.getByRole('combobox', { name }))
  const options = await screen.findAllByRole('option', { name: option, hidden: true })
  fireEvent.click(options.at(-1) as HTMLElement)
}

test('a rule says what it demands, what happens and whose it is', async () => {
  open()
  const table = within(await screen.findByRole('table', { name: 'Rules of Fills' }))
  expect(table.getByText('Range')).toBeTruthy()
  for (const said of ['Quantity in bounds', 'Quantity is at least 1', 'The row is held', 'Chen Jing'])
    expect(table.getByText(said, { exact: false }), said).toBeTruthy()
})

test('every kind of rule is a sentence', () => {
  const says: [QualityRule['settings'], string][] = [
    [{ kind: 'null', field: 'quantity' }, 'Quantity is not empty'],
    [{ kind: 'range', field: 'price', from: '0', to: '10' }, 'Price lies between 0 and 10'],
    [{ kind: 'format', field: 'securityCode', pattern: '999999' }, 'Security code is written like 999999'],
    [{ kind: 'reference', field: 'customerNo', to: 'customers' }, 'Customer number is among the known customers'],
    [{ kind: 'unique', fields: ['tradeNo', 'side'] }, 'No two rows say the same in Trade number, Side'],
    [
      { kind: 'balance', sum: { field: 'amount', when: { field: 'side', value: 'buy' } }, amount: '5' },
      'Sum of Amount (Side: Buy) = 5',
    ],
    [{ kind: 'condition', condition: 'price > 0.0' }, 'price > 0.0'],
  ]
  for (const [settings, text] of says) expect(demandOf(settings)).toBe(text)
})

test('a rule is added by its kind, with the fields of its item offered by name', async () => {
  open('&rule=new')
  const sent = answering(qualityRules.create, () => aRule())
  const dialog = within(await screen.findByRole('dialog', { name: 'Add rule' }))
  fireEvent.change(dialog.getByLabelText(/^Name/), { target: { value: 'Known customer' } })
  fireEvent.change(dialog.getByLabelText(/^Code/), { target: { value: 'known-customer' } })
  await choose(dialog, /^Kind/, 'Reference')
  await choose(dialog, /^Field/, 'Customer number')
  await choose(dialog, /^What happens/, 'It is only counted')
  fireEvent.click(dialog.getByRole('button', { name: 'Add rule' }))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      itemId: idOf(800),
      code: 'known-customer',
      name: 'Known customer',
      settings: { kind: 'reference', field: 'customerNo', to: 'customers' },
      effect: 'count',
      ownerId: null,
    }),
  )
})

test('a range without a bound is not sent, and what the server says of a bound stands at it', async () => {
  open(`&rule=${idOf(840)}`)
  const sent = answering(qualityRules.change, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'settings.from', code: 'rule.bound-number' }] })
  })
  const dialog = within(await screen.findByRole('dialog', { name: 'Edit Quantity in bounds' }))
  const from = dialog.getByLabelText(/^At least/)
  fireEvent.change(from, { target: { value: '' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  expect(await dialog.findByText('Give at least one bound.')).toBeTruthy()
  expect(sent).toHaveLength(0)
  fireEvent.change(from, { target: { value: 'many' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(from.closest('.mantine-TextInput-root')?.textContent).toContain('Give a number.'))
  expect(sent[0]?.body).toEqual({ settings: { kind: 'range', field: 'quantity', from: 'many', to: null } })
})

test('a balance holds a sum against an amount', async () => {
  const settings = { kind: 'balance' as const, sum: { field: 'quantity' }, equals: { field: 'note' } }
  open(`&rule=${idOf(840)}`, [aRule({ settings })])
  const sent = answering(qualityRules.change, () => aRule())
  const dialog = within(await screen.findByRole('dialog', { name: 'Edit Quantity in bounds' }))
  fireEvent.click(dialog.getByRole('radio', { name: 'An amount' }))
  fireEvent.change(await dialog.findByLabelText(/^Must come to/), { target: { value: '0' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({ settings: { kind: 'balance', sum: { field: 'quantity' }, amount: '0' } }),
  )
})

test('a rule is paused as of the version that is shown, by whoever may configure', async () => {
  const { unmount } = open()
  const sent = answering(qualityRules.change, () => aRule({ active: false }))
  fireEvent.click(await screen.findByRole('button', { name: 'Pause: Quantity in bounds' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ active: false }))
  expect(sent[0]?.ifMatch).toContain('3')
  unmount()
  open('', [aRule()], aViewer({ permissions: ['data-centre.read'] }))
  await screen.findByRole('table', { name: 'Rules of Fills' })
  expect(screen.queryByRole('button', { name: /Pause|Edit|Add rule/ })).toBeNull()
})

test('on a phone a rule is two lines with what it demands, and is edited from there', async () => {
  onPhone()
  const { router } = open('', [aRule({ active: false })])
  const [line] = within(await screen.findByRole('list', { name: /^Rules of/ })).getAllByRole('listitem')
  for (const said of ['Quantity in bounds', 'Paused', 'Quantity is at least 1', 'The row is held'])
    expect(line?.textContent).toContain(said)
  expect(screen.queryByRole('table')).toBeNull()
  fireEvent.click(within(line as HTMLElement).getByRole('button', { name: 'Edit: Quantity in bounds' }))
  await waitFor(() => expect(router.state.location.search).toContain('rule='))
})
