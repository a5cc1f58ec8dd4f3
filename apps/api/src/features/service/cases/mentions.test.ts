import { cases } from '@rapport/contract/service/cases'
import { makeUser } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ServiceFirm, startService } from './testing.ts'

let firm: ServiceFirm
beforeAll(async () => {
  firm = await startService()
})
afterAll(() => firm.api.close())

const nameOf = async (userId: string) =>
  firm.api.make((db) => db.user.findUniqueOrThrow({ where: { id: userId }, select: { username: true, name: true } }))
const told = async (id: string) =>
  (await firm.api.make((db) => db.notification.findMany({ where: { aboutId: id, kind: 'mention' } }))).map(
    ({ userId }) => userId,
  )

it('whoever is called by @ in a note is told, where they may see the case; whom it is about and who writes are not', async () => {
  const customer = await firm.customerOf(firm.other)
  const one = await firm.register(firm.sa, { customerId: customer.id, callerName: null, subjectId: firm.am.userId })
  const people = await Promise.all([firm.bm, firm.other, firm.am, firm.sa].map(({ userId }) => nameOf(userId)))
  const note = `请${people.map(({ username }) => `@${username}`).join('，')} 看一下`
  await firm.sa.call(cases.takeStep, { params: { id: one.id }, body: { step: 'note', note } })
  expect((await told(one.id)).toSorted()).toEqual([firm.bm.userId, firm.other.userId].toSorted())
})

it('a manager who may not see it hears nothing, and a name that two have calls nobody', async () => {
  const one = await firm.register(firm.sa)
  for (let i = 0; i < 2; i++)
    await firm.api.make((db) => makeUser(db, { role: 'service-agent', unit: firm.branch, name: '同名坐席' }))
  const single = await firm.api.make((db) =>
    makeUser(db, { role: 'service-agent', unit: firm.branch, name: '独名坐席' }),
  )
  const { username } = await nameOf(firm.other.userId)
  const note = `@同名坐席 @独名坐席 @${username}`
  await firm.sa.call(cases.takeStep, { params: { id: one.id }, body: { step: 'acknowledge', note } })
  expect(await told(one.id)).toEqual([single.id])
})
