import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import type { AskOf, BodyOf } from '@rapport/contract/endpoint'
import { callBacks, type OpenCallBack } from '@rapport/contract/service/call-backs'
import { tasks } from '@rapport/contract/service/tasks'
import { makeCustomer, makeVisit } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startService } from '#features/service/cases/testing.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { callNewAccounts } from './new-account-call-backs.ts'

let all: Awaited<ReturnType<typeof startService>>
beforeAll(async () => {
  all = await startService()
})
afterAll(() => all.api.close())

const customerOf = (owner: Client | null, more: object = {}) =>
  all.api.make((db) =>
    makeCustomer(db, all.api.product.seal, {
      owner: owner && { id: owner.userId },
      unit: all.branch,
      openedOn: '2024-03-05',
      ...more,
    }),
  )
const draw = (draft: Partial<BodyOf<typeof callBacks.draw>> = {}) => {
  all.clock.now = new Date(all.clock.now.getTime() + 1_000)
  return all.co.call(callBacks.draw, {
    body: { kind: 'annual', seed: '2026', stratifiedBy: 'branch', percent: 100, dueOn: '2026-12-18', ...draft },
  })
}
const open = (who: Client, id: string) => who.call(callBacks.open, { params: { id } })
/** The call-back of a customer who was just drawn. */
async function called(customer: { id: string }): Promise<OpenCallBack> {
  await draw()
  return drawnOf(customer)
}
async function drawnOf(customer: { id: string }): Promise<OpenCallBack> {
  const { items } = await all.co.call(callBacks.list, { query: { customer: customer.id } })
  return open(all.co, items[0]!.id)
}
/** Answers every question, with the first answer unless it is said. */
const answered = ({ script }: OpenCallBack, said: Record<string, string> = {}) =>
  script.questions.map(({ code, answers }) => ({ question: code, answer: said[code] ?? answers[0]!.code, note: null }))
const record = (
  who: Client,
  callBack: OpenCallBack,
  more: Partial<NonNullable<AskOf<typeof callBacks.record>['body']>> = {},
) =>
  who.call(callBacks.record, {
    params: { id: callBack.id },
    body: { scriptId: callBack.script.id, outcome: 'reached', minutes: 4, answers: answered(callBack), ...more },
  })
/** By whatever road: imports and merges hand customers to leaders too. */
const handOver = (id: string, ownerId: string) =>
  all.api.make((db) => db.customer.update({ where: { id }, data: { ownerId } }))

describe('a sample', () => {
  it('is drawn of who is neither new nor dormant, closed or removed, and comes out again from its seed', async () => {
    const made = []
    for (let i = 0; i < 12; i++) made.push(await customerOf(all.am))
    const not = [
      await customerOf(all.am, { openedOn: '2026-02-01' }),
      await customerOf(all.am, { lifecycle: 'dormant' }),
      await customerOf(all.am, { lifecycle: 'closed' }),
    ]
    const removed = await customerOf(all.am)
    await all.api.make((db) => db.customer.update({ where: { id: removed.id }, data: { deletedAt: new Date() } }))
    const half = await draw({ percent: 50, stratifiedBy: 'business' })
    expect(half).toMatchObject({ population: 12, drawn: 6, seen: 6, done: 0 })
    const replay = (id: string) => all.co.call(callBacks.replay, { params: { id } })
    expect(await replay(half.id)).toEqual({ drawn: 6, again: 6, same: 6 })
    const rest = await draw({ percent: 100, stratifiedBy: 'tier' })
    expect(rest).toMatchObject({ population: 6, drawn: 6 })
    expect(await replay(half.id)).toEqual({ drawn: 6, again: 6, same: 6 })
    const { items } = await all.co.call(callBacks.list, { query: { limit: '200' } })
    const drawn = items.map(({ customer }) => customer.id)
    expect(drawn.toSorted()).toEqual(made.map(({ id }) => id).toSorted())
    for (const { id } of [...not, removed]) expect(drawn).not.toContain(id)
    expect(await refusalOf(draw())).toEqual([422, 'call-back.nobody'])
  })
})

describe('a call-back', () => {
  it('is never its manager’s: not taken, assigned, begun, recorded, read, nor written past the product', async () => {
    const callBack = await called(await customerOf(all.bm))
    const id = callBack.taskId
    const assign = (who: Client, assigneeId: string) => who.call(tasks.assign, { params: { id }, body: { assigneeId } })
    expect(await refusalOf(assign(all.bm, all.bm.userId))).toEqual([403, 'task.barred'])
    expect(await refusalOf(assign(all.rm, all.bm.userId))).toEqual([422, 'task.barred'])
    expect(await refusalOf(all.bm.call(tasks.start, { params: { id } }))).toEqual([403, 'task.barred'])
    expect(await refusalOf(record(all.bm, callBack))).toEqual([404, 'not-found'])
    expect(await refusalOf(open(all.bm, callBack.id))).toEqual([404, 'not-found'])
    const { items } = await all.bm.call(callBacks.list, { query: { limit: '200' } })
    expect(items.map((one) => one.id)).not.toContain(callBack.id)
    const forced = all.api.make((db) =>
      db.task.update({ where: { id }, data: { assigneeId: all.bm.userId, state: 'assigned' } }),
    )
    await expect(forced).rejects.toThrow(/tasks_barred/)
    const unbarred = await all.api.make((db) => db.task.update({ where: { id }, data: { barredId: null } }))
    expect(unbarred.barredId).toBe(all.bm.userId)
    // Whoever has time takes what waits: nobody's turn brings a manager their own customer.
    for (;;) {
      const next = await all.bm.call(tasks.takeNext).catch(() => null)
      if (!next) break
      expect(next.id).not.toBe(id)
    }
    expect(await record(all.sa, callBack)).toMatchObject({ outcome: 'reached', doneBy: expect.any(String) })
    expect(await refusalOf(open(all.bm, callBack.id))).toEqual([404, 'not-found'])
  })

  it('goes back to the pool when its customer is handed to whoever has it, and stays hidden from both managers', async () => {
    const customer = await customerOf(all.am)
    const callBack = await called(customer)
    await all.bm.call(tasks.start, { params: { id: callBack.taskId } })
    await handOver(customer.id, all.bm.userId)
    const task = await all.sa.call(tasks.open, { params: { id: callBack.taskId } })
    expect(task).toMatchObject({ state: 'waiting', assignee: null })
    expect(await refusalOf(all.bm.call(tasks.start, { params: { id: callBack.taskId } }))).toEqual([403, 'task.barred'])
    await record(all.sa, callBack)
    await handOver(customer.id, all.am.userId)
    // Its manager when the call was made is the leader of the branch now as then.
    expect(await refusalOf(open(all.bm, callBack.id))).toEqual([404, 'not-found'])
    expect(await open(all.sa, callBack.id)).toMatchObject({ outcome: 'reached' })
  })

  it('follows its customer into another when two are merged, past the manager of that one', async () => {
    const [kept, gone] = [await customerOf(all.bm), await customerOf(all.am)]
    const callBack = await called(gone)
    await all.bm.call(tasks.start, { params: { id: callBack.taskId } })
    const versionOf = async ({ id }: { id: string }) => (await all.rm.call(customers.open, { params: { id } })).version
    await all.rm.call(customerMerges.merge, {
      params: { id: kept.id },
      body: { mergedId: gone.id, mergedVersion: await versionOf(gone), reason: '同一人' },
      version: await versionOf(kept),
    })
    expect(await all.sa.call(tasks.open, { params: { id: callBack.taskId } })).toMatchObject({
      assignee: null,
      state: 'waiting',
      customer: { id: kept.id },
    })
    expect(await refusalOf(open(all.bm, callBack.id))).toEqual([404, 'not-found'])
  })

  it('asks every question of its script; no word of the customer reaches the task or the visit', async () => {
    const customer = await customerOf(all.am)
    const callBack = await called(customer)
    expect(await refusalOf(record(all.sa, callBack, { answers: answered(callBack).slice(1) }))).toEqual([
      422,
      'call-back.answers-missing',
    ])
    expect(await refusalOf(record(all.sa, callBack, { answers: answered(callBack, { promise: 'maybe' }) }))).toEqual([
      422,
      'call-back.answers-missing',
    ])
    const done = await record(all.sa, callBack, {
      answers: answered(callBack, { promise: 'yes' }),
      note: '客户说经理保证收益',
      recordingUrl: 'https://rec.example/1',
    })
    expect(done).toMatchObject({ found: 1, scriptVersion: callBack.script.version, outcome: 'reached' })
    expect(await refusalOf(record(all.sa, callBack))).toEqual([409, 'task.already-done'])
    const seen = await all.am.call(tasks.open, { params: { id: callBack.taskId } })
    const told = await all.am.call(tasks.history, { params: { id: callBack.taskId } })
    const visits = await all.api.make((db) => db.careVisit.findMany({ where: { customerId: customer.id } }))
    expect(visits).toMatchObject([{ outcome: 'reached', minutes: 4 }])
    expect(JSON.stringify([seen, told, visits])).not.toContain('保证收益')
    const { items } = await all.co.call(callBacks.list, { query: { findings: 'true', limit: '200' } })
    expect(items.map(({ id }) => id)).toContain(callBack.id)
  })

  it('keeps the version of the script that was asked when the next one comes', async () => {
    const [first, second] = [await customerOf(all.am), await customerOf(all.am)]
    await draw()
    const [before, after] = [await drawnOf(first), await drawnOf(second)]
    await record(all.sa, before)
    const { id: _, version, createdAt: __, createdBy: ___, ...draft } = before.script
    const add = (validFrom: string) =>
      all.co.call(callBacks.addScript, { body: { ...draft, validFrom, opening: 'Good day.' } })
    expect(await refusalOf(add('2026-11-20'))).toEqual([422, 'call-back.from-tomorrow'])
    const next = await add('2026-11-21')
    expect(next).toMatchObject({ version: version + 1, validFrom: '2026-11-21' })
    // Today the old one is still asked.
    expect(await open(all.co, after.id)).toMatchObject({ script: { version } })
    all.at('2026-11-21T02:00:00Z')
    expect(await open(all.co, before.id)).toMatchObject({ script: { version } })
    expect(await open(all.co, after.id)).toMatchObject({ script: { version: version + 1 } })
    expect(await refusalOf(record(all.sa, after))).toEqual([409, 'call-back.script-changed'])
    const { items } = await all.sa.call(callBacks.scripts)
    expect(items.filter(({ kind }) => kind === 'annual').map((one) => one.version)).toEqual([version + 1, version])
    all.at('2026-11-20T02:00:00Z')
  })

  it('is tried again where nobody was reached, and over after the fourth time', async () => {
    const callBack = await called(await customerOf(all.am))
    const tries = []
    for (let i = 0; i < 4; i++)
      tries.push((await record(all.sa, callBack, { outcome: 'not-reached', answers: [] })).outcome)
    expect(tries).toEqual([null, null, null, 'not-reached'])
  })

  it('that sounds wrong is a task of compliance alone, done with its certification by somebody else', async () => {
    const callBack = await called(await customerOf(all.am))
    await record(all.sa, callBack, { suspicion: '疑似他人代操作' })
    const mine = async (who: Client) =>
      (await who.call(tasks.list, { query: { state: 'open', kind: 'call-back', limit: '200' } })).items.filter(
        ({ aboutId, code }) => aboutId === callBack.id && code === 'suspicion',
      )
    expect(await mine(all.co)).toMatchObject([{ necessity: 'must', assignee: { id: all.co.userId }, customer: null }])
    for (const who of [all.am, all.sa, all.bm]) expect(await mine(who)).toEqual([])
    const certified = await all.co.call(callBacks.certify, {
      params: { id: callBack.id },
      body: { verdict: 'rejected', note: '须重新回访' },
    })
    expect(certified).toMatchObject({ verdict: 'rejected', certifiedBy: expect.any(String) })
    expect(await mine(all.co)).toEqual([])
    // What was rejected does not cover: the customer may be drawn again.
    expect(await draw()).toMatchObject({ drawn: 1 })
  })
})

it('a new account is called back within the days of the rules, once', async () => {
  const fresh = await customerOf(all.am, { openedOn: '2026-11-02' })
  const known = await customerOf(all.am, { openedOn: '2026-08-02' })
  while (await callNewAccounts(all.api.product));
  while (await callNewAccounts(all.api.product));
  const of = async (id: string) => (await all.co.call(callBacks.list, { query: { customer: id } })).items
  expect(await of(fresh.id)).toMatchObject([{ kind: 'new-account', dueOn: '2026-11-30', sampleId: null }])
  expect(await of(known.id)).toEqual([])
})

it('coverage counts who was reached of those who must be, by branch', async () => {
  const mine = async () =>
    (await all.co.call(callBacks.coverage, { query: { year: '2026' } })).items.find(
      ({ unit }) => unit.id === all.branch.id,
    )!
  const before = await mine()
  const callBack = await called(await customerOf(all.am))
  expect(await mine()).toMatchObject({ customers: before.customers + 1, called: before.called })
  await record(all.sa, callBack)
  const after = await mine()
  expect(after).toMatchObject({ called: before.called + 1, target: Math.ceil(after.customers / 10) })
  await all.co.call(callBacks.certify, { params: { id: callBack.id }, body: { verdict: 'rejected' } })
  expect(await mine()).toMatchObject({ called: before.called })
  const fresh = await customerOf(all.am, { openedOn: '2026-10-10' })
  expect(await mine()).toMatchObject({ openedDue: after.openedDue + 1, openedInTime: after.openedInTime })
  expect(fresh.id).toBeTruthy()
})

describe('the rules of coverage', () => {
  const set = (who: Client, more: Partial<BodyOf<typeof callBacks.setRules>> = {}) =>
    who.call(callBacks.setRules, {
      body: { percent: 25, basis: 'year-end', newAccountDays: 10, validFrom: '2026-12-01', ...more },
    })
  const coverage = async (year: string) => {
    const { items, rules } = await all.co.call(callBacks.coverage, { query: { year } })
    return { ...items.find(({ unit }) => unit.id === all.branch.id)!, rules }
  }

  it('hold from tomorrow at the earliest; a year that is over keeps those of its end', async () => {
    expect(await refusalOf(set(all.co, { validFrom: '2026-11-20' }))).toEqual([422, 'call-back.from-tomorrow'])
    const before = await coverage('2026')
    expect(before.rules).toMatchObject({ percent: 10, basis: 'year-end', newAccountDays: 28 })
    await set(all.co)
    expect(await coverage('2026')).toEqual(before)
    all.at('2026-12-01T02:00:00Z')
    const after = await coverage('2026')
    expect(after).toMatchObject({ target: Math.ceil(before.customers / 4), rules: { percent: 25 } })
    expect((await coverage('2025')).rules.percent).toBe(10)
    // An account is due by the rules of the day on which it was opened.
    await customerOf(all.am, { openedOn: '2026-12-01' })
    await customerOf(all.am, { openedOn: '2026-11-30' })
    all.at('2026-12-12T02:00:00Z')
    expect((await coverage('2026')).openedDue - after.openedDue).toBe(1)
    const fresh = await customerOf(all.am, { openedOn: '2026-12-05' })
    while (await callNewAccounts(all.api.product));
    const { items } = await all.co.call(callBacks.list, { query: { customer: fresh.id } })
    expect(items).toMatchObject([{ dueOn: '2026-12-15' }])
    all.at('2026-11-20T02:00:00Z')
  })

  it('may count ordinary investors who traded or were contacted in the year', async () => {
    await set(all.co, { validFrom: '2026-12-20', basis: 'served', percent: 100 })
    all.at('2026-12-20T02:00:00Z')
    const before = await coverage('2026')
    const contacted = (customer: { id: string }, plannedOn: string, outcome: 'reached' | 'not-reached' = 'reached') =>
      all.api.make((db) => makeVisit(db, { customer, staff: { id: all.am.userId }, plannedOn, outcome }))
    await customerOf(all.am)
    await contacted(await customerOf(all.am), '2025-12-31')
    await contacted(await customerOf(all.am, { investorClass: 'professional' }), '2026-05-05')
    await contacted(await customerOf(all.am), '2026-05-05', 'not-reached')
    expect(await coverage('2026')).toMatchObject({ customers: before.customers })
    const served = await customerOf(all.am)
    await contacted(served, '2026-05-05')
    expect(await coverage('2026')).toMatchObject({ customers: before.customers + 1, target: before.target + 1 })
    all.at('2026-11-20T02:00:00Z')
  })

  it('count who was reached again in another year', async () => {
    const callBack = await called(await customerOf(all.am))
    await record(all.sa, callBack)
    const then = await coverage('2027')
    all.at('2027-03-01T02:00:00Z')
    const { id } = await all.co.call(callBacks.draw, {
      body: { kind: 'annual', seed: '2027', stratifiedBy: 'branch', percent: 100, dueOn: '2027-04-01' },
    })
    const { items } = await all.co.call(callBacks.list, { query: { sample: id, customer: callBack.customer.id } })
    await record(all.sa, await open(all.co, items[0]!.id))
    expect((await coverage('2027')).called).toBe(then.called + 1)
    all.at('2026-11-20T02:00:00Z')
  })
})
