import { units } from '@rapport/contract/administration/organisation'
import type { Refusal } from '@rapport/contract/client'
import { makeBranch, makeCustomer, makeHeadOffice, makeRegion, makeTeam, makeVisit } from '@rapport/database/factories'
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
const draft = (parent: { id: string }, code: string, kind: 'region' | 'branch' | 'team' = 'branch') => ({
  parentId: parent.id,
  kind,
  code,
  name: `Unit ${code}`,
  validFrom: '2026-01-01',
})

describe('units', () => {
  it('are listed parents before children', async () => {
    const branch = await api.make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
    await api.make((db) => makeTeam(db, { branch }))
    const { items } = await admin.call(units.list)
    const place = new Map(items.map((unit, i) => [unit.id, i]))
    for (const unit of items) if (unit.parentId) expect(place.get(unit.parentId)).toBeLessThan(place.get(unit.id)!)
    expect(items.length).toBeGreaterThanOrEqual(4)
  })

  it('carry the sight of their people with them when they move, on the very next request', async () => {
    const [north, south] = await api.make(async (db) => [await makeRegion(db), await makeRegion(db)] as const)
    const branch = await api.make((db) => makeBranch(db, { region: north }))
    const manager = await api.signIn('branch-manager', south)
    const customer = await api.make((db) => makeCustomer(db, api.product.seal, { unit: branch }))
    const visit = await api.make((db) =>
      makeVisit(db, { customer, staff: { id: manager.userId }, plannedOn: '2026-11-20' }),
    )
    const status = async () => (await manager.send('GET', `/care-visits/${visit.id}`)).status
    expect(await status()).toBe(404)
    const moved = await admin.call(units.change, {
      params: { id: branch.id },
      version: 1,
      body: { parentId: south.id },
    })
    expect(moved).toMatchObject({ parentId: south.id, version: 2 })
    expect(await status()).toBe(200)
    await admin.call(units.change, { params: { id: branch.id }, version: 2, body: { parentId: north.id } })
    expect(await status()).toBe(404)
  })

  it('are made, renamed, ended and opened again', async () => {
    const region = await api.make((db) => makeRegion(db))
    const made = await admin.call(units.create, { body: draft(region, 'NEW-1') })
    expect(made).toMatchObject({ code: 'NEW-1', validFrom: '2026-01-01', validTo: null, version: 1 })
    const named = await admin.call(units.change, { params: made, version: 1, body: { name: '新营业部' } })
    expect(named).toMatchObject({ name: '新营业部', version: 2 })
    const ended = await admin.call(units.change, { params: made, version: 2, body: { validTo: '2026-06-30' } })
    expect(ended.validTo).toBe('2026-06-30')
    expect(await refusal(admin.call(units.create, { body: draft(made, 'BELOW-ENDED', 'team') }))).toEqual([
      422,
      'parentId',
      'unit.ended',
    ])
    const open = await admin.call(units.change, { params: made, version: 3, body: { validTo: null } })
    expect(open.validTo).toBeNull()
  })

  it('refuse a place that cannot be theirs, each on its field', async () => {
    const head = await api.make((db) => makeHeadOffice(db))
    const region = await api.make((db) => makeRegion(db))
    const branch = await api.make((db) => makeBranch(db, { region }))
    const team = await api.make((db) => makeTeam(db, { branch }))
    const move = (unit: { id: string }, parent: { id: string }) =>
      refusal(admin.call(units.change, { params: { id: unit.id }, version: 1, body: { parentId: parent.id } }))
    expect(await move(region, region)).toEqual([422, 'parentId', 'unit.below-itself'])
    expect(await move(branch, team)).toEqual([422, 'parentId', 'unit.below-itself'])
    expect(await move(head, region)).toEqual([422, 'parentId', 'unit.head-office'])
    expect(await move(region, branch)).toEqual([422, 'parentId', 'unit.below-itself'])
    expect(await move(team, { id: api.roles.compliance })).toEqual([422, 'parentId', 'unit.unknown'])
    const other = await api.make((db) => makeBranch(db))
    expect(await move(region, other)).toEqual([422, 'parentId', 'unit.parent-kind'])
    expect(
      await refusal(admin.call(units.change, { params: other, version: 1, body: { validTo: '2014-01-01' } })),
    ).toEqual([422, 'validTo', 'unit.ends-before-it-begins'])
  })

  it('have codes of their own', async () => {
    const region = await api.make((db) => makeRegion(db))
    await admin.call(units.create, { body: draft(region, 'TWICE') })
    expect(await refusal(admin.call(units.create, { body: draft(region, 'TWICE') }))).toEqual([
      409,
      'code',
      'unit.code-taken',
    ])
  })

  it('do not end while somebody works or is looked after there or below', async () => {
    const region = await api.make((db) => makeRegion(db))
    const branch = await api.make((db) => makeBranch(db, { region }))
    const end = (unit: { id: string }) =>
      refusal(admin.call(units.change, { params: { id: unit.id }, version: 1, body: { validTo: '2026-06-30' } }))
    const inUse = [422, null, 'unit.in-use']
    expect(await end(region)).toEqual(inUse)
    const customer = await api.make((db) => makeCustomer(db, api.product.seal, { unit: branch }))
    expect(await end(branch)).toEqual(inUse)
    await api.make((db) => db.customer.update({ where: { id: customer.id }, data: { deletedAt: new Date() } }))
    const agent = await api.signIn('service-agent', branch)
    expect(await end(branch)).toEqual(inUse)
    await api.make((db) => db.user.update({ where: { id: agent.userId }, data: { disabledAt: new Date() } }))
    expect(await end(branch)).toEqual([200, null, undefined])
    expect(await end(region)).toEqual([200, null, undefined])
  })

  it('are changed from the version that the administrator saw, or not at all', async () => {
    const branch = await api.make((db) => makeBranch(db))
    await admin.call(units.change, { params: branch, version: 1, body: { name: 'First' } })
    expect(await refusal(admin.call(units.change, { params: branch, version: 1, body: { name: 'Second' } }))).toEqual([
      412,
      null,
      'version.stale',
    ])
    expect(
      await refusal(admin.call(units.change, { params: { id: admin.userId }, version: 1, body: { name: 'Nobody' } })),
    ).toEqual([404, null, 'not-found'])
  })
})
