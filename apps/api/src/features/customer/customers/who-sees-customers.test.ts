import { customers } from '@rapport/contract/customer/customers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf, rowOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let everyone: string[]
const made: Record<'am' | 'colleague' | 'stranger', string[]> = { am: [], colleague: [], stranger: [] }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  for (const owner of ['am', 'colleague', 'stranger'] as const)
    for (let i = 0; i < 4; i++)
      made[owner].push(
        (
          await firm.customerOf(firm[owner], {
            name: `${owner}客户${i}`,
            ...(i === 3 && { deletedAt: '2026-01-01T00:00:00Z' }),
          })
        ).id,
      )
  everyone = Object.values(made).flat()
})
afterAll(() => api.close())

const live = (...owners: (keyof typeof made)[]) => owners.flatMap((owner) => made[owner].slice(0, 3)).sort()
const readable = async (who: Client, path: string) => {
  const statuses = await Promise.all(
    everyone.map(async (id) => [id, (await who.send('GET', path.replace(':id', id))).status] as const),
  )
  expect(new Set(statuses.map(([, status]) => status))).toEqual(
    new Set([200, 404].filter((s) => statuses.some((t) => t[1] === s))),
  )
  return statuses
    .filter(([, status]) => status === 200)
    .map(([id]) => id)
    .sort()
}
const roles: [keyof Firm, (keyof typeof made)[]][] = [
  ['am', ['am']],
  ['colleague', ['colleague']],
  ['stranger', ['stranger']],
  ['bm', ['am', 'colleague']],
  ['sa', ['am', 'colleague']],
  ['ho', ['am', 'colleague', 'stranger']],
  ['co', ['am', 'colleague', 'stranger']],
]

describe('who sees which customers', () => {
  it.each(roles)(
    '%s sees the same in list, search, count, groups, export, look-up and by address',
    async (name, owners) => {
      const who = firm[name] as Client
      const wanted = live(...owners)
      const list = await who.call(customers.list, { query: { limit: '200' } })
      expect(list.items.map((item) => item.id).sort()).toEqual(wanted)
      expect(list.total).toBe(wanted.length)
      for (const q of ['客户', 'kehu', 'am客户0']) {
        const found = await who.call(customers.list, { query: { q } })
        const expected = q === 'am客户0' ? live(...owners).filter((id) => id === made.am[0]) : wanted
        expect(found.items.map((item) => item.id).sort()).toEqual(expected)
      }
      for (const by of ['level', 'kind', 'unit', 'owner'] as const)
        expect((await who.call(customers.groups, { query: { by } })).total).toBe(wanted.length)
      for (const path of [
        '',
        '/identifications',
        '/contact-points',
        '/contact-persons',
        '/bank-cards',
        '/investor-profiles',
        '/timeline',
      ])
        expect([path, await readable(who, `/customers/:id${path}`)]).toEqual([path, wanted])
      if (name === 'sa') return
      const file = (await who.call(customers.exportRows)) as unknown as string
      expect(
        file
          .trim()
          .split('\r\n')
          .slice(1)
          .map((line) => line.slice(0, 36))
          .sort(),
      ).toEqual(wanted)
    },
  )

  it('is nobody for an administrator: neither list nor count nor address', async () => {
    for (const path of [
      '/customers',
      '/customers/groups?by=level',
      '/customers/export',
      `/customers/${made.am[0]}`,
      `/customers/${made.am[0]}/timeline`,
    ])
      expect((await firm.admin.send('GET', path)).status).toBe(403)
  })

  it('answers a change of what is out of sight with 404, changes nothing and writes it down once', async () => {
    const id = made.stranger[0]!
    const before = await rowOf(api, 'customers', id)
    const version = 1
    const calls = [
      () => firm.am.call(customers.edit, { params: { id }, version, body: { note: 'mine' } }),
      () => firm.am.call(customers.remove, { params: { id }, version }),
      () => firm.am.call(customers.restore, { params: { id: made.stranger[3]! } }),
      () => firm.bm.call(customers.edit, { params: { id }, version, body: { note: 'mine' } }),
      () =>
        firm.bm.call(customers.handOver, { params: { id }, version, body: { ownerId: firm.am.userId, reason: 'x' } }),
    ]
    const refusals = () => api.make((db) => db.auditEvent.count({ where: { action: 'refuse' } }))
    for (const call of calls) {
      const written = await refusals()
      expect(await refusalOf(call())).toEqual({ status: 404, code: 'not-found' })
      expect(await refusals()).toBe(written + 1)
    }
    expect(await rowOf(api, 'customers', id)).toEqual(before)
  })

  it('answers for what is out of sight exactly as for what does not exist', async () => {
    const bodies = await Promise.all(
      [made.stranger[0], '01890000-0000-7000-8000-000000000000'].map(async (id) => {
        const answer = await firm.am.send('GET', `/customers/${id}`)
        const { requestId: _, ...problem } = (await answer.json()) as Record<string, unknown>
        return [answer.status, answer.headers.get('etag'), problem]
      }),
    )
    expect(bodies[0]).toEqual(bodies[1])
  })

  it('follows a person who is moved to another branch on the next request', async () => {
    const manager = await api.signIn('branch-manager', firm.branch)
    const ids = async () => (await manager.call(customers.list)).items.map((item) => item.id).sort()
    expect(await ids()).toEqual(live('am', 'colleague'))
    await api.make((db) => db.user.update({ where: { id: manager.userId }, data: { unitId: firm.elsewhere.id } }))
    expect(await ids()).toEqual(live('stranger'))
  })
})
