import type { Refusal } from '@rapport/contract/client'
import { careVisits } from '@rapport/contract/service/care-visits'
import { tasks } from '@rapport/contract/service/tasks'
import { makeBranch, makeRegion } from '@rapport/database/factories'
import { afterAll, describe, expect, it } from 'vitest'
import type { Client } from '#http/testing.ts'
import { happenedTo, openAs, recordAs, refusalOf, startAs, startTasks } from './testing.ts'

const { add, am, api, bm, branch, clock, customer, ho, later, made, other, sa } = await startTasks()
afterAll(() => api.close())

describe('a task', () => {
  it('is written down by and for oneself, about a customer in sight or about nothing', async () => {
    const body = { title: ' 准备年度回顾 ', dueOn: '2026-11-21', dueTime: '16:00', customerId: customer.id }
    const task = await am.call(tasks.create, { body })
    expect(task).toMatchObject({
      kind: 'own',
      title: '准备年度回顾',
      customer: { id: customer.id, name: customer.name, customerNo: customer.customerNo },
      unit: { id: branch.id },
      assignee: { id: am.userId },
      necessity: 'may',
      priority: 3,
      state: 'assigned',
      overdue: false,
      mine: true,
    })
    expect(await openAs(bm, task.id)).toMatchObject({ id: task.id, mine: true })
    expect(await refusalOf(openAs(other, task.id))).toEqual([404, 'not-found'])
    const bare = await am.call(tasks.create, { body: { ...body, customerId: null } })
    expect(bare.customer).toBe(null)
    expect(await refusalOf(openAs(other, bare.id))).toEqual([404, 'not-found'])
    expect(await openAs(bm, bare.id)).toMatchObject({ unit: { id: branch.id } })
  })

  it('is given to others by leaders only, and only to whoever sees the customer', async () => {
    const body = { title: '联系客户', dueOn: '2026-11-21', dueTime: '16:00', customerId: customer.id }
    const give = (client: Client, assigneeId: string, customerId: string | null = customer.id) =>
      client.call(tasks.create, { body: { ...body, customerId, assigneeId } })
    expect(await refusalOf(give(am, sa.userId))).toEqual([403, 'not-allowed'])
    expect(await refusalOf(give(bm, other.userId))).toEqual([422, 'task.assignee-cannot-see'])
    expect(await give(bm, sa.userId)).toMatchObject({ assignee: { id: sa.userId } })
    expect(await give(bm, other.userId, null)).toMatchObject({ assignee: { id: other.userId } })
    const elsewhere = await api.make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
    const stranger = await api.signIn('account-manager', elsewhere)
    expect(await refusalOf(give(bm, stranger.userId, null))).toEqual([422, 'task.assignee-unknown'])
    expect(await refusalOf(give(stranger, stranger.userId))).toEqual([404, 'not-found'])
  })

  it.each([
    ['now', { dueOn: '2026-11-20', dueTime: '10:00' }, 'task.due-gone'],
    ['yesterday', { dueOn: '2026-11-19' }, 'task.due-gone'],
    ['in two years and a day', { dueOn: '2028-11-21' }, 'task.too-far'],
  ])('is not due %s', async (_, due, code) => {
    const body = { title: 'x', ...due }
    expect(await refusalOf(am.call(tasks.create, { body }))).toEqual([422, code])
  })

  it('is changed from the version that was read, where a person wrote it down', async () => {
    const task = await am.call(tasks.create, { body: { title: '甲', dueOn: '2026-11-20' } })
    const change = (version: number, id = task.id) =>
      am.call(tasks.change, { params: { id }, version, body: { title: '乙' } })
    expect(await change(1)).toMatchObject({ title: '乙', version: 2, dueAt: '2026-11-20T09:30:00.000Z' })
    expect(await refusalOf(change(1))).toEqual([412, 'version.stale'])
    expect(await refusalOf(change(1, await add()))).toEqual([409, 'task.not-own'])
  })

  it('runs from being given to being confirmed, and keeps who did what when', async () => {
    const id = await add()
    expect(await startAs(am, id)).toMatchObject({ state: 'started', startedAt: clock.at.toISOString() })
    expect(await recordAs(am, id, { note: '已说明' })).toMatchObject({
      state: 'done',
      outcome: 'reached',
      note: '已说明',
      attempts: 1,
    })
    expect(await refusalOf(recordAs(am, id))).toEqual([409, 'task.already-done'])
    const verify = (client: Client) => client.call(tasks.verify, { params: { id }, body: { verdict: 'verified' } })
    expect(await verify(bm)).toMatchObject({ state: 'verified' })
    expect(await refusalOf(verify(bm))).toEqual([409, 'task.verified'])
    const { items } = await bm.call(tasks.history, { params: { id } })
    const names = await api.make((db) => db.user.findMany({ where: { id: { in: [am.userId, bm.userId] } } }))
    const nameOf = (who: Client) => names.find((user) => user.id === who.userId)!.name
    expect(items.map(({ what, actor }) => [what, actor])).toEqual([
      ['created', null],
      ['started', nameOf(am)],
      ['done', nameOf(am)],
      ['verified', nameOf(bm)],
    ])
  })

  it('is opened again by a leader with a reason, and not confirmed by whoever did it', async () => {
    const id = await add({ assigneeId: bm.userId })
    await recordAs(bm, id)
    const reopen = (client: Client) =>
      client.call(tasks.verify, { params: { id }, body: { verdict: 'reopened', reason: '没有记录客户意见' } })
    expect(await refusalOf(reopen(bm))).toEqual([403, 'task.own-result'])
    expect(await reopen(ho)).toMatchObject({ state: 'assigned', doneAt: null, attempts: 0 })
    const { items } = await bm.call(tasks.history, { params: { id } })
    expect(items.at(-1)).toMatchObject({ what: 'reopened', note: '没有记录客户意见' })
    expect(await recordAs(bm, id)).toMatchObject({ state: 'done' })
  })

  it('of somebody else is not done, and of what is over nothing changes', async () => {
    const id = await add()
    expect(await refusalOf(startAs(sa, id))).toEqual([409, 'task.of-somebody-else'])
    expect(await refusalOf(recordAs(sa, id))).toEqual([409, 'task.of-somebody-else'])
    const cancel = (client: Client) => client.call(tasks.cancel, { params: { id }, body: { reason: '客户已销户' } })
    expect(await refusalOf(cancel(am))).toEqual([403, 'task.must-be-done'])
    expect(await cancel(bm)).toMatchObject({ state: 'cancelled' })
    for (const again of [() => startAs(am, id), () => recordAs(am, id), () => cancel(bm)])
      expect(await refusalOf(again())).toEqual([409, 'task.cancelled'])
  })

  it('done twice at the same time is done once, and counts one contact', async () => {
    const subject = await made(am)
    const id = await add({ customerId: subject.id })
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => recordAs(am, id).catch((e: Refusal) => e.status)),
    )
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
    const { items } = await am.call(careVisits.list, { query: { customer: subject.id } })
    expect(items).toMatchObject([{ kind: 'care', channel: 'phone', state: 'recorded', outcome: 'reached', minutes: 7 }])
  })
})

describe('who was not reached', () => {
  it('is tried again after two hours, a day and three days, and then the task is closed', async () => {
    const id = await add()
    for (const hours of [2, 24, 72]) {
      const task = await recordAs(am, id, { outcome: 'not-reached' })
      expect(task).toMatchObject({ state: 'assigned', notBefore: later(hours).toISOString(), doneAt: null })
    }
    expect(await recordAs(am, id, { outcome: 'not-reached' })).toMatchObject({
      state: 'done',
      outcome: 'not-reached',
      attempts: 4,
    })
    expect(await happenedTo(am, id)).toEqual(['created', 'tried', 'tried', 'tried', 'done'])
  })

  it.each([
    ['without a channel', { channel: null }, 'task.channel-needed'],
    ['with a next step today', { nextOn: '2026-11-20' }, 'task.next-gone'],
  ])('is not written down %s', async (_, result, code) => {
    const id = await add()
    expect(await refusalOf(recordAs(am, id, result))).toEqual([422, code])
    expect(await openAs(am, id)).toMatchObject({ state: 'assigned', attempts: 0 })
  })

  it('cannot be written of a task about nobody', async () => {
    const { id } = await am.call(tasks.create, { body: { title: '整理资料', dueOn: '2026-11-20' } })
    expect(await refusalOf(recordAs(am, id))).toEqual([422, 'task.nobody-to-reach'])
    expect(await recordAs(am, id, { outcome: 'handled', channel: null })).toMatchObject({ state: 'done' })
  })

  it('has a next step where one is agreed, due when service closes on its day', async () => {
    const subject = await made(am)
    const id = await add({ customerId: subject.id })
    await recordAs(am, id, { nextOn: '2026-11-25' })
    const { items } = await am.call(tasks.list, { query: { customer: subject.id, state: 'open' } })
    expect(items).toMatchObject([
      {
        kind: 'follow-up',
        aboutId: id,
        title: '大额转出',
        necessity: 'must',
        assignee: { id: am.userId },
        dueAt: '2026-11-25T09:30:00.000Z',
      },
    ])
  })
})
