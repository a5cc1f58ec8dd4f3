import { timeline } from '@rapport/contract/customer/timeline'
import { cases } from '@rapport/contract/service/cases'
import { moments } from '@rapport/contract/service/moments'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeScores } from '#features/analytics/models/fit/write-scores.ts'
import { type ServiceFirm, startService } from '#features/service/cases/testing.ts'
import type { Client } from '#http/testing.ts'
import { findMoments } from './engine/find-moments.ts'
import { type Firm, startFirm, today } from './testing.ts'

describe('a case that is registered', () => {
  let firm: ServiceFirm
  beforeAll(async () => {
    firm = await startService()
  })
  afterAll(() => firm.api.close())
  const look = () => findMoments(firm.api.product)
  const seen = async (client: Client, customer: string) =>
    (await client.call(moments.list, { query: { customer } })).items.map(({ code, state, reason }) => [
      code,
      state,
      reason,
    ])
  const tasks = (customer: string) =>
    firm.api.make((db) => db.task.findMany({ where: { customerId: customer }, orderBy: { id: 'asc' } }))

  it('as a complaint is a moment (M24) with the task that the case has, which says what the customer is told', async () => {
    const customer = await firm.customerOf(firm.am)
    const { number } = await firm.register(firm.sa, { customerId: customer.id })
    await look()
    expect(await seen(firm.am, customer.id)).toEqual([['M24', 'task', null]])
    expect(await tasks(customer.id)).toMatchObject([
      {
        kind: 'case',
        detailsZh: `您的意见已受理，编号${number}，我们将尽快回复您`,
        details: expect.stringContaining(number),
      },
    ])
  })

  it('about somebody is no moment to them: no list, no count, no time line of theirs has it', async () => {
    const customer = await firm.customerOf(firm.am)
    await firm.register(firm.sa, { customerId: customer.id, subjectId: firm.am.userId })
    for (const state of ['noted', 'decided']) {
      if (state === 'decided') await look()
      expect([state, await seen(firm.am, customer.id)]).toEqual([state, []])
      expect((await firm.am.call(moments.list, { query: { customer: customer.id } })).total).toBe(0)
      const told = await firm.am.call(timeline.list, { params: { id: customer.id }, query: {} })
      expect(told.items.filter(({ kind }) => kind === 'moment')).toEqual([])
    }
    expect(await seen(firm.bm, customer.id)).toEqual([['M24', 'task', null]])
    const [task] = await tasks(customer.id)
    expect(task).toMatchObject({ kind: 'case', barredId: firm.am.userId })
    expect(task!.assigneeId).not.toBe(firm.am.userId)
  })

  it('as a question about fees is a moment too: of one that is answered at once nothing is left to do; another enquiry is none', async () => {
    const [asked, waits, other] = [
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.am),
      await firm.customerOf(firm.am),
    ]
    const enquiry = { title: '佣金怎么算', callerName: undefined }
    await firm.register(firm.am, { ...enquiry, classCode: 'fee-query', customerId: asked.id, answer: '万分之二点五' })
    await firm.register(firm.am, { ...enquiry, classCode: 'fee-query', customerId: waits.id })
    await firm.register(firm.am, { ...enquiry, classCode: 'enquiry', customerId: other.id })
    await look()
    expect(await seen(firm.am, asked.id)).toEqual([['M24', 'suppressed', 'handled']])
    expect(await tasks(asked.id)).toEqual([])
    expect(await seen(firm.am, waits.id)).toEqual([['M24', 'task', null]])
    expect(await tasks(waits.id)).toHaveLength(1)
    expect(await seen(firm.am, other.id)).toEqual([])
  })

  it('stays what it is where the case is over before the worker looks', async () => {
    const customer = await firm.customerOf(firm.am)
    const { id } = await firm.register(firm.am, { classCode: 'fee-query', customerId: customer.id, title: '费率' })
    await firm.take(firm.am, id, { step: 'answer', answer: '已答' } as never).catch(() => undefined)
    await look()
    expect(await seen(firm.am, customer.id)).toMatchObject([['M24', 'task', null]])
    expect((await firm.am.call(cases.open, { params: { id } })).id).toBe(id)
  })
})

describe('a model that says who may leave', () => {
  let firm: Firm
  beforeAll(async () => {
    firm = await startFirm()
    await firm.publish(today)
    await firm.look()
  })
  afterAll(() => firm.close())

  it('makes the upper twentieth a moment (M23) as it says it, of who has fifty thousand, without another load', async () => {
    const customers: { id: string }[] = []
    for (let n = 0; n < 41; n++) customers.push(await firm.customer())
    await firm.make((db) =>
      db.rows(
        '',
        `insert into warehouse.customer_indicators (customer_id, judged_on, assets)
         select x.id, $2::date, case x.n when 41 then 49999.99 else 50000 end from unnest($1::uuid[]) with ordinality x (id, n)`,
        [customers.map(({ id }) => id), today],
      ),
    )
    await firm.make((db) =>
      writeScores(
        db,
        { id: newId(), kind: 'churn', asOf: today },
        customers.map(({ id }, n) => ({ customerId: id, score: n / 100, class: null })),
      ),
    )
    await firm.look()
    const found = await Promise.all(customers.slice(36).map((one) => firm.codes(one)))
    // Ranks 0.95 and 0.975 of 1; the highest has a cent too little.
    expect(found).toEqual([[], [], ['M23'], ['M23'], []])
  })
})
