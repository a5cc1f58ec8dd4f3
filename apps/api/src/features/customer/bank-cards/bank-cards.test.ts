import { bankCards } from '@rapport/contract/customer/bank-cards'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, rowOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am)
})
afterAll(() => api.close())

const add = (number: string, who = firm.am) =>
  who.call(bankCards.add, { params: customer, body: { bank: '工商银行', number } })
const list = (who = firm.am) => who.call(bankCards.list, { params: customer }).then(({ items }) => items)

describe('bank cards', () => {
  it('come masked, in the clear by clearance, and go by their version', async () => {
    const card = await add('6222 0212 3456 7890 128')
    expect(card).toMatchObject({ bank: '工商银行', number: '622202*********0128', luhn: true })
    expect((await list(firm.co))[0]!.number).toBe('6222021234567890128')
    expect(await refusalOf(firm.am.call(bankCards.remove, { params: { id: card.id }, version: 2 }))).toMatchObject({
      status: 412,
    })
    await firm.am.call(bankCards.remove, { params: { id: card.id }, version: 1 })
    expect(await list()).toEqual([])
  })

  it('are kept with a warning when the number fails Luhn, as some old cards do', async () => {
    expect(await add('6222021234567890129')).toMatchObject({ luhn: false })
  })

  it.each([
    ['123', 'bank-card.length'],
    ['6222021234567890x28', 'bank-card.shape'],
  ])('refuse the number %s on its field', async (number, code) => {
    expect(await refusalOf(add(number))).toEqual({ status: 400, code: 'invalid', errors: [{ field: 'number', code }] })
  })

  it('are 404 for whom the customer is out of sight, and stay as they are', async () => {
    const card = await add('6222021234567890128')
    const before = await rowOf(api, 'bank_cards', card.id)
    expect(await refusalOf(list(firm.colleague))).toMatchObject({ status: 404 })
    expect(await refusalOf(add('6222021234567890128', firm.stranger))).toMatchObject({ status: 404 })
    expect(
      await refusalOf(firm.stranger.call(bankCards.remove, { params: { id: card.id }, version: 1 })),
    ).toMatchObject({ status: 404 })
    expect(await rowOf(api, 'bank_cards', card.id)).toEqual(before)
  })
})
