import { meetings } from '@rapport/contract/service/meetings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalOf } from '#features/service/tasks/testing.ts'
import type { Client } from '#http/testing.ts'
import { type CalendarTest, startCalendar } from './testing.ts'

let of: CalendarTest
beforeAll(async () => {
  of = await startCalendar()
})
afterAll(() => of.api.close())

const open = (client: Client, id: string) => client.call(meetings.open, { params: { id } })

describe('a meeting', () => {
  it('is planned with colleagues and customers, and seen by all who take part', async () => {
    const { am, sa, customer } = of
    const meeting = await of.plan(am, {
      title: ' 资产配置会 ',
      place: '三楼会议室',
      peopleIds: [sa.userId, sa.userId],
      customerIds: [customer.id],
      remindMinutes: 15,
    })
    expect(meeting).toMatchObject({
      version: 1,
      title: '资产配置会',
      startsAt: '2026-11-23T01:00:00.000Z',
      endsAt: '2026-11-23T01:45:00.000Z',
      organiser: { id: am.userId },
      customers: [{ id: customer.id }],
      state: 'planned',
      mine: true,
    })
    expect(meeting.people.map(({ id }) => id)).toEqual([am.userId, sa.userId])
    expect(await open(sa, meeting.id)).toEqual({ ...meeting, mine: false })
  })

  it('is out of sight of who does not take part, except for who leads the unit of its organiser', async () => {
    const { id } = await of.plan(of.am)
    for (const client of [of.other, of.sa, of.far, of.farBm])
      expect(await refusalOf(open(client, id))).toEqual([404, 'not-found'])
    for (const client of [of.bm, of.ho]) expect(await open(client, id)).toMatchObject({ id, mine: false })
  })

  it('that is private is out of sight of who leads, too', async () => {
    const { id } = await of.plan(of.am, { private: true })
    for (const client of [of.bm, of.ho]) expect(await refusalOf(open(client, id))).toEqual([404, 'not-found'])
  })

  it('tells of its customers those in sight of who reads it', async () => {
    const { id } = await of.plan(of.am, { customerIds: [of.customer.id], peopleIds: [of.far.userId] })
    expect((await open(of.far, id)).customers).toEqual([])
  })

  it('invites only who is at work and uses the calendar, and customers in sight', async () => {
    const { am, admin, hidden } = of
    expect(await refusalOf(of.plan(am, { peopleIds: [admin.userId] }))).toEqual([422, 'meeting.person-unknown'])
    expect(await refusalOf(of.plan(am, { peopleIds: [hidden.id] }))).toEqual([422, 'meeting.person-unknown'])
    expect(await refusalOf(of.plan(am, { customerIds: [hidden.id] }))).toEqual([404, 'not-found'])
  })

  it('is changed by its organiser alone, from the version that was read', async () => {
    const { am, sa, bm } = of
    const { id } = await of.plan(am, { peopleIds: [sa.userId], customerIds: [of.customer.id] })
    const move = (client: Client, version: number) =>
      client.call(meetings.change, { params: { id }, version, body: { on: '2026-11-24', at: '14:30' } })
    for (const client of [sa, bm]) expect(await refusalOf(move(client, 1))).toEqual([403, 'meeting.of-somebody-else'])
    expect(await refusalOf(move(of.other, 1))).toEqual([404, 'not-found'])
    expect(await move(am, 1)).toMatchObject({
      version: 2,
      startsAt: '2026-11-24T06:30:00.000Z',
      endsAt: '2026-11-24T07:15:00.000Z',
      customers: [{ id: of.customer.id }],
    })
    expect(await refusalOf(move(am, 1))).toEqual([412, 'version.stale'])
  })

  it('keeps customers who have gone out of sight when it is moved', async () => {
    const { id } = await of.plan(of.am, { customerIds: [of.customer.id] })
    await of.api.make((db) =>
      db.meeting.update({ where: { id }, data: { customerIds: [of.customer.id, of.hidden.id] } }),
    )
    const { version } = await open(of.am, id)
    await of.am.call(meetings.change, { params: { id }, version, body: { at: '10:00' } })
    const row = await of.api.make((db) => db.meeting.findUniqueOrThrow({ where: { id } }))
    expect(row.customerIds).toEqual([of.customer.id, of.hidden.id])
  })

  it('is called off with a reason, and is then not changed any more', async () => {
    const { id } = await of.plan(of.am)
    const cancel = () => of.am.call(meetings.cancel, { params: { id }, body: { reason: '客户出差' } })
    expect(await cancel()).toMatchObject({ state: 'cancelled' })
    expect(await refusalOf(cancel())).toEqual([409, 'meeting.cancelled'])
    const [event] = await of.api.make((db) => db.auditEvent.findMany({ where: { objectId: id, action: 'update' } }))
    expect(event).toMatchObject({ reason: '客户出差', actorId: of.am.userId })
  })

  it('goes on for two years at most, and lies within two years', async () => {
    const repeat = (until: string) => ({ repeat: { every: 'week' as const, interval: 1, until } })
    expect(await refusalOf(of.plan(of.am, repeat('2026-11-22')))).toEqual([422, 'meeting.series-too-long'])
    expect(await refusalOf(of.plan(of.am, repeat('2028-11-24')))).toEqual([422, 'meeting.series-too-long'])
    expect(await of.plan(of.am, repeat('2028-11-23'))).toMatchObject(repeat('2028-11-23'))
    expect(await refusalOf(of.plan(of.am, { on: '2028-11-21' }))).toEqual([422, 'meeting.too-far'])
  })
})
