import { customers } from '@rapport/contract/customer/customers'
import { timeline } from '@rapport/contract/customer/timeline'
import { cases } from '@rapport/contract/service/cases'
import { tasks } from '@rapport/contract/service/tasks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/customer/testing.ts'
import { watchTasks } from '#features/service/tasks/task-clock.ts'
import { type ServiceFirm, startService } from './testing.ts'

let firm: ServiceFirm
let customer: { id: string }
beforeAll(async () => {
  firm = await startService()
})
afterAll(() => firm.api.close())
beforeEach(async () => {
  firm.at('2026-11-20T02:00:00Z')
  customer = await firm.customerOf(firm.am)
})

const note = '已与客户电话沟通'
const taskOf = async (id: string) =>
  (await firm.co.call(tasks.list, { query: { about: id, state: 'open' } })).items.map(
    ({ kind, assignee, dueAt, skill, priority, title }) => ({
      kind,
      assignee: assignee?.id ?? null,
      dueAt,
      skill,
      priority,
      title,
    }),
  )

describe('a complaint', () => {
  it('goes its way: received, accepted, looked into, answered with four eyes, agreed, closed, followed up', async () => {
    const { am, bm, sa, register, take, see, happened, at } = firm
    const made = await register(sa, { customerId: customer.id, callerName: null, cause: '佣金', topic: '两融' })
    expect(made).toMatchObject({
      kind: 'complaint',
      state: 'received',
      turn: 'acknowledge',
      turnBy: { id: sa.userId },
      handler: { id: sa.userId },
      firstHandler: { id: sa.userId },
      customer: { id: customer.id },
      // Friday 10:00: nine hours of service later, fifteen and sixty days, five working days.
      acknowledgeDueAt: '2026-11-23T02:00:00.000Z',
      acceptDueAt: '2026-12-05T15:59:59.999Z',
      targetDueAt: '2026-11-27T09:30:00.000Z',
      finishDueAt: '2027-01-19T15:59:59.999Z',
      steps: ['acknowledge', 'accept', 'reject', 'wait', 'note'],
      breaches: [],
    })
    expect(made.number).toMatch(/^20261120-[2-9A-Z]{5}$/)
    expect(await taskOf(made.id)).toMatchObject([
      { kind: 'case', assignee: sa.userId, skill: 'complaints', priority: 2 },
    ])
    at('2026-11-20T02:25:00Z')
    await take(sa, made.id, { step: 'acknowledge', note })
    expect(await see(am, made.id)).toMatchObject({
      turn: 'accept',
      responseMinutes: 25,
      answeredAt: '2026-11-20T02:25:00.000Z',
    })
    expect(await taskOf(made.id)).toMatchObject([{ dueAt: '2026-12-05T15:59:59.999Z' }])
    await take(sa, made.id, { step: 'accept', note: null }, { step: 'investigate', note: null })
    at('2026-11-23T02:00:00Z')
    await take(sa, made.id, { step: 'answer', note: '退还多收佣金' })
    expect(await see(sa, made.id)).toMatchObject({
      state: 'proposed',
      turn: 'approve',
      turnBy: { id: bm.userId },
      approves: false,
    })
    expect(await taskOf(made.id)).toMatchObject([
      { assignee: bm.userId, skill: null, dueAt: '2026-11-24T09:30:00.000Z' },
    ])
    const decide = (client: typeof bm, verdict: 'approved' | 'returned') =>
      client.call(cases.decide, { params: { id: made.id }, body: { verdict, note } })
    expect(await decide(bm, 'returned')).toMatchObject({
      state: 'investigating',
      turn: 'answer',
      turnBy: { id: sa.userId },
    })
    await take(sa, made.id, { step: 'answer', note: '退还多收佣金,并致歉' })
    expect(await decide(bm, 'approved')).toMatchObject({
      state: 'approved',
      turn: 'settle',
      handler: { id: sa.userId },
    })
    await take(sa, made.id, { step: 'escalate', to: 'mediation', note }, { step: 'agree', note: null })
    at('2026-11-25T02:00:00Z')
    const close = {
      step: 'close',
      settlement: 'compensation',
      satisfaction: 4,
      reasonableness: 'founded',
      cause: null,
      note: null,
    } as const
    await take(sa, made.id, { ...close, followUpOn: '2026-12-02' })
    expect(await see(sa, made.id)).toMatchObject({
      state: 'follow-up',
      turn: 'follow-up',
      turnDueAt: '2026-12-02T09:30:00.000Z',
      onTime: true,
      satisfaction: 4,
      cause: '佣金',
      escalatedTo: 'mediation',
      resolutionMinutes: 3 * 540,
    })
    await take(sa, made.id, { step: 'follow-up', note })
    expect(await see(sa, made.id)).toMatchObject({
      state: 'closed',
      open: false,
      turn: null,
      turnBy: null,
      steps: ['reopen', 'note'],
    })
    expect(await taskOf(made.id)).toEqual([])
    expect(await happened(am, made.id)).toEqual([
      'received',
      'acknowledged',
      'accepted',
      'investigating',
      'proposed',
      'returned',
      'proposed',
      'approved',
      'escalated',
      'agreed',
      'closed',
      'followed-up',
    ])
    const minutes = (await am.call(cases.history, { params: { id: made.id } })).items.map((event) => event.minutes)
    expect(minutes.slice(0, 5)).toEqual([0, 25, 0, 0, 515])
  })

  it('is rejected with its reason, and then it is over', async () => {
    const { sa, register, take, see } = firm
    const { id } = await register(sa, { customerId: customer.id })
    await take(sa, id, { step: 'reject', note: '不属于本公司业务' })
    expect(await see(sa, id)).toMatchObject({
      state: 'rejected',
      reason: '不属于本公司业务',
      onTime: null,
      open: false,
      responseMinutes: 0,
    })
    await take(sa, id, { step: 'reopen', note })
    expect(await see(sa, id)).toMatchObject({ state: 'received', turn: 'accept', reason: null })
  })

  it('is done step by step: what does not come now is refused, and so is whoever has it not', async () => {
    const { sa, sa2, bm, register, take } = firm
    const { id } = await register(sa, { customerId: customer.id })
    expect(await refusalOf(take(sa, id, { step: 'agree', note: null }))).toMatchObject({
      status: 409,
      code: 'case.not-now',
    })
    expect(await refusalOf(take(sa2, id, { step: 'accept', note: null }))).toMatchObject({
      status: 409,
      code: 'case.of-somebody-else',
    })
    expect(await refusalOf(take(bm, id, { step: 'accept', note: null }))).toMatchObject({
      status: 409,
      code: 'case.of-somebody-else',
    })
    await take(sa2, id, { step: 'note', note })
  })

  it('has an answer approved by somebody else only, never by whoever wrote it', async () => {
    const { bm, rm, co, register, take, see } = firm
    const { id } = await register(bm, { customerId: customer.id })
    await take(bm, id, { step: 'accept', note: null }, { step: 'investigate', note: null }, { step: 'answer', note })
    expect(await see(bm, id)).toMatchObject({ turnBy: { id: rm.userId }, approves: false })
    const approve = (client: typeof bm) =>
      client.call(cases.decide, { params: { id }, body: { verdict: 'approved', note: null } })
    expect(await refusalOf(approve(bm))).toMatchObject({ status: 403, code: 'case.own-answer' })
    expect((await approve(co)).state).toBe('approved')
  })

  it('waits for the customer: the clock of resolution and the own target stand, the limit of the trade does not', async () => {
    const { sa, register, take, see, at } = firm
    const { id } = await register(sa, { customerId: customer.id })
    await take(sa, id, { step: 'accept', note: null }, { step: 'investigate', note: null }, { step: 'wait', note })
    expect(await see(sa, id)).toMatchObject({
      waitingSince: '2026-11-20T02:00:00.000Z',
      turnDueAt: '2027-01-19T15:59:59.999Z',
      steps: ['resume', 'note'],
    })
    at('2026-11-24T02:00:00Z')
    await take(sa, id, { step: 'resume', note: null })
    expect(await see(sa, id)).toMatchObject({
      waitingSince: null,
      waitedMinutes: 2 * 540,
      targetDueAt: '2026-12-01T09:30:00.000Z',
      finishDueAt: '2027-01-19T15:59:59.999Z',
    })
    await take(sa, id, { step: 'answer', note })
    await firm.bm.call(cases.decide, { params: { id }, body: { verdict: 'approved', note: null } })
    at('2026-11-25T02:00:00Z')
    await take(
      sa,
      id,
      { step: 'agree', note: null },
      {
        step: 'close',
        settlement: 'explanation',
        satisfaction: null,
        reasonableness: null,
        cause: null,
        followUpOn: null,
        note: null,
      },
    )
    expect(await see(sa, id)).toMatchObject({ resolutionMinutes: 540 })
  })

  it('is put off with notice, in all by what its class allows', async () => {
    const { sa, register, take, see } = firm
    const { id } = await register(sa, { customerId: customer.id })
    await take(sa, id, { step: 'accept', note: null }, { step: 'extend', days: 20, note: '情况复杂,已书面告知' })
    expect(await see(sa, id)).toMatchObject({
      extendedDays: 20,
      finishDueAt: '2027-02-08T15:59:59.999Z',
      turnDueAt: '2027-02-08T15:59:59.999Z',
    })
    expect(await refusalOf(take(sa, id, { step: 'extend', days: 11, note }))).toMatchObject({
      status: 422,
      errors: [{ field: 'days', code: 'case.extension' }],
    })
  })

  it('is warned of and told to whoever leads by the one clock, and its missed limits are listed', async () => {
    const { sa, bm, register, at, api } = firm
    const { id } = await register(sa, { customerId: customer.id })
    at('2026-11-24T03:00:00Z')
    await watchTasks(api.product)
    expect((await bm.call(tasks.list, { query: { about: id, overdue: 'true' } })).total).toBe(1)
    const late = async (breach: 'acknowledge' | 'finish') =>
      (await bm.call(cases.list, { query: { breach, customer: customer.id } })).items.map(({ id, breaches }) => [
        id,
        breaches,
      ])
    expect(await late('acknowledge')).toEqual([[id, ['acknowledge']]])
    expect(await late('finish')).toEqual([])
    at('2027-01-20T03:00:00Z')
    expect(await late('finish')).toEqual([[id, ['acknowledge', 'accept', 'target', 'finish']]])
  })
})

describe('the person complained of', () => {
  it('neither sees nor handles it, in no list, count, task or time line, whatever their role', async () => {
    const { am, bm, sa, co, ho, register, see, api, at } = firm
    for (const subject of [am, bm, ho]) {
      const { id } = await register(sa, { customerId: customer.id, subjectId: subject.userId })
      expect(await refusalOf(see(subject, id))).toMatchObject({ status: 404 })
      expect(
        (await subject.call(cases.list, { query: { customer: customer.id } })).items.map((one) => one.id),
      ).not.toContain(id)
      const { total } = await subject.call(cases.list, { query: { customer: customer.id } })
      expect((await subject.call(cases.figures, { query: { customer: customer.id } })).received).toBe(total)
      expect((await subject.call(tasks.list, { query: { about: id } })).total).toBe(0)
      expect(
        (await subject.call(timeline.list, { params: customer, query: { kind: 'case' } })).items.map((one) => one.id),
      ).not.toContain(id)
      expect(await see(co, id)).toMatchObject({ id })
    }
    at('2026-11-27T03:00:00Z')
    await watchTasks(api.product)
    const told = await api.make((db) =>
      db.notification.findMany({ where: { userId: { in: [am.userId, bm.userId, ho.userId] } } }),
    )
    const { items } = await co.call(tasks.list, { query: { customer: customer.id, limit: '200' } })
    expect(items.filter(({ overdue }) => overdue)).toHaveLength(3)
    for (const subject of [am, bm, ho]) {
      const about = await api.make((db) => db.task.findMany({ where: { kind: 'case', barredId: subject.userId } }))
      const hidden = new Set(about.map(({ id }) => id))
      const toldOf = told
        .filter(({ userId }) => userId === subject.userId)
        .map((one) => (one.details as { taskId: string }).taskId)
      expect(toldOf.filter((id) => hidden.has(id))).toEqual([])
    }
    expect(told.some(({ userId }) => userId === bm.userId)).toBe(true)
  })

  it('loses it when it turns out that it is about them: it falls to whoever says so', async () => {
    const { sa, bm, co, register, see, take, happened } = firm
    const { id } = await register(sa, { customerId: customer.id })
    const recuse = (client: typeof bm, subjectId: string) =>
      client.call(cases.recuse, { params: { id }, body: { subjectId, reason: '客户指认' } })
    expect(await refusalOf(recuse(bm, bm.userId))).toMatchObject({ status: 422, errors: [{ code: 'case.oneself' }] })
    expect(await recuse(co, sa.userId)).toMatchObject({
      handler: { id: co.userId },
      turnBy: { id: co.userId },
      firstHandler: { id: sa.userId },
    })
    expect(await refusalOf(see(sa, id))).toMatchObject({ status: 404 })
    expect(await taskOf(id)).toMatchObject([{ assignee: co.userId }])
    await take(co, id, { step: 'accept', note: null })
    const assign = (handlerId: string) => bm.call(cases.assign, { params: { id }, body: { handlerId, reason: '换人' } })
    expect(await refusalOf(assign(sa.userId))).toMatchObject({ status: 422, errors: [{ code: 'case.cannot-have' }] })
    expect(await assign(firm.sa2.userId)).toMatchObject({ handler: { id: firm.sa2.userId } })
    expect((await bm.call(cases.handlers, { params: { id } })).items.map((one) => one.id)).not.toContain(sa.userId)
    // Who had it is written by the database at its own time.
    expect((await happened(bm, id)).sort()).toEqual(['accepted', 'assigned', 'assigned', 'received', 'recused'])
  })

  it('does not get it when the customer is handed on to them', async () => {
    const { am, other, bm, co, register, see, api } = firm
    const { id } = await register(am, { customerId: customer.id, subjectId: other.userId })
    await api.make((db) => db.customer.update({ where: customer, data: { ownerId: other.userId } }))
    expect(await see(co, id)).toMatchObject({ handler: null, turnBy: null })
    expect(await taskOf(id)).toMatchObject([{ assignee: null }])
    expect(await refusalOf(see(other, id))).toMatchObject({ status: 404 })
    expect(await see(bm, id)).toMatchObject({ id })
  })
})

describe('enquiries and requests', () => {
  it('that are answered at once are closed with it, at first contact', async () => {
    const { sa, register, happened, take, see, at } = firm
    const made = await register(sa, { classCode: 'enquiry', customerId: customer.id, answer: '两融合约展期需本人申请' })
    expect(made).toMatchObject({ state: 'closed', onTime: true, responseMinutes: 0, resolutionMinutes: 0, turn: null })
    expect(await happened(sa, made.id)).toEqual(['received', 'answered', 'closed'])
    expect((await sa.call(cases.figures, { query: { customer: customer.id } })).firstContactShare).toBe(1)
    at('2026-11-24T02:00:00Z')
    await take(sa, made.id, { step: 'reopen', note })
    expect(await see(sa, made.id)).toMatchObject({ state: 'received', turn: 'answer' })
    await take(
      sa,
      made.id,
      { step: 'answer', note },
      {
        step: 'close',
        settlement: 'explanation',
        satisfaction: 5,
        reasonableness: null,
        cause: null,
        followUpOn: null,
        note: null,
      },
    )
    expect(await sa.call(cases.figures, { query: { customer: customer.id } })).toMatchObject({
      firstContactShare: 0,
      satisfaction: 5,
    })
  })

  it('of callers whom nobody knows carry name and sealed phone, and are whose they are until the customer is known', async () => {
    const { am, other, sa, co, register, see, api } = firm
    const made = await register(am, { classCode: 'request', callerName: '陈女士', callerPhone: '13800001234' })
    expect(made).toMatchObject({ customer: null, callerName: '陈女士', callerPhone: '138****1234' })
    expect((await see(co, made.id)).callerPhone).toBe('13800001234')
    const { callerPhone } = await api.make((db) => db.case.findUniqueOrThrow({ where: { id: made.id } }))
    expect(callerPhone).toMatch(/^k1:/)
    expect(await refusalOf(see(other, made.id))).toMatchObject({ status: 404 })
    const change = (customerId: string) =>
      am.call(cases.change, { params: { id: made.id }, version: made.version, body: { customerId } })
    expect(await refusalOf(change((await firm.customerOf(other)).id))).toMatchObject({ status: 404 })
    expect(await change(customer.id)).toMatchObject({ customer: { id: customer.id } })
    expect(await see(sa, made.id)).toMatchObject({ handler: { id: am.userId } })
    expect(await refusalOf(register(am, { callerName: null }))).toMatchObject({
      status: 400,
      errors: [{ field: 'callerName', code: 'case.who' }],
    })
  })

  it('that need a skill wait for whoever has it, and whoever takes the task has the case', async () => {
    const { sa, sa2, register, see, api } = firm
    await api.make((db) => db.user.update({ where: { id: sa2.userId }, data: { skills: ['technical'] } }))
    const made = await register(sa, { classCode: 'technical', customerId: customer.id })
    expect(made).toMatchObject({ handler: null, turnBy: null, firstHandler: { id: sa.userId } })
    const [task] = (await sa2.call(tasks.list, { query: { about: made.id } })).items
    await sa2.call(tasks.start, { params: { id: task!.id } })
    expect(await see(sa, made.id)).toMatchObject({ handler: { id: sa2.userId }, turnBy: { id: sa2.userId } })
    expect(
      await refusalOf(sa2.call(tasks.record, { params: { id: task!.id }, body: { outcome: 'handled' } })),
    ).toMatchObject({ code: 'task.ends-elsewhere' })
  })
})

describe('figures of cases', () => {
  it('are the medians, nearest ranks and shares of the test vector', async () => {
    const { sa, register, api, bm } = firm
    const minutes = [2, 3, 3, 4, 5, 6, 8, 9, 12, 15, 22, 31, 45, 60, 185]
    const mine = await firm.customerOf(firm.am)
    const made = await Promise.all(
      minutes.map((_, i) => register(sa, { customerId: mine.id, classCode: 'enquiry', title: `咨询 ${i}` })),
    )
    await api.make(async (db) => {
      for (const [i, { id }] of made.entries()) {
        const answeredAt = new Date(firm.clock.now.getTime() + minutes[i]! * 60_000)
        await db.case.update({ where: { id }, data: { responseMinutes: minutes[i]!, answeredAt } })
      }
    })
    const { response, received } = await bm.call(cases.figures, { query: { customer: mine.id } })
    expect(received).toBe(15)
    expect(response).toMatchObject({ counted: 15, median: 9, p90: 60 })
    expect(response.mean).toBeCloseTo(27.333, 3)
    expect(response.within30).toBeCloseTo(0.7333, 4)
    expect(response.withinLimit).toBeCloseTo(11 / 15, 4)
  })

  it('of nothing are not known, not nought', async () => {
    const nobody = await firm.customerOf(firm.am)
    expect(await firm.bm.call(cases.figures, { query: { customer: nobody.id } })).toMatchObject({
      received: 0,
      onTimeShare: null,
      response: { counted: 0, mean: null, median: null, p90: null, withinLimit: null },
      repeatShare: null,
      satisfaction: null,
    })
  })
})

describe('lists of cases', () => {
  it('turn the same pages as the whole, in both orders, and count what is in sight', async () => {
    const { sa, bm, register, at } = firm
    const mine = await firm.customerOf(firm.am)
    for (const minute of [1, 2, 3, 3, 4]) {
      at(`2026-11-20T02:0${minute}:00Z`)
      await register(sa, { customerId: mine.id, channel: minute > 2 ? 'email' : 'phone' })
    }
    for (const sort of ['latest', 'due'] as const) {
      const whole = await bm.call(cases.list, { query: { customer: mine.id, sort } })
      expect(whole.total).toBe(5)
      const found: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await bm.call(cases.list, {
          query: { customer: mine.id, sort, limit: '2', ...(after && { after }) },
        })
        found.push(...page.items.map(({ id }) => id))
        if (page.next === null) break
        after = page.next
      }
      expect(found).toEqual(whole.items.map(({ id }) => id))
    }
    expect((await bm.call(cases.groups, { query: { customer: mine.id, by: 'channel' } })).items).toEqual([
      { key: 'email', count: 3 },
      { key: 'phone', count: 2 },
    ])
    expect((await firm.other.call(cases.list, { query: { customer: mine.id } })).total).toBe(0)
    const file = await bm.send('GET', `/cases/export?customer=${mine.id}`)
    expect((await file.text()).trim().split('\n')).toHaveLength(6)
  })

  it('find a case by its number, its words, its caller and its customer', async () => {
    const { sa, register } = firm
    const { customerNo } = await firm.sa.call(customers.open, { params: customer })
    const made = await register(sa, { customerId: customer.id, title: '银证转账失败' })
    const caller = await register(sa, { callerName: '独孤先生' })
    const find = async (q: string) => (await sa.call(cases.list, { query: { q } })).items.map(({ id }) => id)
    expect(await find(made.number.toLowerCase())).toEqual([made.id])
    expect(await find('银证转账')).toContain(made.id)
    expect(await find(customerNo)).toEqual([made.id])
    expect(await find('独孤先生')).toEqual([caller.id])
  })
})
