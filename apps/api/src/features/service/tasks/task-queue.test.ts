import { notifications } from '@rapport/contract/administration/notifications'
import { customers } from '@rapport/contract/customer/customers'
import { tasks } from '@rapport/contract/service/tasks'
import { afterAll, describe, expect, it } from 'vitest'
import type { Client } from '#http/testing.ts'
import type { NewTask } from './add-tasks.ts'
import { watchTasks } from './task-clock.ts'
import { happenedTo, listedFor, openAs, recordAs, refusalOf, startAs, startTasks } from './testing.ts'

const { add, am, api, bm, clock, later, made, other, rm, sa, sa2 } = await startTasks()
afterAll(() => api.close())

describe('the queue', () => {
  it('is worked through by urgency and time; of many agents who ask at once each gets another one', async () => {
    const subject = await made(null)
    const wait = (task: Partial<NewTask>) => add({ customerId: subject.id, assigneeId: null, ...task })
    const may = await wait({ necessity: 'may', dueAt: later(1) })
    const lateMust = await wait({ dueAt: later(9) })
    const must = await wait({ dueAt: later(2) })
    const urgent = await wait({ priority: 1, dueAt: later(20) })
    const order = [urgent, must, lateMust, may]
    expect(await listedFor(sa, { queue: 'pool' })).toEqual(order)
    expect((await sa.call(tasks.counts)).pool).toBe(4)
    const pages = []
    for (let after: string | undefined; ; ) {
      const page = await sa.call(tasks.list, { query: { queue: 'pool', limit: '1', ...(after && { after }) } })
      expect(page.total).toBe(4)
      pages.push(...page.items.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(pages).toEqual(order)
    const taken = await Promise.all([sa, sa2, sa, sa2].map((agent) => agent.call(tasks.takeNext)))
    expect(new Set(taken.map(({ id }) => id))).toEqual(new Set(order))
    expect(await refusalOf(sa.call(tasks.takeNext))).toEqual([404, 'task.none-waiting'])
    expect(
      (await listedFor(sa, { queue: 'mine', customer: subject.id })).length +
        (await listedFor(sa2, { queue: 'mine', customer: subject.id })).length,
    ).toBe(4)
  })

  it('offers what needs a skill to whoever has it, and to nobody what they are barred from', async () => {
    const subject = await made(null)
    const english = await add({ customerId: subject.id, assigneeId: null, skill: 'english' })
    const barred = await add({ customerId: subject.id, assigneeId: null, kind: 'call-back', barredId: sa.userId })
    await api.make((db) => db.user.update({ where: { id: sa2.userId }, data: { skills: ['english'] } }))
    expect(await listedFor(sa, { queue: 'pool', customer: subject.id })).toEqual([])
    expect(new Set(await listedFor(sa2, { queue: 'pool', customer: subject.id }))).toEqual(new Set([english, barred]))
    expect(await refusalOf(startAs(sa, english))).toEqual([403, 'task.skill'])
    expect(await refusalOf(startAs(sa, barred))).toEqual([403, 'task.barred'])
    const give = (id: string, assigneeId: string) => bm.call(tasks.assign, { params: { id }, body: { assigneeId } })
    expect(await refusalOf(give(barred, sa.userId))).toEqual([422, 'task.barred'])
    const { items } = await bm.call(tasks.assignees, { params: { id: barred } })
    expect(items.map(({ id }) => id)).not.toContain(sa.userId)
    expect(items.map(({ id }) => id)).toContain(sa2.userId)
    await give(english, sa.userId)
    expect(await startAs(sa, english)).toMatchObject({ state: 'started' })
  })

  it('does not offer what shall be tried later', async () => {
    const subject = await made(null)
    const id = await add({ customerId: subject.id, assigneeId: null })
    await recordAs(sa, id, { outcome: 'not-reached' })
    await sa.call(tasks.assign, { params: { id }, body: { assigneeId: null, reason: '下班' } })
    const offered = () => listedFor(sa, { queue: 'pool', customer: subject.id })
    expect(await offered()).toEqual([])
    const before = clock.at
    clock.at = later(2.1)
    expect(await offered()).toEqual([id])
    clock.at = before
  })

  it('is filtered by state, kind, time and person, and counts what it lists', async () => {
    const subject = await made(am)
    const [one, two] = [
      await add({ customerId: subject.id }),
      await add({ customerId: subject.id, kind: 'survey', code: 'M29', dueAt: later(80) }),
    ]
    const three = await add({ customerId: subject.id })
    await recordAs(am, three)
    const about = (query: Record<string, string>) => listedFor(bm, { customer: subject.id, ...query })
    expect(await about({ state: 'open' })).toEqual([one, two])
    expect(await about({ state: 'done' })).toEqual([three])
    expect(await about({ state: 'open,done' })).toHaveLength(3)
    expect(await about({ kind: 'survey' })).toEqual([two])
    expect(await about({ code: 'M29' })).toEqual([two])
    expect(await about({ dueBy: '2026-11-20', state: 'open' })).toEqual([one])
    expect(await about({ assignee: other.userId })).toEqual([])
    expect(await about({ sort: 'latest' })).toHaveLength(3)
    const before = clock.at
    clock.at = later(9)
    expect(await about({ overdue: 'true' })).toEqual([one])
    expect(await openAs(bm, one)).toMatchObject({ overdue: true })
    expect(await openAs(bm, three)).toMatchObject({ overdue: false })
    clock.at = before
  })
})

describe('a customer who is handed on', () => {
  it('takes along what is open; whoever may not do it gives it back', async () => {
    const subject = await made(am)
    const [mine, agents, callBack, done] = [
      await add({ customerId: subject.id }),
      await add({ customerId: subject.id, assigneeId: sa.userId }),
      await add({ customerId: subject.id, kind: 'call-back', assigneeId: bm.userId, barredId: am.userId }),
      await add({ customerId: subject.id }),
    ]
    await recordAs(am, done)
    const { version } = await bm.call(customers.open, { params: { id: subject.id } })
    await bm.call(customers.handOver, {
      params: { id: subject.id },
      version,
      body: { ownerId: other.userId, reason: '调岗' },
    })
    expect(await openAs(other, mine)).toMatchObject({ assignee: { id: other.userId }, state: 'assigned' })
    expect(await refusalOf(openAs(am, mine))).toEqual([404, 'not-found'])
    expect(await openAs(other, agents)).toMatchObject({ assignee: { id: sa.userId } })
    expect(await openAs(other, done)).toMatchObject({ state: 'done', assignee: { id: am.userId } })
    expect(await openAs(other, callBack)).toMatchObject({ assignee: { id: bm.userId }, mine: false })
    expect(await happenedTo(other, mine)).toEqual(['created', 'assigned'])
  })
})

describe('a step of a case about somebody', () => {
  it('is out of that person’s sight, in list, count, file and by its address', async () => {
    const subject = await made(am)
    const id = await add({ customerId: subject.id, kind: 'case', assigneeId: null, barredId: am.userId })
    const before = await am.call(tasks.counts)
    expect(await refusalOf(openAs(am, id))).toEqual([404, 'not-found'])
    expect(await refusalOf(am.call(tasks.history, { params: { id } }))).toEqual([404, 'not-found'])
    expect(await listedFor(am, { customer: subject.id })).toEqual([])
    expect(await listedFor(bm, { customer: subject.id })).toEqual([id])
    expect(before.pool).toBe(0)
    expect(await refusalOf(recordAs(sa, id))).toEqual([409, 'task.ends-elsewhere'])
  })
})

describe('the clock', () => {
  const toldOf = async (client: Client, kind: string) =>
    (await client.call(notifications.list, { query: {} })).items.filter((one) => one.kind === kind)

  it('warns whoever has a task at four fifths of its time, tells the leader when it is up, and each once', async () => {
    const subject = await made(other)
    const id = await add({ customerId: subject.id, assigneeId: other.userId, warnAt: later(1), dueAt: later(2) })
    const before = clock.at
    const look = async (hours: number) => {
      clock.at = new Date(before.getTime() + hours * 3_600_000)
      while (await watchTasks(api.product));
    }
    await look(0.5)
    expect(await toldOf(other, 'tasks-due')).toEqual([])
    await look(1.1)
    await look(1.2)
    expect(await toldOf(other, 'tasks-due')).toMatchObject([{ times: 1, about: { id, title: '大额转出' } }])
    const leader = await toldOf(bm, 'tasks-overdue')
    await look(2.1)
    await look(2.2)
    expect(await toldOf(other, 'tasks-overdue')).toHaveLength(1)
    expect((await toldOf(bm, 'tasks-overdue')).length).toBe(leader.length + 1)
    expect(await toldOf(rm, 'tasks-overdue')).toEqual([])
    expect(await happenedTo(bm, id)).toEqual(['created', 'warned', 'overdue'])
    clock.at = before
  })
})
