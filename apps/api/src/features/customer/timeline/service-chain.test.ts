import { customers } from '@rapport/contract/customer/customers'
import { serviceStages, timeline } from '@rapport/contract/customer/timeline'
import type { Db } from '@rapport/database/as-viewer'
import { makeAccount, makeVisit } from '@rapport/database/factories'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { makeCallBack } from '#http/testing-world-call-backs.ts'
import { makeCase } from '#http/testing-world-cases.ts'
import { makeOwnPlan } from '#http/testing-world-plans.ts'
import { makeProspect } from '#http/testing-world-prospects.ts'
import { makeSuitabilityCheck } from '#http/testing-world-suitability.ts'

let api: Api
let firm: Firm
let customer: { id: string }
const instant = (day: string) => new Date(`${day}T02:00:00Z`)
/** The customer wrote something on that day, or just now. */
const said = (db: Db, day?: string) =>
  db.receivedMessage.create({
    data: {
      ...{ id: newId(), customerId: customer.id, channel: 'sms', body: '您好' },
      receivedAt: day ? instant(day) : new Date(),
    },
  })
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am, { createdAt: '2025-11-01T01:00:00Z', createdBy: firm.am.userId })
  await api.make(async (db) => {
    await db.relationshipAssignment.updateMany({
      where: { customerId: customer.id },
      data: { validFrom: instant('2025-11-01') },
    })
    const prospect = await makeProspect(db, customer.id)
    await db.prospect.update({
      where: { id: prospect.id },
      data: {
        ...{ createdAt: instant('2025-11-02'), createdBy: firm.am.userId },
        ...{ state: 'converted', closedAt: instant('2026-01-05'), closedBy: firm.ho.userId },
      },
    })
    const visit = (plannedOn: string, staff: Client) =>
      makeVisit(db, { customer, staff: { id: staff.userId }, plannedOn, plannedTime: '11:00', outcome: 'interested' })
    await visit('2026-01-04', firm.am)
    const account = await makeAccount(db, { customer, kind: 'securities', number: 'C1', openedOn: '2026-01-05' })
    await visit('2026-01-05', firm.am)
    await visit('2026-03-05', firm.ho)
    await makeSuitabilityCheck(db, customer.id, firm.ho.userId)
    await insertRows(db, 'cash_movements', [
      {
        ...{ customerId: customer.id, accountId: account.id, movedOn: '2026-03-03', kind: 'product-purchase' },
        ...{ amount: '-50000.00', currency: 'CNY', externalKey: 'P-1', productCode: 'F1', productName: '稳健一号' },
      },
    ])
    const { member } = await makeOwnPlan(db, customer.id)
    await db.customerPlan.update({
      where: { id: member },
      data: { createdBy: firm.sa.userId, endedOn: new Date('2026-11-10'), endReason: 'hand', endedBy: firm.ho.userId },
    })
    const callBack = await makeCallBack(db, customer.id)
    await db.callBack.update({
      where: { id: callBack.id },
      data: { outcome: 'not-reached', doneAt: instant('2026-11-12'), doneBy: firm.ho.userId },
    })
    await makeCase(db, { customerId: customer.id, firstHandlerId: firm.sa.userId, handlerId: firm.sa.userId })
    // A history that came by a merge says nothing about who was in charge here.
    await db.relationshipAssignment.create({
      data: {
        ...{ id: newId(), customerId: customer.id, unitId: firm.elsewhere.id, cameFrom: newId() },
        ...{ validFrom: instant('2026-10-01'), validTo: instant('2026-10-02') },
      },
    })
    await said(db, '2025-12-01')
    await said(db, '2026-11-19')
  })
  await firm.ho.call(customers.handOver, {
    params: customer,
    version: 1,
    body: { ownerId: firm.stranger.userId, reason: '搬家' },
  })
  await api.make((db) => said(db))
})
afterAll(() => api.close())

const read = (query: Record<string, string> = {}) =>
  firm.ho.call(timeline.list, { params: customer, query: query as never })

describe('the chain of service', () => {
  it('says of each thing whether it was before, at or after the sale, and the department that did it', async () => {
    const { branch, elsewhere, headOffice } = firm
    const { items } = await read()
    expect(
      items.map(({ kind, on, stage, department }) => [
        kind,
        kind === 'hand-over' || on > '2027' ? '' : on,
        stage,
        department,
      ]),
    ).toEqual([
      // An answer to nobody in particular is of the unit in charge by then.
      ['message', expect.any(String), 'after-sale', elsewhere.name],
      ['hand-over', '', null, headOffice.name],
      ['message', '2026-11-19', 'after-sale', branch.name],
      ['case', '2026-11-18', 'after-sale', branch.name],
      ['call-back', '2026-11-12', 'after-sale', headOffice.name],
      ['plan', '2026-11-10', 'after-sale', headOffice.name],
      ['plan', '2026-11-02', 'after-sale', branch.name],
      ['visit', '2026-03-05', 'after-sale', headOffice.name],
      ['purchase', '2026-03-03', 'sale', branch.name],
      ['check', '2026-03-02', 'sale', headOffice.name],
      // On the day of the first account and after it a contact is service.
      ['visit', '2026-01-05', 'after-sale', branch.name],
      ['prospect', '2026-01-05', 'pre-sale', headOffice.name],
      ['account', '2026-01-05', 'sale', branch.name],
      ['visit', '2026-01-04', 'pre-sale', branch.name],
      ['message', '2025-12-01', 'pre-sale', branch.name],
      ['prospect', '2025-11-02', 'pre-sale', branch.name],
      ['customer', '2025-11-01', null, branch.name],
    ])
  })

  it('is read by stage, and its stages and what is of none add up to the whole', async () => {
    const whole = await read()
    const none = whole.items.filter(({ stage }) => stage === null)
    const stages = await Promise.all(serviceStages.map((stage) => read({ stage })))
    for (const [i, page] of stages.entries()) {
      expect(page.items).toEqual(whole.items.filter(({ stage }) => stage === serviceStages[i]))
      expect(page.total).toBe(page.items.length)
    }
    expect(stages.flatMap(({ items }) => items).length + none.length).toBe(whole.total)
    const visits = await read({ stage: 'pre-sale', kind: 'visit' })
    expect(visits.items.map(({ on }) => on)).toEqual(['2026-01-04'])
  })

  it('tells what was bought, checked, planned and said', async () => {
    const { items } = await read()
    const facts = (kind: string) => items.filter((item) => item.kind === kind).map((item) => item.facts)
    expect(facts('purchase')).toEqual([
      { event: 'product-purchase', product: '稳健一号', amount: '50000', currency: 'CNY' },
    ])
    expect(facts('check')[0]).toMatchObject({ outcome: 'mismatch-risk' })
    expect(facts('plan')).toMatchObject([
      { event: 'ended', cause: 'hand', nameZh: '关怀' },
      { event: 'begun', cause: 'hand' },
    ])
    expect(facts('call-back')).toMatchObject([{ kind: 'annual', outcome: 'not-reached' }])
    expect(facts('prospect')).toMatchObject([{ event: 'converted' }, { event: 'new' }])
  })

  it('has only pre-sale contacts while a customer has no account', async () => {
    const prospect = await firm.customerOf(firm.am, { createdAt: '2025-11-01T01:00:00Z' })
    await api.make((db) =>
      makeVisit(db, { customer: prospect, staff: { id: firm.am.userId }, plannedOn: '2026-02-02' }),
    )
    const { items } = await firm.ho.call(timeline.list, { params: prospect, query: {} })
    expect(items.map(({ kind, stage }) => [kind, stage])).toEqual([
      ['visit', 'pre-sale'],
      ['customer', null],
    ])
  })
})
