import { notifications } from '@rapport/contract/administration/notifications'
import { Refusal } from '@rapport/contract/client'
import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { tasks } from '@rapport/contract/service/tasks'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { addTasks, type NewTask } from './add-tasks.ts'
import { watchTasks } from './task-clock.ts'

let clock = new Date('2026-11-20T02:00:00Z')
const later = (hours: number) => new Date(clock.getTime() + hours * 3_600_000)
let api: Api
let branch: { id: string }
let am: Client
let other: Client
let sa: Client
let sa2: Client
let bm: Client
let ho: Client
let rm: Client
let customer: { id: string; name: string; customerNo: string }

beforeAll(async () => {
  api = await startApi({ now: () => clock })
  const region = await api.make((db) => makeRegion(db))
  branch = await api.make((db) => makeBranch(db, { region }))
  am = await api.signIn('account-manager', branch)
  other = await api.signIn('account-manager', branch)
  sa = await api.signIn('service-agent', branch)
  sa2 = await api.signIn('service-agent', branch)
  bm = await api.signIn('branch-manager', branch)
  ho = await api.signIn('head-office', branch)
  rm = await api.signIn('branch-manager', region)
  customer = await made(am)
})
afterAll(() => api.close())

const made = (owner: Client | null) =>
  api.make((db) => makeCustomer(db, api.product.seal, { owner: owner && { id: owner.userId }, unit: branch }))
const refusalOf = async (asked: Promise<unknown>) => {
  const refusal = await asked.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(refusal instanceof Refusal)) throw new Error(`not refused: ${String(refusal)}`)
  return [refusal.status, refusal.problem?.errors?.[0]?.code ?? refusal.problem?.code]
}
const add = async (task: Partial<NewTask> = {}) => {
  const draft: NewTask = {
    kind: 'moment',
    title: '大额转出',
    customerId: customer.id,
    assigneeId: am.userId,
    necessity: 'must',
    dueAt: later(8),
    warnAt: later(6),
    ...task,
  }
  const [id] = await api.make((db) => addTasks(db, [draft], clock))
  return id!
}
const open = (client: Client, id: string) => client.call(tasks.open, { params: { id } })
const start = (client: Client, id: string) => client.call(tasks.start, { params: { id } })
const record = (client: Client, id: string, result: Partial<Parameters<typeof resultOf>[0]> = {}) =>
  client.call(tasks.record, { params: { id }, body: resultOf(result) })
const resultOf = (result: {
  outcome?: 'reached' | 'not-reached' | 'handled'
  channel?: 'phone' | null
  nextOn?: string
  note?: string
}) => ({
  outcome: 'reached' as const,
  channel: 'phone' as const,
  minutes: 7,
  ...result,
})
const happened = async (client: Client, id: string) =>
  (await client.call(tasks.history, { params: { id } })).items.map(({ what }) => what)
const listed = async (
  client: Client,
  query: NonNullable<Parameters<typeof client.call<typeof tasks.list>>[1]>['query'],
) => (await client.call(tasks.list, { query: { limit: '200', ...query } })).items.map(({ id }) => id)

describe('a task', () => {
  it('is written down by and for oneself, about a customer in sight or about nothing', async () => {
    const body = { title: ' 准备年度回顾 ', dueAt: later(30).toISOString(), customerId: customer.id }
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
    expect(await open(bm, task.id)).toMatchObject({ id: task.id, mine: true })
    expect(await refusalOf(open(other, task.id))).toEqual([404, 'not-found'])
    const bare = await am.call(tasks.create, { body: { ...body, customerId: null } })
    expect(bare.customer).toBe(null)
    expect(await refusalOf(open(other, bare.id))).toEqual([404, 'not-found'])
    expect(await open(bm, bare.id)).toMatchObject({ unit: { id: branch.id } })
  })

  it('is given to others by leaders only, and only to whoever sees the customer', async () => {
    const body = { title: '联系客户', dueAt: later(30).toISOString(), customerId: customer.id }
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
    ['now', 0, 'task.due-gone'],
    ['in two years and a month', 24 * 762, 'task.too-far'],
  ])('is not due %s', async (_, hours, code) => {
    const body = { title: 'x', dueAt: later(hours).toISOString() }
    expect(await refusalOf(am.call(tasks.create, { body }))).toEqual([422, code])
  })

  it('is changed from the version that was read, where a person wrote it down', async () => {
    const task = await am.call(tasks.create, { body: { title: '甲', dueAt: later(5).toISOString() } })
    const change = (version: number, id = task.id) =>
      am.call(tasks.change, { params: { id }, version, body: { title: '乙' } })
    expect(await change(1)).toMatchObject({ title: '乙', version: 2 })
    expect(await refusalOf(change(1))).toEqual([412, 'version.stale'])
    expect(await refusalOf(change(1, await add()))).toEqual([409, 'task.not-own'])
  })

  it('runs from being given to being confirmed, and keeps who did what when', async () => {
    const id = await add()
    expect(await start(am, id)).toMatchObject({ state: 'started', startedAt: clock.toISOString() })
    expect(await record(am, id, { note: '已说明' })).toMatchObject({
      state: 'done',
      outcome: 'reached',
      note: '已说明',
      attempts: 1,
    })
    expect(await refusalOf(record(am, id))).toEqual([409, 'task.already-done'])
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
    await record(bm, id)
    const reopen = (client: Client) =>
      client.call(tasks.verify, { params: { id }, body: { verdict: 'reopened', reason: '没有记录客户意见' } })
    expect(await refusalOf(reopen(bm))).toEqual([403, 'task.own-result'])
    expect(await reopen(ho)).toMatchObject({ state: 'assigned', doneAt: null, attempts: 0 })
    const { items } = await bm.call(tasks.history, { params: { id } })
    expect(items.at(-1)).toMatchObject({ what: 'reopened', note: '没有记录客户意见' })
    expect(await record(bm, id)).toMatchObject({ state: 'done' })
  })

  it('of somebody else is not done, and of what is over nothing changes', async () => {
    const id = await add()
    expect(await refusalOf(start(sa, id))).toEqual([409, 'task.of-somebody-else'])
    expect(await refusalOf(record(sa, id))).toEqual([409, 'task.of-somebody-else'])
    const cancel = (client: Client) => client.call(tasks.cancel, { params: { id }, body: { reason: '客户已销户' } })
    expect(await refusalOf(cancel(am))).toEqual([403, 'task.must-be-done'])
    expect(await cancel(bm)).toMatchObject({ state: 'cancelled' })
    for (const again of [() => start(am, id), () => record(am, id), () => cancel(bm)])
      expect(await refusalOf(again())).toEqual([409, 'task.cancelled'])
  })

  it('done twice at the same time is done once, and counts one contact', async () => {
    const subject = await made(am)
    const id = await add({ customerId: subject.id })
    const answers = await Promise.all(Array.from({ length: 20 }, () => record(am, id).catch((e: Refusal) => e.status)))
    expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(1)
    const { items } = await am.call(careVisits.list, { query: { customer: subject.id } })
    expect(items).toMatchObject([{ kind: 'care', channel: 'phone', state: 'recorded', outcome: 'reached', minutes: 7 }])
  })
})

describe('who was not reached', () => {
  it('is tried again after two hours, a day and three days, and then the task is closed', async () => {
    const id = await add()
    for (const hours of [2, 24, 72]) {
      const task = await record(am, id, { outcome: 'not-reached' })
      expect(task).toMatchObject({ state: 'assigned', notBefore: later(hours).toISOString(), doneAt: null })
    }
    expect(await record(am, id, { outcome: 'not-reached' })).toMatchObject({
      state: 'done',
      outcome: 'not-reached',
      attempts: 4,
    })
    expect(await happened(am, id)).toEqual(['created', 'tried', 'tried', 'tried', 'done'])
  })

  it.each([
    ['without a channel', { channel: null }, 'task.channel-needed'],
    ['with a next step today', { nextOn: '2026-11-20' }, 'task.next-gone'],
  ])('is not written down %s', async (_, result, code) => {
    const id = await add()
    expect(await refusalOf(record(am, id, result))).toEqual([422, code])
    expect(await open(am, id)).toMatchObject({ state: 'assigned', attempts: 0 })
  })

  it('cannot be written of a task about nobody', async () => {
    const { id } = await am.call(tasks.create, { body: { title: '整理资料', dueAt: later(5).toISOString() } })
    expect(await refusalOf(record(am, id))).toEqual([422, 'task.nobody-to-reach'])
    expect(await record(am, id, { outcome: 'handled', channel: null })).toMatchObject({ state: 'done' })
  })

  it('has a next step where one is agreed, due when service closes on its day', async () => {
    const subject = await made(am)
    const id = await add({ customerId: subject.id })
    await record(am, id, { nextOn: '2026-11-25' })
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

describe('the queue', () => {
  it('is worked through by urgency and time; of many agents who ask at once each gets another one', async () => {
    const subject = await made(null)
    const wait = (task: Partial<NewTask>) => add({ customerId: subject.id, assigneeId: null, ...task })
    const may = await wait({ necessity: 'may', dueAt: later(1) })
    const lateMust = await wait({ dueAt: later(9) })
    const must = await wait({ dueAt: later(2) })
    const urgent = await wait({ priority: 1, dueAt: later(20) })
    const order = [urgent, must, lateMust, may]
    expect(await listed(sa, { queue: 'pool' })).toEqual(order)
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
      (await listed(sa, { queue: 'mine', customer: subject.id })).length +
        (await listed(sa2, { queue: 'mine', customer: subject.id })).length,
    ).toBe(4)
  })

  it('offers what needs a skill to whoever has it, and to nobody what they are barred from', async () => {
    const subject = await made(null)
    const english = await add({ customerId: subject.id, assigneeId: null, skill: 'english' })
    const barred = await add({ customerId: subject.id, assigneeId: null, kind: 'call-back', barredId: sa.userId })
    await api.make((db) => db.user.update({ where: { id: sa2.userId }, data: { skills: ['english'] } }))
    expect(await listed(sa, { queue: 'pool', customer: subject.id })).toEqual([])
    expect(new Set(await listed(sa2, { queue: 'pool', customer: subject.id }))).toEqual(new Set([english, barred]))
    expect(await refusalOf(start(sa, english))).toEqual([403, 'task.skill'])
    expect(await refusalOf(start(sa, barred))).toEqual([403, 'task.barred'])
    const give = (id: string, assigneeId: string) => bm.call(tasks.assign, { params: { id }, body: { assigneeId } })
    expect(await refusalOf(give(barred, sa.userId))).toEqual([422, 'task.barred'])
    const { items } = await bm.call(tasks.assignees, { params: { id: barred } })
    expect(items.map(({ id }) => id)).not.toContain(sa.userId)
    expect(items.map(({ id }) => id)).toContain(sa2.userId)
    await give(english, sa.userId)
    expect(await start(sa, english)).toMatchObject({ state: 'started' })
  })

  it('does not offer what shall be tried later', async () => {
    const subject = await made(null)
    const id = await add({ customerId: subject.id, assigneeId: null })
    await record(sa, id, { outcome: 'not-reached' })
    await sa.call(tasks.assign, { params: { id }, body: { assigneeId: null, reason: '下班' } })
    const offered = () => listed(sa, { queue: 'pool', customer: subject.id })
    expect(await offered()).toEqual([])
    const before = clock
    clock = later(2.1)
    expect(await offered()).toEqual([id])
    clock = before
  })

  it('is filtered by state, kind, time and person, and counts what it lists', async () => {
    const subject = await made(am)
    const [one, two] = [
      await add({ customerId: subject.id }),
      await add({ customerId: subject.id, kind: 'survey', code: 'M29', dueAt: later(80) }),
    ]
    const three = await add({ customerId: subject.id })
    await record(am, three)
    const about = (query: Record<string, string>) => listed(bm, { customer: subject.id, ...query })
    expect(await about({ state: 'open' })).toEqual([one, two])
    expect(await about({ state: 'done' })).toEqual([three])
    expect(await about({ state: 'open,done' })).toHaveLength(3)
    expect(await about({ kind: 'survey' })).toEqual([two])
    expect(await about({ code: 'M29' })).toEqual([two])
    expect(await about({ dueBy: '2026-11-20', state: 'open' })).toEqual([one])
    expect(await about({ assignee: other.userId })).toEqual([])
    expect(await about({ sort: 'latest' })).toHaveLength(3)
    const before = clock
    clock = later(9)
    expect(await about({ overdue: 'true' })).toEqual([one])
    expect(await open(bm, one)).toMatchObject({ overdue: true })
    expect(await open(bm, three)).toMatchObject({ overdue: false })
    clock = before
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
    await record(am, done)
    const { version } = await bm.call(customers.open, { params: { id: subject.id } })
    await bm.call(customers.handOver, {
      params: { id: subject.id },
      version,
      body: { ownerId: other.userId, reason: '调岗' },
    })
    expect(await open(other, mine)).toMatchObject({ assignee: { id: other.userId }, state: 'assigned' })
    expect(await refusalOf(open(am, mine))).toEqual([404, 'not-found'])
    expect(await open(other, agents)).toMatchObject({ assignee: { id: sa.userId } })
    expect(await open(other, done)).toMatchObject({ state: 'done', assignee: { id: am.userId } })
    expect(await open(other, callBack)).toMatchObject({ assignee: { id: bm.userId }, mine: false })
    expect(await happened(other, mine)).toEqual(['created', 'assigned'])
  })
})

describe('a step of a case about somebody', () => {
  it('is out of that person’s sight, in list, count, file and by its address', async () => {
    const subject = await made(am)
    const id = await add({ customerId: subject.id, kind: 'case', assigneeId: null, barredId: am.userId })
    const before = await am.call(tasks.counts)
    expect(await refusalOf(open(am, id))).toEqual([404, 'not-found'])
    expect(await refusalOf(am.call(tasks.history, { params: { id } }))).toEqual([404, 'not-found'])
    expect(await listed(am, { customer: subject.id })).toEqual([])
    expect(await listed(bm, { customer: subject.id })).toEqual([id])
    expect(before.pool).toBe(0)
    expect(await refusalOf(record(sa, id))).toEqual([409, 'task.ends-elsewhere'])
  })
})

describe('the clock', () => {
  const toldOf = async (client: Client, kind: string) =>
    (await client.call(notifications.list, { query: {} })).items.filter((one) => one.kind === kind)

  it('warns whoever has a task at four fifths of its time, tells the leader when it is up, and each once', async () => {
    const subject = await made(other)
    const id = await add({ customerId: subject.id, assigneeId: other.userId, warnAt: later(1), dueAt: later(2) })
    const before = clock
    const look = async (hours: number) => {
      clock = new Date(before.getTime() + hours * 3_600_000)
      while (await watchTasks(api.product));
    }
    await look(0.5)
    expect(await toldOf(other, 'tasks-due')).toEqual([])
    await look(1.1)
    await look(1.2)
    expect(await toldOf(other, 'tasks-due')).toMatchObject([{ details: { count: 1, taskId: id, title: '大额转出' } }])
    const leader = await toldOf(bm, 'tasks-overdue')
    await look(2.1)
    await look(2.2)
    expect(await toldOf(other, 'tasks-overdue')).toHaveLength(1)
    expect((await toldOf(bm, 'tasks-overdue')).length).toBe(leader.length + 1)
    expect(await toldOf(rm, 'tasks-overdue')).toEqual([])
    expect(await happened(bm, id)).toEqual(['created', 'warned', 'overdue'])
    clock = before
  })
})
