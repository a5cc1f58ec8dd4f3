import { type Account, accounts } from '@rapport/contract/customer/accounts'
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answering } from '#testing/answering.ts'
import { idOf, show } from '#testing/show.tsx'
import { AccountsTab } from './accounts-tab.tsx'

const anAccount = (n: number, over: Partial<Account> = {}): Account => ({
  id: idOf(n),
  kind: 'securities',
  number: `70${n}`,
  market: 'SH',
  currency: 'CNY',
  status: 'open',
  openedOn: '2020-01-02',
  closedOn: null,
  role: 'owner',
  holders: [],
  ...over,
})
const holder = (n: number, over: Partial<Account['holders'][number]>): Account['holders'][number] => ({
  customerId: idOf(n),
  customerNo: `C${n}`,
  name: `Customer ${n}`,
  role: 'disponent',
  validFrom: null,
  validTo: null,
  ...over,
})

function open(items: Account[]) {
  answering(accounts.list, () => ({ items }))
  answering(accounts.requests, () => ({ items: [] }))
  answering(accounts.positions, () => ({
    items: [],
    totals: [],
    together: null,
    asOf: null,
    unpriced: 0,
    pendingSince: null,
  }))
  return show(<AccountsTab customerId={idOf(500)} />)
}
const table = async () => within(await screen.findByRole('table', { name: 'Accounts' }))

test('of an account one sees what the customer may do with it, who else holds it, and since when', async () => {
  open([
    anAccount(1),
    anAccount(2, {
      role: 'disponent',
      holders: [holder(8, { role: 'owner' }), holder(9, { role: 'agent', validFrom: '2024-03-01' })],
    }),
  ])
  const [, own, others] = (await table()).getAllByRole('row')
  expect(own?.textContent).toContain('Owner–')
  expect(others?.textContent).toContain('May dispose')
  expect(
    within(others as HTMLElement)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(['Customer 8 Owner', 'Customer 9 Agent · from 2024-03-01'])
  expect(screen.getByRole('link', { name: 'Customer 8' }).getAttribute('href')).toBe(
    `/customers/${idOf(8)}?tab=accounts`,
  )
})

test('a service is asked for on accounts that the customer owns, and on no others', async () => {
  open([anAccount(1), anAccount(2), anAccount(3, { role: 'disponent' })])
  fireEvent.click(await screen.findByRole('button', { name: 'Request service' }))
  const choice = await screen.findByRole('combobox', { name: /^Account/ })
  fireEvent.click(choice)
  const list = document.getElementById(String(choice.getAttribute('aria-controls'))) as HTMLElement
  expect(
    within(list)
      .getAllByRole('option', { hidden: true })
      .map((option) => option.textContent),
  ).toEqual(['Securities account 701', 'Securities account 702'])
})

test('who only disposes of accounts is offered no service', async () => {
  open([anAccount(3, { role: 'disponent' })])
  await table()
  expect(screen.queryByRole('button', { name: 'Request service' })).toBeNull()
})
