import { notices } from '@rapport/contract/administration/notices'
import { notifications } from '@rapport/contract/administration/notifications'
import type { AskOf } from '@rapport/contract/endpoint'
import { makeBranch, makeHeadOffice, makeRegion } from '@rapport/database/factories'
import { afterAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { type Client, startApi } from '#http/testing.ts'
import { tellDueNotices } from './tell-notices.ts'

const clock = { ahead: 0 }
const now = () => new Date(Date.now() + clock.ahead)
const api = await startApi({ now })
const region = await api.make((db) => makeRegion(db))
const head = await api.make((db) => makeHeadOffice(db))
const [branch, elsewhere] = [
  await api.make((db) => makeBranch(db, { region })),
  await api.make((db) => makeBranch(db, { region })),
]
const am = await api.signIn('account-manager', branch)
const sa = await api.signIn('service-agent', branch)
const bm = await api.signIn('branch-manager', branch)
const other = await api.signIn('account-manager', elsewhere)
const otherBm = await api.signIn('branch-manager', elsewhere)
const ho = await api.signIn('head-office', head)
const admin = await api.signIn('administrator', head)
const everybody = { am, sa, bm, other, otherBm, ho, admin }
afterAll(() => api.close())

const roleOf = async (code: string) => (await api.make((db) => db.role.findUniqueOrThrow({ where: { code } }))).id
const publish = (by: Client, draft: Partial<NonNullable<AskOf<typeof notices.publish>['body']>> = {}) =>
  by.call(notices.publish, { body: { title: '新规', body: '第一行\n第二行', unitIds: [branch.id], ...draft } })
const openAs = (client: Client, id: string) => client.call(notices.open, { params: { id } })
const idsOf = async (client: Client, query: AskOf<typeof notices.list>['query'] = {}) =>
  (await client.call(notices.list, { query })).items.map(({ id }) => id)
const toldOf = async (client: Client, about: string) =>
  (await client.call(notifications.list, { query: { limit: '200' } })).items
    .filter((one) => 'about' in one && one.about.id === about)
    .map(({ kind }) => kind)
/** Who of all sees it. */
const seersOf = async (id: string) => {
  const seen = await Promise.all(
    Object.entries(everybody).map(async ([name, client]) => ((await idsOf(client)).includes(id) ? [name] : [])),
  )
  return seen.flat()
}

describe('a notice', () => {
  it('is told and shown to those whom it is addressed to, by unit with all below it and by role, and to nobody else', async () => {
    const all = await publish(bm)
    expect(all).toMatchObject({
      state: 'published',
      addressed: true,
      body: '第一行\n第二行',
      units: [{ id: branch.id }],
    })
    expect(await seersOf(all.id)).toEqual(['am', 'sa', 'bm'])
    const managers = await publish(ho, { unitIds: [region.id], roleIds: [await roleOf('account-manager')] })
    expect(await seersOf(managers.id)).toEqual(['am', 'other'])
    expect(await toldOf(am, managers.id)).toEqual(['notice-published'])
    expect(await toldOf(bm, managers.id)).toEqual([])
    // Nobody is told what they publish themselves.
    expect(await toldOf(bm, all.id)).toEqual([])
    expect((await am.call(notifications.list)).items[0]).toMatchObject({ about: { title: '新规' } })
    for (const [client, id] of [
      [other, all.id],
      [otherBm, all.id],
      [sa, managers.id],
    ] as const) {
      expect(await refusalOf(openAs(client, id))).toEqual([404, 'not-found'])
      expect(await refusalOf(client.call(notices.read, { params: { id } }))).toEqual([404, 'not-found'])
    }
    // An administrator sees no customers, and is told all the same.
    const firm = await publish(ho, { unitIds: [head.id, region.id] })
    expect(await toldOf(admin, firm.id)).toEqual(['notice-published'])
    expect((await admin.call(notifications.list)).items[0]).toMatchObject({ about: { title: '新规' } })
  })

  it('is read once, confirmed where that is asked for, and then it is not open any more', async () => {
    const { id } = await publish(bm, { confirm: true })
    const params = { id }
    const open = () => idsOf(am, { open: 'true' })
    expect(await open()).toContain(id)
    const read = await am.call(notices.read, { params })
    expect(read).toMatchObject({ readAt: expect.any(String), confirmedAt: null, reach: null })
    expect((await am.call(notices.read, { params })).readAt).toBe(read.readAt)
    expect(await open()).toContain(id)
    expect(await am.call(notices.confirm, { params })).toMatchObject({
      readAt: read.readAt,
      confirmedAt: expect.any(String),
    })
    expect(await open()).not.toContain(id)
    const plain = await publish(bm)
    expect(await refusalOf(am.call(notices.confirm, { params: { id: plain.id } }))).toEqual([
      409,
      'notice.nothing-to-confirm',
    ])
  })

  it('says to whoever looks after it who has not read it, and reminds those, once an hour', async () => {
    const { id, reach } = await publish(bm, { confirm: true })
    const params = { id }
    expect(reach).toEqual({ people: 3, read: 0, confirmed: 0 })
    await am.call(notices.confirm, { params })
    await sa.call(notices.read, { params })
    expect((await openAs(bm, id)).reach).toEqual({ people: 3, read: 2, confirmed: 1 })
    expect((await openAs(ho, id)).reach).toEqual({ people: 3, read: 2, confirmed: 1 })
    const { items } = await bm.call(notices.readers, { params })
    expect(items.map((one) => [one.id, one.readAt !== null, one.confirmedAt !== null])).toEqual([
      [bm.userId, false, false],
      [sa.userId, true, false],
      [am.userId, true, true],
    ])
    expect(await bm.call(notices.remind, { params })).toEqual({ reminded: 1 })
    expect(await toldOf(sa, id)).toEqual(['notice-reminder', 'notice-published'])
    expect(await toldOf(am, id)).toEqual(['notice-published'])
    expect(await refusalOf(bm.call(notices.remind, { params }))).toEqual([429, 'notice.reminded'])
    // Another branch's leader does not look after it, nor does one to whom it is only addressed.
    expect(await refusalOf(otherBm.call(notices.readers, { params }))).toEqual([404, 'not-found'])
    const firm = await publish(ho, { unitIds: [region.id] })
    expect((await openAs(bm, firm.id)).reach).toBeNull()
    expect(await refusalOf(bm.call(notices.readers, { params: { id: firm.id } }))).toEqual([404, 'not-found'])
    expect(await refusalOf(bm.call(notices.withdraw, { params: { id: firm.id }, body: { reason: 'x' } }))).toEqual([
      404,
      'not-found',
    ])
  })

  it('waits for its time, and is not open any more when it has expired', async () => {
    const inDays = (days: number) => new Date(now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
    const { id, state } = await publish(bm, { publishOn: inDays(2), publishTime: '09:30', expiresOn: inDays(3) })
    expect(state).toBe('planned')
    await tellDueNotices(api.product)
    expect(await toldOf(am, id)).toEqual([])
    expect(await idsOf(am)).not.toContain(id)
    expect(await idsOf(bm, { of: 'published' })).toContain(id)
    // Its time comes.
    const gone = new Date(Date.now() - 1_000)
    await api.make((db) => db.notice.update({ where: { id }, data: { publishAt: gone } }))
    await Promise.all([tellDueNotices(api.product), tellDueNotices(api.product)])
    expect(await toldOf(am, id)).toEqual(['notice-published'])
    expect(await idsOf(am, { open: 'true' })).toContain(id)
    clock.ahead = 5 * 86_400_000
    expect(await idsOf(am, { open: 'true' })).not.toContain(id)
    expect(await openAs(am, id)).toMatchObject({ state: 'expired' })
    expect(await refusalOf(bm.call(notices.remind, { params: { id } }))).toEqual([409, 'notice.expired'])
    clock.ahead = 0
  })

  it('is withdrawn with a reason, never changed, and is gone for all but who looks after it', async () => {
    const { id } = await publish(bm)
    const params = { id }
    expect(await bm.call(notices.withdraw, { params, body: { reason: '数字有误' } })).toMatchObject({
      state: 'withdrawn',
      withdrawal: { reason: '数字有误' },
    })
    expect(await seersOf(id)).toEqual([])
    expect(await refusalOf(am.call(notices.read, { params }))).toEqual([404, 'not-found'])
    expect(await refusalOf(bm.call(notices.withdraw, { params, body: { reason: 'x' } }))).toEqual([
      409,
      'notice.withdrawn',
    ])
    expect(await idsOf(bm, { of: 'published' })).toContain(id)
    const changed = await api
      .make(async (db) => {
        await db.connection.query('set local role sees_units')
        return db.connection.query("update notices set title = 'x'").catch(({ code }: { code: string }) => code)
      })
      .catch(({ code }: { code: string }) => code)
    expect(changed).toBe('42501')
  })

  it('is addressed within what one looks after, to units and roles that there are, at a time to come', async () => {
    const field = async (draft: Parameters<typeof publish>[1], by = bm) => (await refusalOf(publish(by, draft)))[1]
    expect(await field({ unitIds: [elsewhere.id] })).toBe('notice.unit-unknown')
    expect(await field({ unitIds: [region.id] })).toBe('notice.unit-unknown')
    expect(await field({ roleIds: [branch.id] })).toBe('notice.role-unknown')
    expect(await field({ publishOn: '2020-01-01' })).toBe('notice.gone')
    expect(await field({ publishOn: '2099-01-01' })).toBe('notice.too-far')
    expect(await field({ expiresOn: '2020-01-01' })).toBe('notice.ends-before')
    expect(await field({ publishTime: '09:00' })).toBe('notice.time-of-no-day')
    const { units, roles } = await bm.call(notices.choices)
    expect(units.map(({ id }) => id)).toEqual([branch.id])
    expect(roles).toHaveLength(6)
    expect((await admin.call(notices.choices)).units.map(({ id }) => id)).toContain(elsewhere.id)
    expect(await publish(admin, { unitIds: [elsewhere.id] })).toMatchObject({ reach: { people: 2 } })
  })
})
