import { accounts } from '@rapport/contract/customer/accounts'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Firm, makeFirm, versionOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { importFile } from './testing.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const fills = (rows: string[]) =>
  ['customerNo,tradeNo,side,securityCode,quantity,price,tradedOn', ...rows, ''].join('\n')
const fill = (no: string, tradeNo: string, quantity: number) => `${no},${tradeNo},buy,600000,${quantity},10,2026-03-02`

it('a file that names a customer by the number from before a merge means whom it was merged into', async () => {
  const gone = await firm.customerOf(firm.am, { customerNo: 'OLD-1' })
  const stays = await firm.customerOf(firm.am, { customerNo: 'NEW-1' })
  const both = fills([fill('OLD-1', '1', 5), fill('NEW-1', '1', 7)])
  await importFile(api, firm.am, { kind: 'trades', file: both })
  await firm.bm.call(customerMerges.merge, {
    params: stays,
    body: { mergedId: gone.id, mergedVersion: await versionOf(firm.bm, gone.id) },
    version: await versionOf(firm.bm, stays.id),
  })
  const quantities = async () =>
    (await firm.am.call(accounts.trades, { params: stays, query: {} })).items
      .map(({ quantity }) => Number(quantity))
      .sort()
  expect(await quantities()).toEqual([5, 7])
  // The same file once more tells nothing new, although both fills have the number 1.
  expect(await importFile(api, firm.am, { kind: 'trades', file: both })).toMatchObject({
    created: 0,
    unchanged: 2,
    refused: 0,
  })
  const more = fills([fill('OLD-1', '2', 9)])
  expect(await importFile(api, firm.am, { kind: 'trades', file: more })).toMatchObject({ created: 1, refused: 0 })
  expect(await quantities()).toEqual([5, 7, 9])

  // Two rows of one customer by two numbers are applied one after the other.
  const file = 'customerNo,name,occupation,mobile\nOLD-1,褚一,医生,13800138000\nNEW-1,褚一,教师,13800138000\n'
  expect(await importFile(api, firm.am, { kind: 'customers', file })).toMatchObject({
    created: 0,
    updated: 2,
    refused: 0,
  })
  expect(await firm.am.call(customers.open, { params: stays })).toMatchObject({
    name: '褚一',
    occupation: '教师',
    customerNo: 'NEW-1',
  })
  const { items } = await firm.am.call(customers.lookUp, { body: { number: '13800138000' } })
  expect(items.map(({ id }) => id)).toEqual([stays.id])

  const account = 'customerNo,number,kind\nOLD-1,ACC-1,fund\n'
  expect(await importFile(api, firm.am, { kind: 'accounts', file: account })).toMatchObject({ created: 1 })
  expect((await firm.am.call(accounts.list, { params: stays })).items.map(({ number }) => number)).toContain('ACC-1')
  expect((await firm.bm.call(customers.list, { query: {} })).total).toBe(1)
})
