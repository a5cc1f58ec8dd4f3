import { careVisits } from '@rapport/contract/service/care-visits'
import { tasks } from '@rapport/contract/service/tasks'
import { workLogs } from '@rapport/contract/service/work-logs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CalendarTest, startCalendar } from '#features/service/meetings/testing.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'

let of: CalendarTest
beforeAll(async () => {
  of = await startCalendar()
  // Everybody has worked here for a while: the clock stands at Friday, 20 November 2026.
  await of.api.make((db) => db.user.updateMany({ data: { createdAt: new Date('2026-09-01') } }))
})
afterAll(() => of.api.close())

const today = '2026-11-20'
type Body = Partial<{ text: string; customerIds: string[]; submit: boolean; version: number | null }>
const write = (client: Client, day: string, body: Body = {}) =>
  client.call(workLogs.write, { params: { day }, body: { text: '拜访客户，整理资料', ...body } })
const openDay = (client: Client, day = today) => client.call(workLogs.openDay, { params: { day } })

describe('a work log', () => {
  it('begins with what the product counted on the day, done by oneself and in sight', async () => {
    const { am, sa, customer } = of
    expect(await openDay(am)).toMatchObject({ works: true, log: null, did: { visits: 0, tasks: 0, calls: 0 } })
    const plan = { customerId: customer.id, kind: 'care', channel: 'phone', plannedOn: today } as const
    for (const client of [am, am, sa]) {
      const { id } = await client.call(careVisits.plan, { body: plan })
      await client.call(careVisits.recordOutcome, { params: { id }, body: { outcome: 'reached', content: 'x' } })
    }
    const { id } = await am.call(tasks.create, { body: { title: '寄送资料', dueOn: today } })
    await am.call(tasks.record, { params: { id }, body: { outcome: 'handled' } })
    await of.plan(am, { on: today, at: '15:00' })
    await of.plan(am, { on: '2026-11-13', repeat: { every: 'week', interval: 1, until: '2026-12-31' } })
    expect((await openDay(am)).did).toEqual({ visits: 2, tasks: 1, callBacks: 0, cases: 0, calls: 0, meetings: 2 })
    expect((await openDay(sa)).did).toMatchObject({ visits: 1, tasks: 0 })
  })

  it('is written, mended and handed in by who did the work, from the version that was read', async () => {
    const { am, customer } = of
    const first = await write(am, '2026-11-19', { customerIds: [customer.id] })
    expect(first).toMatchObject({ state: 'draft', version: 1, customers: [{ id: customer.id }] })
    expect(await refusalOf(write(am, '2026-11-19'))).toEqual([412, 'version.stale'])
    const handedIn = await write(am, '2026-11-19', { text: '补充', submit: true, version: 1 })
    expect(handedIn).toMatchObject({ state: 'submitted', text: '补充', submittedAt: '2026-11-20T02:00:00.000Z' })
    expect(await refusalOf(write(am, '2026-11-19', { version: 1 }))).toEqual([412, 'version.stale'])
    expect(await write(am, '2026-11-19', { text: '再补充', version: 2 })).toMatchObject({ state: 'submitted' })
  })

  it('is read by who leads once it is handed in, and by nobody else', async () => {
    const { am, other, sa, bm, farBm, ho } = of
    const { id } = await write(am, '2026-11-18')
    const open = (client: Client) => client.call(workLogs.open, { params: { id } })
    for (const client of [other, sa, bm, farBm, ho]) expect(await refusalOf(open(client))).toEqual([404, 'not-found'])
    await write(am, '2026-11-18', { submit: true, version: 1 })
    for (const client of [other, sa, farBm]) expect(await refusalOf(open(client))).toEqual([404, 'not-found'])
    for (const client of [am, bm, ho]) expect(await open(client)).toMatchObject({ log: { id, state: 'submitted' } })
    const listed = async (client: Client) =>
      (await client.call(workLogs.list, { query: { from: '2026-11-18', to: '2026-11-18' } })).items.map(({ id }) => id)
    expect([await listed(bm), await listed(sa)]).toEqual([[id], []])
    expect(String(await bm.call(workLogs.exportRows, { query: { from: '2026-11-18', to: '2026-11-18' } }))).toContain(
      id,
    )
  })

  it('is answered by who leads, once read, and is then not changed any more', async () => {
    const { am, bm, farBm } = of
    const { id } = await write(am, '2026-11-17', { submit: true })
    const answer = (client: Client, comment: string | null = '辛苦了') =>
      client.call(workLogs.comment, { params: { id }, body: { comment } })
    expect(await refusalOf(answer(farBm))).toEqual([404, 'not-found'])
    expect(await answer(bm)).toMatchObject({ state: 'answered', comment: '辛苦了' })
    expect(await refusalOf(write(am, '2026-11-17', { version: 2 }))).toEqual([409, 'work-log.answered'])
    expect(await answer(bm, null)).toMatchObject({ state: 'submitted', comment: null })
    const own = await write(bm, '2026-11-17', { submit: true })
    const ofOneself = bm.call(workLogs.comment, { params: { id: own.id }, body: { comment: '好' } })
    expect(await refusalOf(ofOneself)).toEqual([403, 'work-log.own'])
  })

  it('keeps its words from who leads, also past the verbs', async () => {
    const { id } = await write(of.other, '2026-11-17', { submit: true })
    const tampered = of.api.make(async (db) => {
      await db.rows(
        '',
        `select set_config('role', 'sees_units', true), set_config('rapport.viewer', $1, true),
          set_config('rapport.units', $2, true), set_config('rapport.permissions', '{work-log.lead}', true)`,
        [of.bm.userId, `{${of.branch.id}}`],
      )
      return db.rows('', `update work_logs set text = 'changed' where id = $1`, [id])
    })
    await expect(tampered).rejects.toThrow('a log is changed by who wrote it')
  })

  it('is of today or the last thirty days, and of customers in sight', async () => {
    expect(await refusalOf(write(of.am, '2026-11-21'))).toEqual([422, 'work-log.not-yet'])
    expect(await refusalOf(write(of.am, '2026-10-20'))).toEqual([422, 'work-log.too-late'])
    const foreign = write(of.am, '2026-11-12', { customerIds: [of.hidden.id] })
    expect(await refusalOf(foreign)).toEqual([422, 'work-log.customer-unknown'])
  })
})

describe('missing logs', () => {
  const missing = async (client: Client, query: Partial<{ from: string; to: string; unit: string }> = {}) =>
    (await client.call(workLogs.missing, { query: { from: '2026-09-28', to: '2026-10-12', ...query } })).items

  it('are those of working days: holidays ask for none, a moved working day does', async () => {
    const { bm, sa, am, other, far } = of
    const items = await missing(bm)
    expect(items.map(({ person }) => person.id).sort()).toEqual([am.userId, other.userId, sa.userId].sort())
    expect(items.map(({ person }) => person.id)).not.toContain(far.userId)
    // The National Day holiday of 2026 is 1 to 7 October; Saturday the 10th is worked.
    const days = ['09-28', '09-29', '09-30', '10-08', '10-09', '10-10', '10-12'].map((day) => `2026-${day}`)
    expect(items[0]!.days).toEqual(days)
  })

  it('end with yesterday, and leave out what is handed in but not what is a draft', async () => {
    const { bm, sa } = of
    const days = async () =>
      (await missing(bm, { from: '2026-11-11', to: today })).find(({ person }) => person.id === sa.userId)?.days
    expect(await days()).toEqual(['11', '12', '13', '16', '17', '18', '19'].map((day) => `2026-11-${day}`))
    await write(sa, '2026-11-12', { submit: true })
    await write(sa, '2026-11-13')
    expect(await days()).toEqual(['11', '13', '16', '17', '18', '19'].map((day) => `2026-11-${day}`))
  })

  it('ask for nothing of the time before somebody came', async () => {
    const { bm, other } = of
    await of.api.make((db) =>
      db.user.update({ where: { id: other.userId }, data: { createdAt: new Date('2026-11-17T02:00:00Z') } }),
    )
    const items = await missing(bm, { from: '2026-11-09', to: today })
    // The 17th itself was handed in above.
    expect(items.find(({ person }) => person.id === other.userId)!.days).toEqual(['2026-11-18', '2026-11-19'])
  })
})
