import { notifications } from '@rapport/contract/administration/notifications'
import { meetings } from '@rapport/contract/service/meetings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '#http/testing.ts'
import { remindOfMeetings } from './remind.ts'
import { type CalendarTest, startCalendar } from './testing.ts'

let of: CalendarTest
beforeAll(async () => {
  of = await startCalendar()
})
afterAll(() => of.api.close())

const at = (day: string, time: string) => {
  of.clock.at = new Date(`${day}T${time}:00+08:00`)
  return remindOfMeetings(of.api.product)
}
/** Of which meetings somebody was told, each as often as they were. */
const told = async (client: Client) =>
  (await client.call(notifications.list, { query: {} })).items.flatMap((one) =>
    one.kind === 'meeting-soon' ? [one.about.title] : [],
  )

describe('a reminder', () => {
  it('is told to everybody who takes part, at its time and once', async () => {
    const { am, sa, other } = of
    await of.plan(am, { title: '一', remindMinutes: 15, peopleIds: [sa.userId] })
    await of.plan(am, { title: '二' })
    await at('2026-11-23', '08:44')
    expect(await told(am)).toEqual([])
    await at('2026-11-23', '08:45')
    await at('2026-11-23', '08:46')
    expect([await told(am), await told(sa), await told(other)]).toEqual([['一'], ['一'], []])
  })

  it('of a series is told before each time', async () => {
    const { sa } = of
    await of.plan(sa, {
      title: '例会',
      on: '2026-11-24',
      remindMinutes: 5,
      repeat: { every: 'day', interval: 1, until: '2026-11-26' },
    })
    for (const day of ['24', '25', '26', '27']) await at(`2026-11-${day}`, '08:55')
    expect((await told(sa)).filter((title) => title === '例会')).toHaveLength(3)
  })

  it('is not told of what is over, nor of what was called off or moved away', async () => {
    const { other } = of
    of.clock.at = new Date('2026-11-27T10:00:00+08:00')
    const draft = { on: '2026-11-30', at: '09:00', minutes: 30, remindMinutes: 10 }
    await of.plan(other, { ...draft, title: '结束' })
    const off = await of.plan(other, { ...draft, title: '取消' })
    const moved = await of.plan(other, { ...draft, title: '改期' })
    await other.call(meetings.cancel, { params: { id: off.id }, body: { reason: 'x' } })
    await other.call(meetings.change, { params: { id: moved.id }, version: 1, body: { at: '15:00' } })
    await at('2026-11-30', '09:31')
    expect(await told(other)).toEqual([])
    await at('2026-11-30', '14:50')
    expect(await told(other)).toEqual(['改期'])
  })
})
