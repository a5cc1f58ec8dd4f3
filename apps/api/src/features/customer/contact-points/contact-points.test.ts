import { contactPoints } from '@rapport/contract/customer/contact-points'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, meanwhile, refusalOf, rowOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { addContactPoint } from './contact-points.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())
beforeEach(async () => {
  customer = await firm.customerOf(firm.am, {
    contactPoints: [
      { kind: 'mobile', value: '13812345678', preferred: true, verifiedAt: '2026-01-01T00:00:00Z' },
      { kind: 'email', value: 'zhangsan@qq.com', preferred: true },
      { kind: 'address', value: '上海市浦东新区世纪大道 1 号' },
    ],
  })
})

type Draft = {
  kind: 'mobile' | 'phone' | 'email' | 'address' | 'wechat'
  value: string
  preferred?: boolean
  doNotContact?: boolean
}
const list = (who = firm.am) => who.call(contactPoints.list, { params: customer }).then(({ items }) => items)
const add = (body: Draft, who = firm.am) => who.call(contactPoints.add, { params: customer, body })
const stored = async (id: string) => {
  const row = await api.make((db) => db.contactPoint.findUniqueOrThrow({ where: { id } }))
  return api.product.seal.open(row.valueSealed, `contact_points.value.${id}`)
}

describe('contact points', () => {
  it('come masked by their kind, address in full, and in the clear by clearance', async () => {
    expect((await list()).map(({ value }) => value)).toEqual([
      '138****5678',
      'z***@qq.com',
      '上海市浦东新区世纪大道 1 号',
    ])
    expect((await list(firm.co)).map(({ value }) => value).slice(0, 2)).toEqual(['13812345678', 'zhangsan@qq.com'])
  })

  it('have one preferred a kind at a time: a new one replaces the old', async () => {
    await add({ kind: 'mobile', value: '13900000001', preferred: true })
    expect((await list()).map(({ kind, preferred }) => [kind, preferred])).toEqual([
      ['mobile', false],
      ['email', true],
      ['address', false],
      ['mobile', true],
    ])
    const [first] = await list()
    await firm.am.call(contactPoints.edit, {
      params: { id: first!.id },
      version: first!.version,
      body: { kind: 'mobile', value: first!.value, preferred: true },
    })
    expect((await list()).map(({ preferred }) => preferred)).toEqual([true, true, false, false])
  })

  it('have one preferred also when two are made at the same moment', async () => {
    const draft = (value: string) => ({ kind: 'phone' as const, value, preferred: true, doNotContact: false })
    await meanwhile(
      api,
      firm.am,
      (db) => addContactPoint(db, customer.id, draft('021-68880001'), api.product.seal),
      () => add(draft('021-68880002')),
    )
    expect((await list()).filter(({ kind, preferred }) => kind === 'phone' && preferred)).toHaveLength(1)
  })

  it('keep their value and its verification when it comes back masked', async () => {
    const [mobile] = await list()
    const edited = await firm.am.call(contactPoints.edit, {
      params: { id: mobile!.id },
      version: 1,
      body: { kind: 'mobile', value: '138****5678', doNotContact: true },
    })
    expect(edited).toMatchObject({
      version: 2,
      value: '138****5678',
      doNotContact: true,
      verifiedAt: '2026-01-01T00:00:00.000Z',
    })
    expect(await stored(mobile!.id)).toBe('13812345678')
  })

  it('are stored in one form, found by it, and not verified after a change', async () => {
    const [mobile] = await list()
    const body = { kind: 'mobile' as const, value: '+86 139-8765 4321' }
    const edited = await firm.am.call(contactPoints.edit, { params: { id: mobile!.id }, version: 1, body })
    expect(edited).toMatchObject({ value: '139****4321', verifiedAt: null })
    expect(await stored(mobile!.id)).toBe('13987654321')
    const found = (await (await firm.am.send('GET', '/customers?q=13987654321')).json()) as { items: { id: string }[] }
    expect(found.items.map(({ id }) => id)).toEqual([customer.id])
  })

  it.each([
    ['mobile', '12345', 'mobile.shape'],
    ['mobile', '138****5678', 'mobile.shape'],
    ['email', 'nobody', 'email.shape'],
    ['phone', 'call me', 'phone.shape'],
  ] as const)('refuse the %s %s on its field', async (kind, value, code) => {
    expect(await refusalOf(add({ kind, value }))).toEqual({
      status: 400,
      code: 'invalid',
      errors: [{ field: 'value', code }],
    })
    expect(await list()).toHaveLength(3)
  })

  it('do not take a masked mobile for an e-mail address', async () => {
    const [mobile] = await list()
    const before = await rowOf(api, 'contact_points', mobile!.id)
    const body = { kind: 'email' as const, value: mobile!.value }
    expect(
      await refusalOf(firm.am.call(contactPoints.edit, { params: { id: mobile!.id }, version: 1, body })),
    ).toMatchObject({ status: 400 })
    expect(await rowOf(api, 'contact_points', mobile!.id)).toEqual(before)
  })

  it('are refused from a stale version, and removed by the present one', async () => {
    const [mobile] = await list()
    const edit = (version: number) =>
      refusalOf(
        firm.am.call(contactPoints.edit, {
          params: { id: mobile!.id },
          version,
          body: { kind: 'mobile', value: '13700000000' },
        }),
      )
    expect(await edit(2)).toEqual({ status: 412, code: 'version.stale' })
    expect(await stored(mobile!.id)).toBe('13812345678')
    expect(
      await refusalOf(firm.am.call(contactPoints.remove, { params: { id: mobile!.id }, version: 2 })),
    ).toMatchObject({ status: 412 })
    await firm.am.call(contactPoints.remove, { params: { id: mobile!.id }, version: 1 })
    expect(await list()).toHaveLength(2)
  })

  it('may be edited by a service agent of the unit, and by nobody out of sight', async () => {
    const [mobile] = await list()
    const body = { kind: 'mobile' as const, value: '13700000000' }
    const before = await rowOf(api, 'contact_points', mobile!.id)
    for (const who of [firm.colleague, firm.stranger]) {
      expect(await refusalOf(who.call(contactPoints.list, { params: customer }))).toMatchObject({ status: 404 })
      expect(await refusalOf(who.call(contactPoints.add, { params: customer, body }))).toMatchObject({ status: 404 })
      expect(
        await refusalOf(who.call(contactPoints.edit, { params: { id: mobile!.id }, version: 1, body })),
      ).toMatchObject({ status: 404 })
      expect(await refusalOf(who.call(contactPoints.remove, { params: { id: mobile!.id }, version: 1 }))).toMatchObject(
        { status: 404 },
      )
    }
    expect(await rowOf(api, 'contact_points', mobile!.id)).toEqual(before)
    expect(await firm.sa.call(contactPoints.edit, { params: { id: mobile!.id }, version: 1, body })).toMatchObject({
      value: '137****0000',
    })
    expect(await refusalOf(firm.ho.call(contactPoints.add, { params: customer, body }))).toMatchObject({ status: 403 })
  })
})
