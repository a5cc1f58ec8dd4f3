import { contactPersons } from '@rapport/contract/customer/contact-persons'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, meanwhile, refusalOf, rowOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { addContactPerson } from './contact-persons.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())
beforeEach(async () => {
  customer = await firm.customerOf(firm.am, { kind: 'organisation' })
})

const list = (who = firm.am) => who.call(contactPersons.list, { params: customer }).then(({ items }) => items)
const director = {
  name: '李四',
  role: '财务总监',
  phone: '+86 138 0000 1234',
  email: 'li.si@example.com',
  wechat: 'lisi-88',
  preferredTime: '工作日上午',
  doNotContact: false,
  primary: true,
}
const add = (body: Parameters<typeof Object.assign>[0] = director, who = firm.am) =>
  who.call(contactPersons.add, { params: customer, body: body as typeof director })

describe('contact persons', () => {
  it('are kept with role, phone, e-mail, WeChat, preferred time and whether not to contact, phone and e-mail masked', async () => {
    await add()
    expect(await list()).toMatchObject([
      { ...director, phone: '138****1234', email: 'l***@example.com', version: 1, note: null },
    ])
    expect((await list(firm.co))[0]).toMatchObject({ phone: '13800001234', email: 'li.si@example.com' })
  })

  it('are several, with one primary at a time, who stands first', async () => {
    await add()
    await add({ name: '王五', primary: true })
    await add({ name: '赵六' })
    expect((await list()).map(({ name, primary }) => [name, primary])).toEqual([
      ['王五', true],
      ['李四', false],
      ['赵六', false],
    ])
    const li = (await list()).find(({ name }) => name === '李四')!
    await firm.am.call(contactPersons.edit, {
      params: { id: li.id },
      version: li.version,
      body: { name: '李四', primary: true },
    })
    expect((await list()).map(({ name, primary }) => [name, primary])).toEqual([
      ['李四', true],
      ['王五', false],
      ['赵六', false],
    ])
  })

  it('have one primary also when two are made at the same moment', async () => {
    const draft = (name: string) => ({ name, primary: true, doNotContact: false })
    await meanwhile(
      api,
      firm.am,
      (db) => addContactPerson(db, customer.id, draft('甲'), api.product.seal),
      () => add(draft('乙')),
    )
    expect((await list()).map(({ name, primary }) => [name, primary])).toEqual([
      ['乙', true],
      ['甲', false],
    ])
  })

  it('keep phone and e-mail that come back masked or are left out, and lose what is emptied', async () => {
    const { id } = await add()
    const body = { name: '李四', phone: '138****1234', email: 'l***@example.com', note: '改' }
    await firm.am.call(contactPersons.edit, { params: { id }, version: 1, body })
    await firm.am.call(contactPersons.edit, { params: { id }, version: 2, body: { name: '李四', role: '' } })
    expect((await list(firm.co))[0]).toMatchObject({
      phone: '13800001234',
      email: 'li.si@example.com',
      note: '改',
      role: null,
    })
    await firm.am.call(contactPersons.edit, { params: { id }, version: 3, body: { name: '李四', phone: null } })
    expect((await list(firm.co))[0]).toMatchObject({ phone: null, email: 'li.si@example.com' })
  })

  it('tell every wrong field at once', async () => {
    expect(await refusalOf(add({ name: '李*', phone: '12', email: 'x' }))).toEqual({
      status: 400,
      code: 'invalid',
      errors: [
        { field: 'name', code: 'person-name.characters' },
        { field: 'phone', code: 'phone.shape' },
        { field: 'email', code: 'email.shape' },
      ],
    })
  })

  it('take a fixed line as well as a mobile', async () => {
    await add({ name: '前台', phone: '021-68880000x12' })
    expect((await list(firm.co))[0]!.phone).toBe('021-68880000x12')
  })

  it('refuse a stale version without taking the primary place', async () => {
    await add()
    const other = await add({ name: '王五' })
    const before = await rowOf(api, 'contact_persons', (await list())[0]!.id)
    const edit = firm.am.call(contactPersons.edit, {
      params: { id: other.id },
      version: 5,
      body: { name: '王五', primary: true },
    })
    expect(await refusalOf(edit)).toEqual({ status: 412, code: 'version.stale' })
    expect(await rowOf(api, 'contact_persons', (await list())[0]!.id)).toEqual(before)
  })

  it('are 404 for whom the customer is out of sight, and stay as they are', async () => {
    const { id } = await add()
    const before = await rowOf(api, 'contact_persons', id)
    for (const who of [firm.colleague, firm.stranger]) {
      expect(await refusalOf(who.call(contactPersons.list, { params: customer }))).toMatchObject({ status: 404 })
      expect(await refusalOf(add(director, who))).toMatchObject({ status: 404 })
      expect(
        await refusalOf(who.call(contactPersons.edit, { params: { id }, version: 1, body: { name: 'x' } })),
      ).toMatchObject({ status: 404 })
      expect(await refusalOf(who.call(contactPersons.remove, { params: { id }, version: 1 }))).toMatchObject({
        status: 404,
      })
    }
    expect(await rowOf(api, 'contact_persons', id)).toEqual(before)
    await firm.sa.call(contactPersons.remove, { params: { id }, version: 1 })
    expect(await list()).toEqual([])
  })
})
