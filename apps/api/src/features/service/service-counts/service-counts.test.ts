import { serviceCounts } from '@rapport/contract/service/service-counts'
import { makeVisit } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServiceFirm, startService } from '#features/service/cases/testing.ts'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { recordAs } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { makeCallBack } from '#http/testing-world-call-backs.ts'
import { countServices } from './service-counts.ts'

let firm: ServiceFirm
let customer: { id: string }
beforeAll(async () => {
  firm = await startService()
  customer = await firm.customerOf(firm.am)
  const { api, am, sa } = firm
  const task = async (dueAt: string, late = false) => {
    const draft = { kind: 'moment', title: '大额转出', customerId: customer.id, necessity: 'must', late } as const
    const [id] = await api.make((db) =>
      addTasks(db, [{ ...draft, assigneeId: am.userId, dueAt: new Date(dueAt), warnAt: null }], firm.clock.now),
    )
    return id!
  }
  // Two in time of which one was told late, one late; each is a contact of seven minutes.
  await recordAs(am, await task('2026-11-21T02:00:00Z'))
  await recordAs(am, await task('2026-11-19T02:00:00Z'))
  await recordAs(am, await task('2026-11-19T02:00:00Z', true))
  // And one of October, in Shanghai of the last minutes before November.
  firm.at('2026-10-31T15:59:00Z')
  await recordAs(am, await task('2026-11-02T02:00:00Z'), { outcome: 'handled', channel: null, minutes: null })
  firm.at('2026-11-20T02:00:00Z')
  await firm.register(sa, { customerId: customer.id, classCode: 'enquiry', title: '佣金', answer: '已答复' })
  await api.make(async (db) => {
    await makeVisit(db, { customer, staff: { id: am.userId }, plannedOn: '2026-11-25' })
    await db.user.update({ where: { id: am.userId }, data: { staffNo: 'S-77' } })
    await db.rows('', `select warehouse.make_months('contacts', array['2026-11-03'::date])`, [])
    await db.rows(
      '',
      `insert into warehouse.contacts (customer_id, contacted_on, contacted_at, channel, staff_no, minutes, external_key)
       values ($1, '2026-11-03', '2026-11-03T10:00:00+08:00', 'phone', 'S-77', 12, 'k1')`,
      [customer.id],
    )
    for (const verdict of [null, 'rejected']) {
      const { id } = await makeCallBack(db, customer.id)
      await db.callBack.update({
        where: { id },
        data: { outcome: 'refused', doneAt: firm.clock.now, doneBy: sa.userId, verdict },
      })
    }
  })
})
afterAll(() => firm.api.close())

const of = async (who: Client, query: object = {}) =>
  (await who.call(serviceCounts.list, { query: { month: '2026-11', ...query } })).items
const counted = async (who: Client, person: Client, query: object = {}) =>
  (await of(who, query)).find((one) => one.person.id === person.userId)
const nothing = {
  contacts: 0,
  minutes: 0,
  tasksDone: 0,
  tasksCharged: 0,
  tasksOnTime: 0,
  callBacks: 0,
  casesAnswered: 0,
}

it('counts of each employee what they did in a month; what was told late is held against nobody', async () => {
  const mine = { ...nothing, contacts: 4, minutes: 33, tasksDone: 3, tasksCharged: 2, tasksOnTime: 1 }
  expect(await counted(firm.bm, firm.am)).toMatchObject(mine)
  expect(await counted(firm.bm, firm.sa)).toMatchObject({ ...nothing, callBacks: 1, casesAnswered: 1 })
  expect(await counted(firm.bm, firm.am, { month: '2026-10' })).toMatchObject({
    ...nothing,
    tasksDone: 1,
    tasksCharged: 1,
    tasksOnTime: 1,
  })
  expect(await counted(firm.bm, firm.other)).toMatchObject(nothing)
})

it('is one’s own, a leader’s of their units, everybody’s of the firm', async () => {
  const who = async (client: Client) => new Set((await of(client)).map(({ person }) => person.id))
  expect(await who(firm.am)).toEqual(new Set([firm.am.userId]))
  // Serves the whole branch, and leads nobody.
  expect(await who(firm.sa)).toEqual(new Set([firm.sa.userId]))
  expect(await who(firm.bm)).toEqual(
    new Set([firm.am, firm.other, firm.sa, firm.sa2, firm.bm].map((one) => one.userId)),
  )
  expect((await who(firm.ho)).has(firm.rm.userId)).toBe(true)
  expect(await of(firm.bm, { unit: newId() })).toEqual([])
})

it('is the same whoever looks and whosever the customer is now: the page shows what appraisal takes', async () => {
  const before = await counted(firm.am, firm.am)
  await firm.api.make((db) => db.customer.update({ where: { id: customer.id }, data: { ownerId: firm.other.userId } }))
  expect(await counted(firm.am, firm.am)).toEqual(before)
  expect(await counted(firm.ho, firm.am)).toEqual(before)
  const { person: _, unit: __, ...numbers } = before!
  expect(await firm.api.make((db) => countServices(db, [firm.am.userId, firm.other.userId], '2026-11'))).toEqual(
    [
      { staffId: firm.am.userId, ...numbers },
      { staffId: firm.other.userId, ...nothing },
    ].toSorted((one, other) => one.staffId.localeCompare(other.staffId)),
  )
})
