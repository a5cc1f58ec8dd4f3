import { users } from '@rapport/contract/administration/organisation'
import { customers } from '@rapport/contract/customer/customers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from './testing.ts'
import { makeWorld, type Person, sees, type World } from './testing-world.ts'

let api: Api
let world: World
beforeAll(async () => {
  api = await startApi()
  world = await makeWorld(api)
})
afterAll(() => api.close())

/** What a person sees in every way that an open session knows: the list, its total, and each customer by address. */
async function inSight(person: Person) {
  const { items, total } = await person.call(customers.list, { query: { limit: '200' } })
  const listed = items.map(({ id }) => id).sort()
  const opened = []
  for (const { id } of world.customers)
    if ((await person.send('GET', `/customers/${id}`)).status === 200) opened.push(id)
  expect(opened.sort()).toEqual(listed)
  expect(total).toBe(listed.length)
  return listed
}
const expected = (person: Person) =>
  world.customers
    .filter((customer) => sees(person, customer))
    .map(({ id }) => id)
    .sort()
const change = async (person: Person, body: { unitId?: string; roleId?: string; disabled?: boolean }) => {
  const { version } = await api.make((db) => db.user.findUniqueOrThrow({ where: { id: person.userId } }))
  await world.people.admin.call(users.change, { params: { id: person.userId }, version, body })
}

describe('an open session', () => {
  it('sees as its person may at that very request: after a transfer to another branch', async () => {
    const { bm2 } = world.people
    expect(await inSight(bm2)).toEqual(expected(bm2))
    await change(bm2, { unitId: world.far.id })
    const moved = { ...bm2, units: [world.far.id] }
    expect(await inSight(moved)).toEqual(expected(moved))
    expect(expected(moved)).not.toEqual(expected(bm2))
    await change(bm2, { unitId: world.two.id })
    expect(await inSight(bm2)).toEqual(expected(bm2))
  })

  it('after another role: what it may call and what it sees', async () => {
    const { rm1 } = world.people
    await change(rm1, { roleId: api.roles['account-manager'] })
    expect(await inSight(rm1)).toEqual([])
    expect((await rm1.send('POST', `/customers/${world.customers[0]!.id}/hand-over`)).status).toBe(403)
    await change(rm1, { roleId: api.roles['head-office'] })
    const promoted: Person = { ...rm1, role: 'head-office' }
    expect(await inSight(promoted)).toEqual(expected(promoted))
    await change(rm1, { roleId: api.roles['branch-manager'] })
    expect(await inSight(rm1)).toEqual(expected(rm1))
  })

  it('after losing a right is told that before anything about what it sent, and after its end that it is nobody', async () => {
    const { bm2 } = world.people
    const malformed = () =>
      bm2.send('POST', '/care-visits', { body: '{', headers: { 'content-type': 'application/json' } })
    expect((await malformed()).status).toBe(400)
    await change(bm2, { roleId: api.roles.administrator })
    expect((await malformed()).status).toBe(403)
    await change(bm2, { roleId: api.roles['branch-manager'] })
    expect((await malformed()).status).toBe(400)
    await api.make((db) => db.session.updateMany({ where: { userId: bm2.userId }, data: { endedAt: new Date() } }))
    expect((await malformed()).status).toBe(401)
    expect((await bm2.send('GET', '/customers')).status).toBe(401)
    await api.make((db) => db.session.updateMany({ where: { userId: bm2.userId }, data: { endedAt: null } }))
    expect(await inSight(bm2)).toEqual(expected(bm2))
  })

  it('after a hand-over: the customer with all that belongs to it is gone from one and there for the other', async () => {
    const { am1, am2, bm1 } = world.people
    const customer = world.customers.find(({ owner, removed }) => owner === am1.userId && !removed)!
    const visit = customer.children['care-visits']!
    const status = async (person: Person, path: string) => (await person.send('GET', path)).status
    expect(await status(am1, `/care-visits/${visit}`)).toBe(200)
    expect(await status(am2, `/care-visits/${visit}`)).toBe(404)
    const { version } = await bm1.call(customers.open, { params: { id: customer.id } })
    await bm1.call(customers.handOver, {
      params: { id: customer.id },
      version,
      body: { ownerId: am2.userId, reason: 'Leaves the firm' },
    })
    customer.owner = am2.userId
    for (const path of [`/care-visits/${visit}`, `/customers/${customer.id}`]) {
      expect(await status(am1, path)).toBe(404)
      expect(await status(am2, path)).toBe(200)
    }
    expect(await inSight(am1)).toEqual(expected(am1))
    expect(await inSight(am2)).toEqual(expected(am2))
  })

  it('after the person was disabled: nothing at all', async () => {
    const { am3 } = world.people
    expect((await inSight(am3)).length).toBeGreaterThan(0)
    await change(am3, { disabled: true })
    for (const path of ['/session', '/customers', `/customers/${expected(am3)[0]}`])
      expect((await am3.send('GET', path)).status).toBe(401)
  })
})
