import { type NotificationChoices, notifications } from '@rapport/contract/administration/notifications'
import { cases } from '@rapport/contract/service/cases'
import { moments } from '@rapport/contract/service/moments'
import { tasks } from '@rapport/contract/service/tasks'
import { newId } from '@rapport/database/ids'
import { afterAll, describe, expect, it } from 'vitest'
import { startService } from '#features/service/cases/testing.ts'
import { watchTasks } from '#features/service/tasks/task-clock.ts'
import type { Client } from '#http/testing.ts'
import { notify } from './notify.ts'

const firm = await startService()
const { am, api, bm, clock, co, customerOf, ho, other, register, rm, sa, sa2, see, take } = firm
afterAll(() => api.close())

const dueOn = '2026-11-25'
const give = (by: Client, to: Client, title: string, customerId: string | null = null) =>
  by.call(tasks.create, { body: { title, dueOn, assigneeId: to.userId, customerId } })
const listOf = async (client: Client, query: Record<string, string> = {}) =>
  (await client.call(notifications.list, { query })).items
const kindsOf = async (client: Client) => (await listOf(client, { unread: 'true' })).map(({ kind }) => kind)
const clear = (client: Client) => client.call(notifications.readAll)
const choose = (client: Client, choices: Partial<NotificationChoices>) =>
  client.call(notifications.choose, { body: { shown: {}, quietFrom: null, quietUntil: null, ...choices } })

describe('who is given something to do', () => {
  it('is told so by whoever gives it, in one row that counts while it is unread; nobody is told what they do themselves', async () => {
    await give(bm, am, '整理合同')
    const latest = await give(bm, am, '更新问卷')
    await give(rm, am, '区域报表')
    await give(bm, bm, '自己的事')
    expect(await kindsOf(bm)).toEqual([])
    const [fromRegion, fromBranch] = await listOf(am)
    expect(fromRegion).toMatchObject({ kind: 'task-given', times: 1, about: { title: '区域报表' }, readAt: null })
    expect(fromBranch).toMatchObject({ kind: 'task-given', times: 2, about: { id: latest.id } })
    await am.call(notifications.read, { params: { id: fromBranch!.id } })
    await give(bm, am, '第三件')
    expect((await listOf(am)).map(({ times, readAt }) => [times, readAt !== null])).toEqual([
      [1, false],
      [1, false],
      [2, true],
    ])
    expect(await am.call(notifications.unread, { params: { id: fromBranch!.id } })).toMatchObject({ readAt: null })
    expect((await am.call(notifications.list)).unread).toBe(3)
    expect(await clear(am)).toEqual({ read: 3 })
  })

  it('is told of what is handed to them and opened again', async () => {
    const task = await give(am, am, '自己记的')
    const params = { id: task.id }
    await bm.call(tasks.assign, { params, body: { assigneeId: other.userId, reason: '调整' } })
    expect(await kindsOf(other)).toEqual(['task-given'])
    await other.call(tasks.record, { params, body: { outcome: 'handled' } })
    await bm.call(tasks.verify, { params, body: { verdict: 'reopened', reason: '缺附件' } })
    expect(await kindsOf(other)).toEqual(['task-reopened', 'task-given'])
    expect(await kindsOf(am)).toEqual([])
    await clear(other)
  })

  it('reads names as they may see them now, and nothing of what went out of sight', async () => {
    const customer = await customerOf(am)
    const task = await give(bm, am, '约见', customer.id)
    const [told] = await listOf(am, { unread: 'true' })
    expect(told).toMatchObject({ about: { id: task.id, customer: { id: customer.id, name: customer.name } } })
    const written = await api.make((db) => db.notification.findUniqueOrThrow({ where: { id: told!.id } }))
    expect(JSON.stringify(written, (_, value) => (typeof value === 'bigint' ? 0 : value))).not.toContain(customer.name)
    await api.make((db) => db.customer.update({ where: { id: customer.id }, data: { ownerId: other.userId } }))
    expect(await listOf(am, { unread: 'true' })).toEqual([])
    expect((await am.call(notifications.list)).unread).toBe(0)
    await expect(am.call(notifications.read, { params: { id: told!.id } })).rejects.toMatchObject({ status: 404 })
    await clear(other)
  })
})

describe('a case', () => {
  it('tells whose turn it is, and who took it in that it is answered; whoever it is about hears nothing', async () => {
    const customer = await customerOf(other)
    const { id } = await register(sa, { customerId: customer.id, classCode: 'complaint', subjectId: other.userId })
    await bm.call(cases.assign, { params: { id }, body: { handlerId: sa2.userId, reason: '更合适' } })
    expect(await listOf(sa2)).toMatchObject([{ kind: 'case-turn', about: { id, title: '佣金与约定不符' } }])
    const note = '已核对'
    await take(sa2, id, { step: 'accept', note }, { step: 'investigate', note }, { step: 'answer', note })
    if ((await see(sa2, id)).state === 'proposed') {
      expect(await kindsOf(bm)).toEqual(['case-turn'])
      await bm.call(cases.decide, { params: { id }, body: { verdict: 'approved', note: null } })
      expect(await kindsOf(sa2)).toEqual(['case-turn', 'case-turn'])
    }
    expect(await kindsOf(sa)).toContain('case-answered')
    expect(await kindsOf(other)).toEqual([])
    // Told before it was known whom the case is about: gone with the case.
    await api.make((db) =>
      notify(db, [{ userId: other.userId, kind: 'case-turn', about: { kind: 'case', id } }], clock.now),
    )
    expect(await listOf(other, { unread: 'true' })).toEqual([])
    await Promise.all([sa, sa2, bm].map(clear))
  })
})

describe('what somebody chose', () => {
  it('is kept: of a kind that is off nothing is told, one for the list is not live, nor is anything in quiet hours', async () => {
    expect(await choose(am, { shown: { 'task-given': 'off' } })).toEqual({
      shown: { 'task-given': 'off' },
      quietFrom: null,
      quietUntil: null,
    })
    expect(await am.call(notifications.choices)).toMatchObject({ shown: { 'task-given': 'off' } })
    await clear(am)
    await give(bm, am, '不打扰')
    expect(await kindsOf(am)).toEqual([])
    await choose(am, { shown: { 'task-given': 'list' } })
    await give(bm, am, '只进列表')
    expect(await listOf(am, { unread: 'true' })).toMatchObject([{ live: false }])
    await clear(am)
    const about = { kind: 'task', id: (await give(am, am, '钟点')).id } as const
    const at = (time: string) =>
      api.make((db) =>
        notify(db, [{ userId: am.userId, kind: 'tasks-due', about }], new Date(`2026-11-20T${time}:00+08:00`)),
      )
    await choose(am, { quietFrom: '22:00', quietUntil: '07:00' })
    for (const time of ['21:59', '22:00', '06:59', '07:00']) await at(time)
    await choose(am, { quietFrom: '12:00', quietUntil: '13:00' })
    for (const time of ['11:59', '12:00', '13:00']) await at(time)
    const told = (await listOf(am, { kind: 'tasks-due', unread: 'true' })).map(({ live, createdAt }) => [
      createdAt,
      live,
    ])
    expect(Object.fromEntries(told)).toEqual({
      '2026-11-20T13:59:00.000Z': true,
      '2026-11-20T14:00:00.000Z': false,
      '2026-11-19T22:59:00.000Z': false,
      '2026-11-19T23:00:00.000Z': true,
      '2026-11-20T03:59:00.000Z': true,
      '2026-11-20T04:00:00.000Z': false,
      '2026-11-20T05:00:00.000Z': true,
    })
    await choose(am, {})
    await clear(am)
  })

  it('is refused where quiet hours have no end, or none at all', async () => {
    for (const quiet of [
      { quietFrom: '22:00', quietUntil: null },
      { quietFrom: '22:00', quietUntil: '22:00' },
    ])
      await expect(choose(am, quiet)).rejects.toMatchObject({ status: 400 })
  })

  it('is one’s own', async () => {
    await choose(am, { shown: { mention: 'off' } })
    expect((await other.call(notifications.choices)).shown).toEqual({})
    await choose(am, {})
  })
})

describe('what came together', () => {
  it('is told once with how often, also of one statement, and waits for nobody else who is told of another', async () => {
    const id = newId()
    const causes = [am, am, am, other].map(({ userId }) => ({
      userId,
      kind: 'message-batch-failed' as const,
      about: { kind: 'message-batch' as const, id },
      together: id,
    }))
    await api.make((db) => notify(db, causes, clock.now))
    await api.make((db) => notify(db, causes, clock.now))
    expect(await listOf(am, { unread: 'true' })).toMatchObject([{ times: 6, about: { id, title: null } }])
    expect(await listOf(other, { unread: 'true' })).toMatchObject([{ times: 2 }])
    // The next hour is told anew.
    await api.make((db) => notify(db, causes, new Date(clock.now.getTime() + 3_600_000)))
    expect((await listOf(am, { unread: 'true' })).map(({ times }) => times)).toEqual([3, 6])
    await Promise.all([am, other].map(clear))
  })

  it('is told of whoever can do something about it: the overdue to the leader, the draft of a rule to its second person', async () => {
    const subject = await customerOf(am)
    await give(bm, am, '到期', subject.id)
    await clear(am)
    const before = clock.now
    clock.now = new Date('2026-11-26T02:00:00Z')
    while (await watchTasks(api.product));
    clock.now = before
    expect(await listOf(am, { unread: 'true' })).toMatchObject([{ kind: 'tasks-overdue', urgent: true }])
    expect(await kindsOf(bm)).toContain('tasks-overdue')
    const second = await api.signIn('head-office', firm.region)
    const params = { code: 'M07' }
    const { definition } = await ho.call(moments.openRule, { params })
    await ho.call(moments.saveDraft, { params, body: { ...definition!, coolDownDays: 9 } })
    expect(await kindsOf(ho)).toEqual([])
    expect(await kindsOf(co)).toEqual([])
    expect(await listOf(second)).toMatchObject([
      { kind: 'approval-to-decide', about: { title: expect.stringContaining('M07') } },
    ])
    expect((await listOf(second))[0]).toMatchObject({
      about: { title: expect.any(String), titleZh: expect.any(String) },
    })
  })
})
