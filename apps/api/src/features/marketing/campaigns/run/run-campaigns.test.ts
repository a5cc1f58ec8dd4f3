import { customers } from '@rapport/contract/customer/customers'
import { campaigns } from '@rapport/contract/marketing/campaigns'
import { tasks } from '@rapport/contract/service/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstDay, startRuns } from '#features/marketing/campaigns/testing.ts'
import { leaveWaves } from './leave-waves.ts'

let here: Awaited<ReturnType<typeof startRuns>>
beforeAll(async () => {
  here = await startRuns()
})
afterAll(() => here.api.close())
const contactsOf = (id: string) => here.api.make((db) => db.campaignContact.findMany({ where: { campaignId: id } }))

describe('a wave', () => {
  it('leaves on its day and not before, as a task for whoever looks after each member', async () => {
    const ids = await here.people(3)
    const id = await here.approved(ids)
    here.clock.at = new Date('2026-11-30T02:00:00Z')
    await here.run()
    expect(await contactsOf(id)).toEqual([])
    here.clock.at = firstDay
    await here.run()
    expect(await here.open(id)).toMatchObject({ state: 'running' })
    expect(await here.membersOf(id)).toEqual(Object.fromEntries(ids.map((one) => [one, 'waiting'])))
    const { items } = await here.am.call(tasks.list, { query: { about: id } })
    expect(items).toHaveLength(3)
    expect(items[0]).toMatchObject({ kind: 'campaign', title: 'Year end', assignee: { id: here.am.userId } })
    await here.am.call(tasks.record, {
      params: { id: items[0]!.id },
      body: { outcome: 'reached', channel: 'phone', feedback: 'interested' },
    })
    expect((await here.membersOf(id))[items[0]!.customer!.id]).toBe('interested')
    expect(await here.results(id)).toMatchObject({ treated: 3, waiting: 2, cost: { contacts: '5.00', total: '5.00' } })
  })

  it('keeps back whoever is excluded by now, and writes to the others by the outbox', async () => {
    const [stays, goes] = (await here.people(2)) as [string, string]
    const excluded = await here.segment([])
    const templateId = await here.template()
    const wave = { channel: 'sms', day: 0, templateId, contactCost: '0.05' } as const
    const id = await here.approved([stays, goes], { excludedIds: [excluded], waves: [wave] })
    await here.api.make((db) =>
      db.segmentMembership.create({
        data: { segmentId: excluded, customerId: goes, enteredOn: new Date('2026-11-30') },
      }),
    )
    await here.run()
    expect(await here.membersOf(id)).toEqual({ [stays]: 'waiting', [goes]: 'EXCLUDED' })
    const written = await here.api.make((db) =>
      db.outboundMessage.findMany({ where: { customerId: { in: [stays, goes] } } }),
    )
    expect(written.map(({ customerId }) => customerId)).toEqual([stays])
  })

  it('does nothing with whoever is held out, and nothing with whoever belongs to another unit by now', async () => {
    const ids = await here.people(12)
    const id = await here.approved(ids, { holdoutPercent: 50 })
    const before = await here.membersOf(id)
    const moved = ids.find((one) => before[one] === 'waiting')!
    await here.ho.call(customers.handOver, {
      params: { id: moved },
      version: 1,
      body: { ownerId: here.stranger.userId, reason: '搬家' },
    })
    await here.run()
    const reached = new Set(ids.filter((one) => before[one] === 'waiting' && one !== moved))
    const contacts = await contactsOf(id)
    expect(new Set(contacts.flatMap((one) => (one.taskId ? [one.customerId] : [])))).toEqual(reached)
    expect(contacts.filter((one) => one.reason).map((one) => [one.customerId, one.reason])).toEqual([
      [moved, 'ELSEWHERE'],
    ])
    const given = await here.api.make((db) => db.task.findMany({ where: { kind: 'campaign', aboutId: id } }))
    expect(new Set(given.map((one) => one.customerId))).toEqual(reached)
  })

  it('is over after the last day and not before: what has not left stays, and nobody is called any more', async () => {
    const id = await here.approved(await here.people(1), { endsOn: '2026-12-02' })
    await here.run()
    here.clock.at = new Date('2026-12-02T15:00:00Z')
    await here.run()
    expect(Object.values(await here.membersOf(id))).toEqual(['waiting'])
    here.clock.at = new Date('2026-12-02T16:30:00Z')
    await here.run()
    expect(Object.values(await here.membersOf(id))).toEqual(['NOT_CALLED'])
  })

  it('does nothing twice with a member, whoever dies, and however many work at once', async () => {
    const ids = await here.people(7)
    const id = await here.approved(ids)
    // Who dies after a batch leaves its batch behind; two go on at once.
    await leaveWaves(here.api.product, 2)
    const side = async () => {
      while (await leaveWaves(here.api.product, 2));
    }
    await Promise.all([side(), side()])
    await side()
    const contacts = await contactsOf(id)
    expect(contacts.map(({ customerId }) => customerId).sort()).toEqual([...ids].sort())
    expect(await here.api.make((db) => db.task.count({ where: { kind: 'campaign', aboutId: id } }))).toBe(7)
  })

  it('of a campaign that is cancelled is stopped, and what was begun goes on', async () => {
    const id = await here.approved(await here.people(2))
    await here.run()
    const [begun] = (await here.am.call(tasks.list, { query: { about: id } })).items
    await here.am.call(tasks.start, { params: { id: begun!.id } })
    const { version } = await here.open(id)
    await here.co.call(campaigns.cancel, { params: { id }, version, body: { reason: 'Wrong words' } })
    const { items } = await here.am.call(tasks.list, { query: { about: id } })
    expect(items.map(({ state }) => state).sort()).toEqual(['cancelled', 'started'])
    expect(Object.values(await here.membersOf(id)).sort()).toEqual(['NOT_CALLED', 'waiting'])
  })
})
