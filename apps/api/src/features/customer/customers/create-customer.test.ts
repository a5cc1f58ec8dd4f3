import { customers, NewCustomer } from '@rapport/contract/customer/customers'
import { makeCreditCode } from '@rapport/contract/identity/credit-code'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, meanwhile, refusalOf, residentId } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { createCustomer } from './create-customer.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const person = (more: object = {}) => ({
  kind: 'person' as const,
  name: '欧阳娜娜',
  identification: { type: 'resident-id' as const, number: residentId('1990-02-03', 'female') },
  ...more,
})
const creditCode = () =>
  makeCreditCode({
    authority: '9',
    category: '1',
    area: '310000',
    organisation: String(1e7 + Math.floor(Math.random() * 8e7)),
  })
const countOf = () => api.make((db) => db.customer.count())

describe('creating a customer', () => {
  it('gives her to the account manager who creates her, in her unit, with a number of twelve digits', async () => {
    const made = await firm.am.call(customers.create, { body: person() })
    expect(made).toMatchObject({
      name: '欧阳娜娜',
      owner: { id: firm.am.userId },
      unit: { id: firm.branch.id },
      version: 1,
    })
    expect(made.customerNo).toMatch(/^[1-9]\d{11}$/)
  })

  it('takes birth and gender from the resident number when they are not given', async () => {
    const made = await firm.am.call(customers.create, { body: person() })
    expect(made).toMatchObject({ birthOn: '1990-02-03', gender: 'female' })
  })

  it('shows the new customer in the list and in search at once: by name, pinyin, initials and whole numbers', async () => {
    const number = residentId('1977-11-30')
    const mobile = '13912345671'
    const body = person({
      name: '慕容雪村',
      customerNo: 'NEW-77123',
      identification: { type: 'resident-id', number },
      contactPoints: [{ kind: 'mobile', value: `+86 ${mobile}`, preferred: true }],
    })
    const { id } = await firm.am.call(customers.create, { body })
    for (const q of ['慕容雪村', '雪', '容雪', 'murong', 'mrxc', '77123', number, number.toLowerCase(), mobile]) {
      const { items, total } = await firm.am.call(customers.list, { query: { q } })
      expect(
        items.map((item) => item.id),
        q,
      ).toEqual([id])
      expect(total).toBe(1)
    }
  })

  it('tells every wrong field at once, each on its own path, and stores nothing', async () => {
    const before = await countOf()
    const body = person({
      name: '张*',
      gender: 'male',
      birthOn: '1990-02-04',
      legalForm: 'GmbH',
      openedOn: '2199-01-01',
      contactPoints: [
        { kind: 'mobile', value: '12345' },
        { kind: 'email', value: 'fine@example.com' },
        { kind: 'email', value: 'nobody' },
      ],
    })
    expect(await refusalOf(firm.am.call(customers.create, { body }))).toEqual({
      status: 400,
      code: 'invalid',
      errors: expect.arrayContaining([
        { field: 'name', code: 'person-name.characters' },
        { field: 'gender', code: 'identification.gender-differs' },
        { field: 'birthOn', code: 'identification.birth-differs' },
        { field: 'legalForm', code: 'customer.organisation-only' },
        { field: 'openedOn', code: 'day.future' },
        { field: 'contactPoints.0.value', code: 'mobile.shape' },
        { field: 'contactPoints.2.value', code: 'email.shape' },
      ]),
    })
    expect(await countOf()).toBe(before)
  })

  it.each([
    ['11010519491231002', 'resident-id.length'],
    ['110105194912310021', 'resident-id.checksum'],
    ['110105194913310020', 'resident-id.birth-date'],
  ])('refuses the resident number %s on its field as %s', async (number, code) => {
    const body = person({ identification: { type: 'resident-id', number } })
    expect(await refusalOf(firm.am.call(customers.create, { body }))).toMatchObject({
      status: 400,
      errors: [{ field: 'identification.number', code }],
    })
  })

  it('refuses a missing document and a missing name on their fields', async () => {
    const answer = await firm.am.send('POST', '/customers', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'person' }),
    })
    expect(await answer.json()).toMatchObject({
      status: 400,
      errors: [
        { field: 'name', code: 'required' },
        { field: 'identification', code: 'required' },
      ],
    })
  })

  it('wants a credit code of an organisation, and none of a person', async () => {
    const made = await firm.am.call(customers.create, {
      body: {
        kind: 'organisation',
        name: '申城贸易有限公司',
        identification: { type: 'credit-code', number: creditCode() },
      },
    })
    expect(made).toMatchObject({ kind: 'organisation', gender: null, birthOn: null })
    const without = { ...person(), kind: 'organisation' as const }
    expect(await refusalOf(firm.am.call(customers.create, { body: without }))).toMatchObject({
      errors: [{ field: 'identification.type', code: 'identification.credit-code-needed' }],
    })
    const odd = person({ identification: { type: 'credit-code', number: creditCode() } })
    expect(await refusalOf(firm.am.call(customers.create, { body: odd }))).toMatchObject({
      errors: [{ field: 'identification.type', code: 'identification.not-of-a-person' }],
    })
  })

  it('does not let an account manager create for a colleague', async () => {
    const colleague = await api.make((db) => db.user.findUniqueOrThrow({ where: { id: firm.colleague.userId } }))
    const body = person({ ownerUsername: colleague.username })
    expect(await refusalOf(firm.am.call(customers.create, { body }))).toMatchObject({
      status: 422,
      errors: [{ field: 'ownerUsername', code: 'owner.not-yours' }],
    })
  })

  it('lets a branch manager create for an account manager of hers, and for nobody else', async () => {
    const nameOf = async (id: string) => (await api.make((db) => db.user.findUniqueOrThrow({ where: { id } }))).username
    const create = async (username?: string) =>
      firm.bm.call(customers.create, { body: person(username ? { ownerUsername: username } : {}) })
    expect(await create(await nameOf(firm.am.userId))).toMatchObject({ owner: { id: firm.am.userId } })
    expect(await refusalOf(create())).toMatchObject({
      status: 422,
      errors: [{ field: 'ownerUsername', code: 'required' }],
    })
    for (const username of [await nameOf(firm.stranger.userId), await nameOf(firm.sa.userId), 'nobody'])
      expect(await refusalOf(create(username))).toMatchObject({
        status: 422,
        errors: [{ field: 'ownerUsername', code: 'owner.unknown' }],
      })
  })

  it('refuses a customer number in sight, and never speaks of one that is hidden', async () => {
    await firm.customerOf(firm.am, { customerNo: 'TAKEN-1' })
    await firm.customerOf(firm.colleague, { customerNo: 'HIDDEN-1' })
    expect(await refusalOf(firm.am.call(customers.create, { body: person({ customerNo: 'TAKEN-1' }) }))).toEqual({
      status: 409,
      code: 'conflict',
      errors: [{ field: 'customerNo', code: 'customer-no.taken' }],
    })
    expect(await firm.am.call(customers.create, { body: person({ customerNo: 'HIDDEN-1' }) })).toMatchObject({
      customerNo: 'HIDDEN-1',
    })
  })

  it('lets only one of two win who take the same customer number at the same moment', async () => {
    const draft = NewCustomer.parse(person({ customerNo: 'RACE-1' }))
    const means = { seal: api.product.seal, today: '2026-11-20' }
    const second = meanwhile(
      api,
      firm.am,
      (db, viewer) => createCustomer(db, viewer, draft, means),
      () => refusalOf(firm.am.call(customers.create, { body: person({ customerNo: 'RACE-1' }) })),
    )
    expect(await second).toMatchObject({ status: 409, errors: [{ field: 'customerNo' }] })
  })

  it('stores a document that another customer has too, without a word', async () => {
    const number = residentId()
    const body = person({ identification: { type: 'resident-id', number } })
    await firm.am.call(customers.create, { body })
    expect(await refusalOf(firm.am.call(customers.create, { body }))).toBeNull()
  })

  it('keeps the number of the document and the mobile sealed', async () => {
    const number = residentId()
    const mobile = '13800001111'
    const body = person({
      identification: { type: 'resident-id', number },
      contactPoints: [{ kind: 'mobile', value: mobile }],
    })
    const { id } = await firm.am.call(customers.create, { body })
    const stored = await api.make(async (db) => [
      await db.identification.findMany({ where: { customerId: id } }),
      await db.contactPoint.findMany({ where: { customerId: id } }),
      await db.auditEvent.findMany({ where: { customerId: id }, select: { after: true, before: true } }),
    ])
    expect(stored[0]).toHaveLength(1)
    expect(stored[1]).toHaveLength(1)
    expect(JSON.stringify(stored)).not.toContain(number)
    expect(JSON.stringify(stored)).not.toContain(mobile)
  })

  it.each(['id', 'ownerId', 'unitId', 'version', 'createdAt', 'deletedAt', 'riskLevel', 'searchKeys'])(
    'refuses the column %s as an unknown field',
    async (column) => {
      const answer = await firm.am.send('POST', '/customers', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...person(), [column]: firm.am.userId }),
      })
      expect(await answer.json()).toMatchObject({ status: 400, errors: [{ field: column, code: 'unknown-field' }] })
    },
  )

  it('is not for service agents, head office, compliance and administrators', async () => {
    for (const who of [firm.sa, firm.ho, firm.co, firm.admin])
      expect(await refusalOf(who.call(customers.create, { body: person() }))).toMatchObject({ status: 403 })
  })
})
