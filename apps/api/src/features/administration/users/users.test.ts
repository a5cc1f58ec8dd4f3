import { users } from '@rapport/contract/administration/organisation'
import type { Refusal } from '@rapport/contract/client'
import type { BodyOf } from '@rapport/contract/endpoint'
import { calls } from '@rapport/contract/service/calls'
import { makeBranch, makeHeadOffice, makeTeam, makeUser } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi, testPassword } from '#http/testing.ts'

let api: Api
let admin: Client
let branch: { id: string }
beforeAll(async () => {
  api = await startApi()
  admin = await api.signIn('administrator', await api.make((db) => makeHeadOffice(db)), 'admin')
  branch = await api.make((db) => makeBranch(db))
})
afterAll(() => api.close())

const refusal = async (call: Promise<unknown>) => {
  const { status, problem } = await call.then(
    () => ({ status: 200, problem: null }),
    (error: unknown) => error as Refusal,
  )
  return [status, problem?.errors?.[0]?.field ?? null, problem?.errors?.[0]?.code ?? problem?.code]
}
const newcomer = (username: string) => ({
  username,
  name: '王新',
  staffNo: 'S-1',
  unitId: branch.id,
  roleId: api.roles['service-agent'],
  password: testPassword,
})
const versionOf = async (id: string) =>
  (await api.make((db) => db.user.findUniqueOrThrow({ where: { id }, select: { version: true } }))).version
const change = async (id: string, body: BodyOf<typeof users.change>) =>
  admin.call(users.change, { params: { id }, version: await versionOf(id), body })

describe('users', () => {
  it('are made with a password they can sign in with', async () => {
    const made = await admin.call(users.create, { body: newcomer('wangxin') })
    expect(made).toMatchObject({ username: 'wangxin', disabled: false, version: 1, unit: { id: branch.id } })
    const client = await api.signInAs('wangxin', made.id)
    expect((await client.send('GET', '/session')).status).toBe(200)
  })

  it('have user names of their own, in every spelling, and a place that is there', async () => {
    await admin.call(users.create, { body: newcomer('taken') })
    expect(await refusal(admin.call(users.create, { body: newcomer('taken') }))).toEqual([
      409,
      'username',
      'user.username-taken',
    ])
    expect(await refusal(admin.call(users.create, { body: newcomer('TAKEN') }))).toEqual([
      409,
      'username',
      'user.username-taken',
    ])
    const nowhere = { ...newcomer('nowhere'), unitId: admin.userId }
    expect(await refusal(admin.call(users.create, { body: nowhere }))).toEqual([422, 'unitId', 'unit.unknown'])
    const nothing = { ...newcomer('nothing'), roleId: admin.userId }
    expect(await refusal(admin.call(users.create, { body: nothing }))).toEqual([422, 'roleId', 'role.unknown'])
    expect(await api.make((db) => db.user.count({ where: { username: { in: ['nowhere', 'nothing'] } } }))).toBe(0)
  })

  it('are out at once when they are disabled, and stay out with the old session when they are let in again', async () => {
    const am = await api.signIn('account-manager', branch)
    await change(am.userId, { disabled: true })
    expect((await am.send('GET', '/session')).status).toBe(401)
    const again = await change(am.userId, { disabled: false })
    expect(again.disabled).toBe(false)
    expect((await am.send('GET', '/session')).status).toBe(401)
  })

  it('see as their new role and unit say, on the very next request', async () => {
    const am = await api.signIn('account-manager', branch)
    const other = await api.make((db) => makeBranch(db))
    await change(am.userId, { unitId: other.id, roleId: api.roles['branch-manager'] })
    const viewer = (await (await am.send('GET', '/session')).json()) as { role: string; unit: { id: string } }
    expect(viewer).toMatchObject({ role: 'branch-manager', unit: { id: other.id } })
  })

  it('sit at a telephone of their own, which the administrator may say', async () => {
    const [one, other] = [
      await api.make((db) => makeUser(db, { role: 'service-agent', unit: branch })),
      await api.signIn('service-agent', branch),
    ]
    expect(await change(one.id, { extension: '8101' })).toMatchObject({ extension: '8101' })
    expect(await refusal(change(other.userId, { extension: '8101' }))).toEqual([
      409,
      'extension',
      'call.extension-taken',
    ])
    expect(await refusal(change(other.userId, { extension: '81 01' }))).toEqual([400, 'extension', 'call.extension'])
    expect(await change(one.id, { extension: '8101', name: '周坐席' })).toMatchObject({ name: '周坐席' })
    await change(one.id, { extension: null })
    await change(other.userId, { extension: '8101' })
    expect(await other.call(calls.settings)).toMatchObject({ extension: '8101' })
  })

  it('do not raise or disable themselves, nor set their own password without the present one', async () => {
    expect(await refusal(change(admin.userId, { roleId: api.roles.compliance }))).toEqual([422, null, 'user.own-role'])
    expect(await refusal(change(admin.userId, { disabled: true }))).toEqual([422, null, 'user.own'])
    const own = { params: { id: admin.userId }, body: { password: 'another long one' } }
    expect(await refusal(admin.call(users.setPassword, own))).toEqual([422, null, 'user.own-password'])
    expect((await change(admin.userId, { name: '管理员', roleId: api.roles.administrator })).name).toBe('管理员')
  })

  it('get a new password from the administrator, which ends their sessions', async () => {
    const agent = await api.signIn('service-agent', branch, 'forgetful')
    const body = { password: 'a new and long password' }
    await admin.call(users.setPassword, { params: { id: agent.userId }, body })
    expect((await agent.send('GET', '/session')).status).toBe(401)
    await expect(api.signInAs('forgetful', agent.userId)).rejects.toThrow(/401/)
    expect(await refusal(admin.call(users.setPassword, { params: branch, body }))).toEqual([404, null, 'not-found'])
  })

  it('are listed page by page without one missing or coming twice, and found by part of a name as it is written', async () => {
    const team = await api.make((db) => makeTeam(db, { branch }))
    for (const i of [1, 2, 3, 4, 5])
      await api.make((db) => makeUser(db, { role: 'service-agent', unit: team, name: `翻页%_${i}` }))
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await admin.call(users.list, { query: { q: '翻页%_', limit: '2', ...(after && { after }) } })
      expect(page.total).toBe(5)
      seen.push(...page.items.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
    expect((await admin.call(users.list, { query: { q: '翻_页' } })).total).toBe(0)
    const gone = await admin.call(users.list, { query: { disabled: 'true' } })
    expect(gone.items.every(({ disabled }) => disabled)).toBe(true)
  })

  it('are colleagues to everybody while they are enabled: by name, unit and below, and role', async () => {
    const am = await api.signIn('account-manager', branch)
    const other = await api.make((db) => makeBranch(db))
    const team = await api.make((db) => makeTeam(db, { branch: other }))
    const [one, two] = await api.make(
      async (db) =>
        [
          await makeUser(db, { role: 'account-manager', unit: team, name: '同事甲' }),
          await makeUser(db, { role: 'service-agent', unit: other, name: '同事乙' }),
        ] as const,
    )
    const ids = async (query: Record<string, string>) =>
      (await am.call(users.colleagues, { query })).items.map(({ id }) => id).sort()
    expect(await ids({ unit: other.id })).toEqual([one.id, two.id].sort())
    expect(await ids({ unit: other.id, role: 'account-manager' })).toEqual([one.id])
    expect(await ids({ q: '同事' })).toEqual([one.id, two.id].sort())
    await change(two.id, { disabled: true })
    expect(await ids({ unit: other.id })).toEqual([one.id])
  })
})
