import { customers } from '@rapport/contract/customer/customers'
import { type TimelineEntry, timeline, timelineKinds } from '@rapport/contract/customer/timeline'
import { makeAccount, makeProfile, makeSecurity, makeTrade, makeVisit } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { makeCase } from '#http/testing-world-cases.ts'
import { makeRecommendation } from '#http/testing-world-recommendations.ts'
import { makeSuitabilityCheck } from '#http/testing-world-suitability.ts'
import { makeSurveyAnswer } from '#http/testing-world-surveys.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am, { createdAt: '2020-05-05T01:00:00Z', createdBy: firm.am.userId })
  await api.make(async (db) => {
    const account = await makeAccount(db, {
      customer,
      kind: 'securities',
      number: 'A1',
      market: 'SSE',
      openedOn: '2020-06-01',
      closedOn: '2020-06-01',
    })
    const security = await makeSecurity(db, { code: '600000', name: '浦发银行' })
    const trade = { customer, account, security }
    await makeTrade(db, {
      ...trade,
      side: 'buy',
      quantity: '100',
      price: '10.01',
      tradedAt: '2021-03-01T09:30:00+08:00',
    })
    await makeTrade(db, { ...trade, side: 'sell', quantity: '50', price: '11', tradedAt: '2021-03-01T14:00:00+08:00' })
    await makeTrade(db, {
      ...trade,
      side: 'buy',
      quantity: '1',
      price: '9',
      currency: 'HKD',
      tradedAt: '2021-03-01T10:00:00+08:00',
    })
    await makeTrade(db, { ...trade, side: 'buy', quantity: '1', price: '0.1', tradedAt: '2021-03-02T10:00:00+08:00' })
    await makeProfile(db, { customer, asOf: '2021-01-01', riskLevel: 'C2', source: 'questionnaire' })
    await makeProfile(db, { customer, asOf: '2022-01-01', riskLevel: 'C4' })
    await makeVisit(db, {
      customer,
      staff: { id: firm.am.userId },
      plannedOn: '2022-02-02',
      plannedTime: '09:30',
      outcome: 'interested',
      content: '想了解债券',
    })
    await makeVisit(db, { customer, staff: { id: firm.sa.userId }, plannedOn: '2199-01-01' })
    await db.accountServiceRequest.create({
      data: {
        id: newId(),
        customerId: customer.id,
        accountId: account.id,
        kind: 'freeze',
        note: '遗失',
        requestedBy: firm.am.userId,
        requestedAt: new Date('2022-03-03T20:00:00Z'),
      },
    })
  })
  const complaint = { customerId: customer.id, firstHandlerId: firm.sa.userId, handlerId: firm.sa.userId }
  await api.make((db) => makeCase(db, complaint))
  await api.make((db) =>
    db.receivedMessage.create({
      data: {
        id: newId(),
        customerId: customer.id,
        channel: 'wecom',
        body: '您好',
        receivedAt: new Date('2026-11-16T02:00:00Z'),
      },
    }),
  )
  await api.make((db) => makeSurveyAnswer(db, customer.id))
  await api.make(async (db) =>
    makeRecommendation(db, customer.id, firm.am.userId, await makeSuitabilityCheck(db, customer.id, firm.am.userId)),
  )

  const moment = { customerId: customer.id, code: 'M07', unitId: newId(), ruleVersion: 1 }
  await api.make((db) =>
    db.momentEvent.createMany({
      data: [
        { ...moment, id: newId(), occurredOn: new Date('2026-11-17'), state: 'suppressed', reason: 'cool-down' },
        // Not decided yet.
        { ...moment, id: newId(), occurredOn: new Date('2026-11-15'), state: 'found' },
      ],
    }),
  )
  // Whoever it is about does not find it here.
  await api.make((db) => makeCase(db, { ...complaint, subjectId: firm.colleague.userId }))
  await firm.bm.call(customers.handOver, {
    params: customer,
    version: 1,
    body: { ownerId: firm.colleague.userId, reason: '离职' },
  })
  await firm.customerOf(firm.colleague, { createdAt: '2020-05-06T01:00:00Z' })
})
afterAll(() => api.close())

type Entry = TimelineEntry
const read = (who: Client, query: Record<string, string> = {}) =>
  who.call(timeline.list, { params: customer, query: query as never })
const brief = (entries: Entry[]) =>
  entries.map(({ kind, on, facts }) => [
    kind,
    on,
    facts.event ?? facts.currency ?? facts.riskLevel ?? facts.kind ?? null,
  ])

describe('time line', () => {
  it('has everything that happened with a customer, latest first, what lies ahead before that', async () => {
    const { items, total } = await read(firm.colleague)
    const handedOn = items[1]!.on
    expect(brief(items)).toEqual([
      ['visit', '2199-01-01', 'care'],
      ['hand-over', handedOn, null],
      ['case', '2026-11-18', 'complaint'],
      ['survey', '2026-11-18', null],
      ['moment', '2026-11-17', null],
      ['message', '2026-11-16', null],
      ['recommendation', '2026-03-02', null],
      ['check', '2026-03-02', null],
      ['request', '2022-03-04', 'freeze'],
      ['visit', '2022-02-02', 'care'],
      ['profile', '2022-01-01', 'C4'],
      ['trades', '2021-03-02', 'CNY'],
      ['trades', '2021-03-01', 'CNY'],
      ['trades', '2021-03-01', 'HKD'],
      ['profile', '2021-01-01', 'C2'],
      ['account', '2020-06-01', expect.stringMatching(/opened|closed/)],
      ['account', '2020-06-01', expect.stringMatching(/opened|closed/)],
      ['customer', '2020-05-05', 'created'],
    ])
    expect(total).toBe(18)
    expect(new Set(items.map(({ id }) => id)).size).toBe(18)
  })

  it('says of a moment what was decided, and why nothing was done', async () => {
    const { items } = await read(firm.colleague, { kind: 'moment' })
    expect(items.map(({ facts }) => facts)).toEqual([
      { code: 'M07', name: expect.any(String), nameZh: expect.any(String), state: 'suppressed', reason: 'cool-down' },
    ])
    expect(items[0]!.facts.nameZh).not.toBe('M07')
  })

  it('says what was recommended, by which way and what came of it', async () => {
    const { items } = await read(firm.colleague, { kind: 'recommendation' })
    expect(items.map(({ facts }) => facts)).toEqual([
      {
        ...{ name: expect.stringMatching(/^Product/), nameZh: expect.stringMatching(/^产品/), channel: 'phone' },
        ...{ state: 'spoken', reason: null, response: null, by: expect.any(String) },
      },
    ])
  })

  it('adds up a trading day by currency with exact amounts', async () => {
    const { items } = await read(firm.colleague, { kind: 'trades' })
    expect(items.map(({ facts }) => facts)).toEqual([
      { trades: '1', amount: '0.1000', bought: '0.1000', sold: null, currency: 'CNY', securities: '浦发银行' },
      {
        trades: '2',
        amount: '1551.0000',
        bought: '1001.0000',
        sold: '550.0000',
        currency: 'CNY',
        securities: '浦发银行',
      },
      { trades: '1', amount: '9.0000', bought: '9.0000', sold: null, currency: 'HKD', securities: '浦发银行' },
    ])
  })

  it('says from what a risk level changed, from whom to whom a customer went and why, and what came of a visit', async () => {
    const { items } = await read(firm.colleague)
    const factsOf = (kind: string, on?: string) =>
      items.find((item) => item.kind === kind && (!on || item.on === on))!.facts
    expect(factsOf('profile', '2022-01-01')).toMatchObject({ riskLevel: 'C4', changedFrom: 'C2' })
    expect(factsOf('profile', '2021-01-01')).toMatchObject({ riskLevel: 'C2', changedFrom: null })
    expect(factsOf('hand-over')).toMatchObject({
      from: expect.stringMatching(/员工/),
      to: expect.stringMatching(/员工/),
      reason: '离职',
    })
    expect(factsOf('hand-over').from).not.toBe(factsOf('hand-over').to)
    expect(factsOf('visit', '2022-02-02')).toMatchObject({ outcome: 'interested', content: '想了解债券' })
    expect(factsOf('request')).toMatchObject({ kind: 'freeze', state: 'open', accountNumber: 'A1', note: '遗失' })
  })

  it('puts a visit at its time of day in Shanghai', async () => {
    const { items } = await read(firm.colleague, { kind: 'visit' })
    expect(items.map(({ at }) => at)).toEqual(['2198-12-31T16:00:00.000Z', '2022-02-02T01:30:00.000Z'])
  })

  it('gives every entry exactly once by pages of any length', async () => {
    const whole = (await read(firm.colleague)).items
    for (const limit of [1, 2, 3, 5, 14, 16]) {
      const items: Entry[] = []
      for (let after: string | null = ''; after !== null; ) {
        const page: { items: Entry[]; next: string | null } = await read(firm.colleague, {
          limit: String(limit),
          ...(after && { after }),
        })
        items.push(...page.items)
        after = page.next
      }
      expect([limit, items]).toEqual([limit, whole])
    }
  })

  it('is filtered by kind, and the kinds add up to the whole', async () => {
    const kinds = await Promise.all(timelineKinds.map(async (kind) => (await read(firm.colleague, { kind })).items))
    for (const [i, items] of kinds.entries()) expect(items.every(({ kind }) => kind === timelineKinds[i])).toBe(true)
    expect(kinds.flat()).toHaveLength(18)
  })

  it('leaves out what has a right of its own that the reader lacks', async () => {
    const clerk = await api.signIn('service-agent', firm.branch)
    const role = await api.make((db) =>
      db.role.create({
        data: {
          id: newId(),
          code: `clerk-${newId()}`,
          name: 'Clerk',
          nameZh: '文员',
          scope: 'units',
          permissions: ['customer.read'],
          clearance: [],
        },
      }),
    )
    await api.make((db) => db.user.update({ where: { id: clerk.userId }, data: { roleId: role.id } }))
    const { items, total } = await read(clerk)
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['profile', 'hand-over', 'check', 'customer']))
    expect(total).toBe(items.length)
    expect(await read(clerk, { kind: 'trades' })).toEqual({ items: [], total: 0, next: null })
  })

  it('is 404 out of sight, and refuses a cursor of another list', async () => {
    for (const who of [firm.am, firm.stranger])
      expect(await refusalOf(read(who))).toEqual({ status: 404, code: 'not-found' })
    const { next } = await firm.bm.call(customers.list, { query: { limit: '1' } })
    expect(await refusalOf(read(firm.bm, { after: next! }))).toMatchObject({
      status: 400,
      errors: [{ field: 'after' }],
    })
  })
})
