import { customers } from '@rapport/contract/customer/customers'
import { makeAccount, makeCustomer, makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, residentId, rowOf, versionOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let id: string
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())
beforeEach(async () => {
  id = (await firm.customerOf(firm.am, { name: '王小明' })).id
})

const byId = () => ({ params: { id } })
const found = async (who: Client, q: string) =>
  (await who.call(customers.list, { query: { q } })).items.map((item) => item.id)
const patch = (who: Client, body: unknown, version = '"1"') =>
  who.send('PATCH', `/customers/${id}`, {
    headers: { 'content-type': 'application/json', ...(version && { 'if-match': version }) },
    body: JSON.stringify(body),
  })
const missing = '01890000-0000-7000-8000-000000000000'

describe('editing a customer', () => {
  it('changes what was given and leaves the rest', async () => {
    const edited = await firm.am.call(customers.edit, {
      ...byId(),
      version: 1,
      body: { occupation: '教师', birthOn: '1980-02-29', tags: ['VIP'], note: '  ' },
    })
    expect(edited).toMatchObject({
      version: 2,
      name: '王小明',
      occupation: '教师',
      birthOn: '1980-02-29',
      tags: ['VIP'],
      note: null,
    })
    const cleared = await firm.am.call(customers.edit, { ...byId(), version: 2, body: { birthOn: null } })
    expect(cleared).toMatchObject({ version: 3, occupation: '教师', birthOn: null })
  })

  it('finds a customer under the new name and no longer under the old one, and still by account and customer number', async () => {
    await api.make((db) => makeAccount(db, { customer: { id }, number: 'RENAMED-909090' }))
    const { customerNo } = await firm.am.call(customers.open, byId())
    await firm.am.call(customers.edit, { ...byId(), version: await versionOf(firm.am, id), body: { name: '司马 懿' } })
    for (const q of ['司马懿', 'simayi', 'smy', '909090', customerNo.slice(-5)])
      expect([q, await found(firm.am, q)]).toEqual([q, [id]])
    expect(await found(firm.am, '王小明')).not.toContain(id)
  })

  it('wants the version that the edit was made from, and refuses a stale one without writing', async () => {
    await firm.am.call(customers.edit, { ...byId(), version: 1, body: { note: 'first' } })
    const before = await rowOf(api, 'customers', id)
    expect((await patch(firm.am, { note: 'second' }, '')).status).toBe(428)
    expect((await patch(firm.am, { note: 'second' }, '"one"')).status).toBe(400)
    const stale = await patch(firm.am, { note: 'second' })
    expect([stale.status, ((await stale.json()) as { code: string }).code]).toEqual([412, 'version.stale'])
    expect(await rowOf(api, 'customers', id)).toEqual(before)
  })

  it('lets one of two win who edit at the same moment', async () => {
    const statuses = await Promise.all(['a', 'b', 'c'].map(async (note) => (await patch(firm.am, { note })).status))
    expect(statuses.sort()).toEqual([200, 412, 412])
  })

  it.each([
    ['ownerId', '01890000-0000-7000-8000-000000000000'],
    ['unitId', '01890000-0000-7000-8000-000000000000'],
    ['id', '01890000-0000-7000-8000-000000000000'],
    ['customerNo', 'X-1'],
    ['kind', 'organisation'],
    ['version', 9],
    ['riskLevel', 'C5'],
    ['deletedAt', null],
    ['createdAt', '2020-01-01T00:00:00Z'],
    ['searchKeys', []],
    ['visits', { create: {} }],
    ['__proto__x', 1],
  ])('refuses the unknown field %s and writes nothing', async (field, value) => {
    const before = await rowOf(api, 'customers', id)
    const answer = await patch(firm.am, { note: 'x', [field]: value })
    expect(await answer.json()).toMatchObject({ status: 400, errors: [{ field, code: 'unknown-field' }] })
    expect(await rowOf(api, 'customers', id)).toEqual(before)
  })

  it.each([
    { name: { not: '' } },
    { name: ['x'] },
    { tags: 'x' },
    { note: { set: 'x' } },
    { name: '张\u0000三' },
    {},
    { gender: 'x' },
    { birthOn: '1990-02-30' },
    { birthOn: '2190-01-01' },
    { name: '张*' },
    { legalForm: 'AG' },
    { lei: 'short' },
    [],
  ])('refuses %j and writes nothing', async (body) => {
    const before = await rowOf(api, 'customers', id)
    expect((await patch(firm.am, body)).status).toBe(400)
    expect(await rowOf(api, 'customers', id)).toEqual(before)
  })
})

describe('removing a customer', () => {
  it('takes her out of list, search, groups, export and direct reach, and brings all of it back', async () => {
    const number = residentId()
    const { id, name } = await firm.customerOf(firm.am, {
      name: '上官婉儿',
      identifications: [{ type: 'resident-id', number }],
      contactPoints: [{ kind: 'mobile', value: '13611112222' }],
      contactPersons: [{ name: '武则天' }],
      bankCards: [{ bank: '建设银行', number: '6222021234567890128' }],
    })
    await api.make(async (db) => {
      await makeAccount(db, { customer: { id } })
      await makeVisit(db, { customer: { id }, staff: { id: firm.am.userId }, plannedOn: '2026-01-05' })
    })
    const paths = [
      '',
      '/identifications',
      '/contact-points',
      '/contact-persons',
      '/bank-cards',
      '/investor-profiles',
      '/timeline',
    ]
    const statuses = async (who: Client) => {
      const answers = await Promise.all(paths.map((path) => who.send('GET', `/customers/${id}${path}`)))
      return [...new Set(answers.map((answer) => answer.status))]
    }
    const visits = () => api.make((db) => db.careVisit.findMany({ where: { customerId: id }, select: { live: true } }))

    await firm.am.call(customers.remove, { params: { id }, version: 1 })
    for (const who of [firm.am, firm.bm, firm.ho]) {
      expect(await found(who, name)).toEqual([])
      expect((await who.call(customers.lookUp, { body: { number } })).items).toEqual([])
      expect(await statuses(who)).toEqual([404])
    }
    expect(await visits()).toEqual([{ live: false }])
    const removed = await firm.am.call(customers.list, { query: { deleted: 'true', q: name } })
    expect(removed.items).toMatchObject([{ id }])

    const back = await firm.bm.call(customers.restore, { params: { id } })
    expect(back).toMatchObject({ id, deletedAt: null })
    expect(await found(firm.am, name)).toEqual([id])
    expect(await statuses(firm.am)).toEqual([200])
    expect(await visits()).toEqual([{ live: true }])
  })

  it('does not come back while another in sight has her number', async () => {
    const { customerNo } = await firm.am.call(customers.open, byId())
    await firm.am.call(customers.remove, { ...byId(), version: 1 })
    const other = await api.make((db) =>
      makeCustomer(db, api.product.seal, { customerNo, owner: { id: firm.am.userId }, unit: firm.branch }),
    )
    const restored = () => refusalOf(firm.am.call(customers.restore, byId()))
    expect(await restored()).toMatchObject({
      status: 409,
      errors: [{ field: 'customerNo', code: 'customer-no.taken' }],
    })
    expect((await firm.am.call(customers.list, { query: { deleted: 'true' } })).items.map((one) => one.id)).toContain(
      id,
    )
    await firm.am.call(customers.remove, { params: { id: other.id }, version: 1 })
    expect(await firm.am.call(customers.restore, byId())).toMatchObject({ id, deletedAt: null })
  })

  it('refuses a stale version, a second time, and what was never removed', async () => {
    expect(await refusalOf(firm.am.call(customers.remove, { ...byId(), version: 7 }))).toMatchObject({ status: 412 })
    expect(await refusalOf(firm.am.call(customers.restore, byId()))).toEqual({
      status: 409,
      code: 'customer.not-removed',
    })
    await firm.am.call(customers.remove, { ...byId(), version: 1 })
    expect(await refusalOf(firm.am.call(customers.remove, { ...byId(), version: 2 }))).toMatchObject({ status: 404 })
    expect(await refusalOf(firm.am.call(customers.edit, { ...byId(), version: 2, body: { note: 'x' } }))).toMatchObject(
      { status: 404 },
    )
  })
})

describe('handing a customer over', () => {
  const to = (ownerId: string, reason = '客户要求更换') => ({ ...byId(), version: 1, body: { ownerId, reason } })

  it('moves her to the new owner at once, with history and reason in the trail', async () => {
    const handed = await firm.bm.call(customers.handOver, to(firm.colleague.userId))
    expect(handed).toMatchObject({ owner: { id: firm.colleague.userId }, unit: { id: firm.branch.id }, version: 2 })
    expect((await firm.am.send('GET', `/customers/${id}`)).status).toBe(404)
    expect((await firm.colleague.send('GET', `/customers/${id}`)).status).toBe(200)
    const { history, trail } = await api.make(async (db) => ({
      history: await db.relationshipAssignment.findMany({ where: { customerId: id }, orderBy: { validFrom: 'asc' } }),
      trail: await db.auditEvent.findMany({ where: { objectId: id, action: 'update' } }),
    }))
    expect(history).toMatchObject([
      { ownerId: firm.am.userId, validTo: expect.any(Date) },
      { ownerId: firm.colleague.userId, validTo: null, reason: '客户要求更换', recordedBy: firm.bm.userId },
    ])
    expect(trail).toMatchObject([{ reason: '客户要求更换', actorId: firm.bm.userId }])
  })

  it('lets head office move her to another branch, and the unit follows the owner', async () => {
    const handed = await firm.ho.call(customers.handOver, to(firm.stranger.userId))
    expect(handed.unit.id).toBe(firm.elsewhere.id)
    expect((await firm.bm.send('GET', `/customers/${id}`)).status).toBe(404)
  })

  it('does not let a branch manager reach into another branch, neither to give nor to take', async () => {
    const before = await rowOf(api, 'customers', id)
    expect(await refusalOf(firm.bm.call(customers.handOver, to(firm.stranger.userId)))).toMatchObject({
      status: 422,
      errors: [{ field: 'ownerId', code: 'owner.unknown' }],
    })
    expect(await rowOf(api, 'customers', id)).toEqual(before)
    const foreign = await firm.customerOf(firm.stranger)
    const taken = { params: { id: foreign.id }, version: 1, body: { ownerId: firm.am.userId, reason: 'x' } }
    expect(await refusalOf(firm.bm.call(customers.handOver, taken))).toMatchObject({ status: 404 })
  })

  it('gives nobody a customer who cannot have one: unknown, disabled, not an account manager, or the owner already', async () => {
    const gone = await api.signIn('account-manager', firm.branch)
    await api.make((db) => db.user.update({ where: { id: gone.userId }, data: { disabledAt: new Date() } }))
    const before = await rowOf(api, 'customers', id)
    for (const ownerId of [missing, gone.userId, firm.sa.userId, firm.bm.userId])
      expect(await refusalOf(firm.bm.call(customers.handOver, to(ownerId)))).toMatchObject({
        status: 422,
        errors: [{ field: 'ownerId', code: 'owner.unknown' }],
      })
    expect(await refusalOf(firm.bm.call(customers.handOver, to(firm.am.userId)))).toMatchObject({
      errors: [{ field: 'ownerId', code: 'owner.unchanged' }],
    })
    expect(await rowOf(api, 'customers', id)).toEqual(before)
  })

  it('is not for an account manager, and needs a version and a reason', async () => {
    expect(await refusalOf(firm.am.call(customers.handOver, to(firm.colleague.userId)))).toMatchObject({ status: 403 })
    expect(await refusalOf(firm.bm.call(customers.handOver, to(firm.colleague.userId, ' ')))).toMatchObject({
      status: 400,
    })
    const { version: _, ...without } = to(firm.colleague.userId)
    expect(await refusalOf(firm.bm.call(customers.handOver, without))).toMatchObject({ status: 428 })
  })
})
