import { identifications } from '@rapport/contract/customer/identifications'
import { makeCreditCode } from '@rapport/contract/identity/credit-code'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, residentId, rowOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let customer: { id: string }
let number: string
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())
beforeEach(async () => {
  number = residentId()
  customer = await firm.customerOf(firm.am, {
    identifications: [{ type: 'resident-id', number, issuer: '上海市公安局' }],
  })
})

const list = (who = firm.am) => who.call(identifications.list, { params: customer }).then(({ items }) => items)
const masked = (whole: string) => `${whole.slice(0, 3)}${'*'.repeat(whole.length - 7)}${whole.slice(-4)}`
const stored = async (id: string) => {
  const row = await api.make((db) => db.identification.findUniqueOrThrow({ where: { id } }))
  return api.product.seal.open(row.numberSealed, `identifications.number.${id}`)
}

describe('ID documents', () => {
  it('come masked, and in the clear only to whom clearance names them', async () => {
    expect(await list()).toMatchObject([
      { type: 'resident-id', number: masked(number), issuer: '上海市公安局', validTo: null },
    ])
    expect((await list(firm.bm))[0]!.number).toBe(masked(number))
    expect((await list(firm.co))[0]!.number).toBe(number)
  })

  it('are added in their stored form, masked in the answer too', async () => {
    const added = await firm.am.call(identifications.add, {
      params: customer,
      body: { type: 'passport', number: ' e1234 5678 ', validTo: '2030-06-30' },
    })
    expect(added).toMatchObject({ version: 1, type: 'passport', number: 'E*******8', validTo: '2030-06-30' })
    expect(await stored(added.id)).toBe('E12345678')
    expect(await list()).toHaveLength(2)
  })

  it('keep their number when it comes back masked, while the rest changes', async () => {
    const [one] = await list()
    const edited = await firm.am.call(identifications.edit, {
      params: { id: one!.id },
      version: 1,
      body: { type: 'resident-id', number: one!.number, validTo: '2031-01-01' },
    })
    expect(edited).toMatchObject({ version: 2, number: masked(number), validTo: '2031-01-01', issuer: '上海市公安局' })
    expect(await stored(one!.id)).toBe(number)
  })

  it('are found by their new number after a correction, and no longer by the old one', async () => {
    const [one] = await list()
    const next = residentId()
    const body = { type: 'resident-id' as const, number: next.toLowerCase() }
    await firm.am.call(identifications.edit, { params: { id: one!.id }, version: 1, body })
    const found = async (q: string) =>
      ((await (await firm.am.send('GET', `/customers?q=${q}`)).json()) as { total: number }).total
    expect([await found(next), await found(number)]).toEqual([1, 0])
  })

  it.each([
    ['a wrong checksum', { type: 'resident-id', number: '110105194912310021' }, 'number', 'resident-id.checksum'],
    [
      'a masked number for a new document',
      { type: 'resident-id', number: '110***********0021' },
      'number',
      'resident-id.shape',
    ],
    [
      'a credit code of a person',
      { type: 'credit-code', number: '91350100M000100Y43' },
      'type',
      'identification.not-of-a-person',
    ],
  ] as const)('are refused with %s, on their field', async (_, body, field, code) => {
    expect(await refusalOf(firm.am.call(identifications.add, { params: customer, body }))).toEqual({
      status: 400,
      code: 'invalid',
      errors: [{ field, code }],
    })
    expect(await list()).toHaveLength(1)
  })

  it('of an organisation are its credit code, never a passport', async () => {
    const firmCode = makeCreditCode({ authority: '9', category: '1', area: '310000', organisation: '12345678' })
    const organisation = await firm.customerOf(firm.am, { kind: 'organisation' })
    const add = (body: { type: 'credit-code' | 'passport'; number: string }) =>
      refusalOf(firm.am.call(identifications.add, { params: { id: organisation.id }, body }))
    expect(await add({ type: 'credit-code', number: firmCode })).toBeNull()
    expect(await add({ type: 'passport', number: 'E12345678' })).toMatchObject({
      errors: [{ field: 'type', code: 'identification.not-of-an-organisation' }],
    })
  })

  it('still have to fit their type when only the type changes under a masked number', async () => {
    const [one] = await list()
    const before = await rowOf(api, 'identifications', one!.id)
    const body = { type: 'foreign-permanent-resident-id' as const, number: one!.number }
    expect(
      await refusalOf(firm.am.call(identifications.edit, { params: { id: one!.id }, version: 1, body })),
    ).toMatchObject({
      status: 400,
      errors: [{ field: 'number' }],
    })
    expect(await rowOf(api, 'identifications', one!.id)).toEqual(before)
  })

  it('are removed by their version, and then gone', async () => {
    const [one] = await list()
    const remove = (version: number) =>
      refusalOf(firm.am.call(identifications.remove, { params: { id: one!.id }, version }))
    expect(await remove(2)).toMatchObject({ status: 412 })
    expect(await remove(1)).toBeNull()
    expect(await list()).toEqual([])
    expect(await remove(1)).toMatchObject({ status: 404 })
  })

  it('of another person’s customer are 404 by every address, and stay as they are', async () => {
    const [one] = await list()
    const before = await rowOf(api, 'identifications', one!.id)
    const body = { type: 'passport' as const, number: 'E12345678' }
    const calls = [
      () => firm.colleague.call(identifications.list, { params: customer }),
      () => firm.colleague.call(identifications.add, { params: customer, body }),
      () => firm.colleague.call(identifications.edit, { params: { id: one!.id }, version: 1, body }),
      () => firm.colleague.call(identifications.remove, { params: { id: one!.id }, version: 1 }),
    ]
    for (const call of calls) expect(await refusalOf(call())).toEqual({ status: 404, code: 'not-found' })
    expect(await rowOf(api, 'identifications', one!.id)).toEqual(before)
    expect(
      await refusalOf(firm.sa.call(identifications.remove, { params: { id: one!.id }, version: 1 })),
    ).toMatchObject({ status: 403 })
  })

  it('cannot be moved to another customer', async () => {
    const [one] = await list()
    const answer = await firm.am.send('PATCH', `/identifications/${one!.id}`, {
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify({ type: 'resident-id', number: one!.number, customerId: customer.id }),
    })
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ field: 'customerId', code: 'unknown-field' }] })
  })
})
