import { roles, users } from '@rapport/contract/administration/organisation'
import type { Refusal } from '@rapport/contract/client'
import { makeBranch, makeHeadOffice, makeTeam } from '@rapport/database/factories'
import { builtInRoles } from '@rapport/database/factories/roles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  api = await startApi()
  admin = await api.signIn('administrator', await api.make((db) => makeHeadOffice(db)))
})
afterAll(() => api.close())

const refusal = async (call: Promise<unknown>) => {
  const { status, problem } = await call.then(
    () => ({ status: 200, problem: null }),
    (error: unknown) => error as Refusal,
  )
  return [status, problem?.errors?.[0]?.field ?? null, problem?.errors?.[0]?.code ?? problem?.code]
}
const rights = { name: 'Trainee', nameZh: '见习', scope: 'own' as const, permissions: [], clearance: [] }

describe('roles', () => {
  it('are listed with their rights and how many people hold them', async () => {
    const branch = await api.make((db) => makeBranch(db))
    await api.signIn('service-agent', branch)
    const { items } = await admin.call(roles.list)
    const agent = items.find(({ code }) => code === 'service-agent')!
    expect(agent).toMatchObject({ scope: 'units', clearance: [], people: 1 })
    expect([...agent.permissions].sort()).toEqual([...builtInRoles['service-agent'].permissions].sort())
  })

  it('of a firm are made beside the built-in ones, and act on the next request of who holds them', async () => {
    const made = await admin.call(roles.create, { body: { code: 'trainee', ...rights, permissions: [] } })
    const person = await api.signIn('account-manager', await api.make((db) => makeBranch(db)))
    expect((await person.send('GET', '/colleagues')).status).toBe(200)
    const version = (await api.make((db) => db.user.findUniqueOrThrow({ where: { id: person.userId } }))).version
    await admin.call(users.change, { params: { id: person.userId }, version, body: { roleId: made.id } })
    expect((await person.send('GET', '/colleagues')).status).toBe(403)
    await admin.call(roles.change, { params: made, version: 1, body: { permissions: ['organisation.read'] } })
    expect((await person.send('GET', '/colleagues')).status).toBe(200)
    await admin.call(roles.change, { params: made, version: 2, body: { permissions: [] } })
    expect((await person.send('GET', '/colleagues')).status).toBe(403)
  })

  it('that administer see no customers', async () => {
    for (const permission of ['user.manage', 'role.manage', 'unit.manage'] as const)
      expect(
        await refusal(
          admin.call(roles.create, {
            body: {
              code: 'mixture',
              ...rights,
              permissions: ['customer.read', permission],
              scope: 'all',
              clearance: [],
            },
          }),
        ),
      ).toEqual([422, 'scope', 'role.administers-and-sees'])
    const made = await admin.call(roles.create, {
      body: { code: 'harmless', ...rights, permissions: [], clearance: [] },
    })
    const adding = { params: made, version: 1, body: { permissions: ['user.manage' as const] } }
    expect(await refusal(admin.call(roles.change, adding))).toEqual([422, 'scope', 'role.administers-and-sees'])
  })

  it('are not changed in what they may by whoever holds them', async () => {
    const { items } = await admin.call(roles.list)
    const own = items.find(({ code }) => code === 'administrator')!
    for (const body of [
      { permissions: [...own.permissions, 'customer.read' as const] },
      { scope: 'all' as const },
      { clearance: ['mobile' as const] },
    ])
      expect(await refusal(admin.call(roles.change, { params: { id: own.id }, version: own.version, body }))).toEqual([
        422,
        null,
        'role.own',
      ])
    const body = { name: 'System administrator', permissions: [...own.permissions].reverse() }
    const named = await admin.call(roles.change, { params: { id: own.id }, version: own.version, body })
    expect(named.name).toBe('System administrator')
  })

  it('have codes of their own', async () => {
    const body = { code: 'compliance', ...rights, permissions: [], clearance: [] }
    expect(await refusal(admin.call(roles.create, { body }))).toEqual([409, 'code', 'role.code-taken'])
  })

  it('can be tried out for a person before they are saved: calls, units in sight, masks', async () => {
    const branch = await api.make((db) => makeBranch(db))
    const team = await api.make((db) => makeTeam(db, { branch }))
    const person = await api.signIn('service-agent', branch)
    const body = { userId: person.userId, permissions: ['user.manage' as const], clearance: ['email' as const] }
    const found = await admin.call(roles.tryOut, { body: { ...body, scope: 'units' } })
    expect(found.units.map(({ id }) => id).sort()).toEqual([branch.id, team.id].sort())
    expect(found.clear).toEqual(['email'])
    expect(found.masked).toEqual(['identification', 'mobile', 'bank-card'])
    const calls = found.endpoints.map(({ method, path }) => `${method} ${path}`)
    expect(calls).toContain('PATCH /users/:id')
    expect(calls).toContain('GET /session')
    expect(calls).not.toContain('GET /customers')
    expect(calls).not.toContain('GET /health/live')
    expect((await admin.call(roles.tryOut, { body: { ...body, scope: 'all' } })).units).toEqual([])
    expect(await refusal(admin.call(roles.tryOut, { body: { ...body, scope: 'all', userId: branch.id } }))).toEqual([
      422,
      'userId',
      'user.unknown',
    ])
  })
})
