import { type CaseStep, cases } from '@rapport/contract/service/cases'
import { serviceCounts } from '@rapport/contract/service/service-counts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { type ServiceFirm, startService } from './testing.ts'

let firm: ServiceFirm
beforeAll(async () => {
  firm = await startService()
})
afterAll(() => firm.api.close())

const visitsOf = (customerId: string) => firm.api.make((db) => db.careVisit.findMany({ where: { customerId } }))
const step = (id: string, body: CaseStep) => firm.sa.call(cases.takeStep, { params: { id }, body })
const byPhone = { minutes: 7 }

it('an answer on the telephone is a contact of the customer, once, and no word of the case is in it', async () => {
  const customer = await firm.customerOf(firm.am)
  const one = await firm.register(firm.sa, { classCode: 'enquiry', customerId: customer.id, callerName: null })
  await step(one.id, { step: 'acknowledge', note: '已致电客户', byPhone })
  expect(await visitsOf(customer.id)).toMatchObject([
    { channel: 'phone', outcome: 'reached', state: 'recorded', minutes: 7, staffId: firm.sa.userId },
  ])
  // The same call goes on: it is one contact.
  firm.at('2026-11-20T02:29:00Z')
  await step(one.id, { step: 'answer', note: '佣金按合同执行', byPhone })
  const visits = await visitsOf(customer.id)
  expect(visits).toHaveLength(1)
  expect(JSON.stringify(visits)).not.toMatch(/佣金|致电/)
  firm.at('2026-11-20T03:00:00Z')
  await step(one.id, { step: 'note', note: '再次致电', byPhone })
  expect(await visitsOf(customer.id)).toHaveLength(2)
  await step(one.id, { step: 'note', note: '内部讨论' })
  expect(await visitsOf(customer.id)).toHaveLength(2)
  const { items } = await firm.bm.call(serviceCounts.list, { query: { month: '2026-11' } })
  expect(items.find(({ person }) => person.id === firm.sa.userId)).toMatchObject({ contacts: 2 })
  firm.at('2026-11-20T02:00:00Z')
})

it('of a case about somebody of the firm no visit tells; of a caller whom nobody knows there is none to count', async () => {
  const customer = await firm.customerOf(firm.am)
  const about = { customerId: customer.id, callerName: null, subjectId: firm.am.userId }
  const one = await firm.register(firm.sa, about)
  await step(one.id, { step: 'acknowledge', note: '已致电客户', byPhone })
  expect(await visitsOf(customer.id)).toEqual([])
  const caller = await firm.register(firm.sa)
  expect(await refusalOf(step(caller.id, { step: 'note', note: 'x', byPhone }))).toEqual([422, 'case.nobody-called'])
})
