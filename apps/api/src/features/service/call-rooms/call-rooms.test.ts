import { randomUUID } from 'node:crypto'
import { timeline } from '@rapport/contract/customer/timeline'
import { callRooms } from '@rapport/contract/service/call-rooms'
import { calls } from '@rapport/contract/service/calls'
import { careVisits } from '@rapport/contract/service/care-visits'
import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { asSystem } from '@rapport/database/as-viewer'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gatewayBy } from '#features/service/messages/sending/gateway.ts'
import { sendMessages } from '#features/service/messages/sending/send-messages.ts'
import { startGateway } from '#features/service/messages/testing-gateway.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { closeLapsed } from './call-rooms.ts'
import { startRooms } from './testing.ts'

let here: Awaited<ReturnType<typeof startRooms>>
beforeAll(async () => {
  here = await startRooms()
})
afterAll(() => here.close())

const start: typeof here.start = (...asked) => here.start(...asked)
const rowsOf = (sql: string, values: unknown[] = []) =>
  here.api.make((db) => db.rows<Record<string, unknown>>('', sql, values))
/** Whoever is still in a room leaves it. */
beforeEach(async () => {
  here.clock.at = new Date('2026-11-20T03:00:00Z')
  await rowsOf(`update calls set ended_at = rang_at, host_link_sealed = null, guest_link_sealed = null, guest_hash = null,
    outcome = 'not-reached', recorded_at = rang_at where kind <> 'phone' and (ended_at is null or recorded_at is null)`)
  await rowsOf('delete from sign_in_throttles')
})

async function opened(kind: 'voice' | 'video' | 'presentation' = 'video') {
  const customer = await here.customer()
  return { customer, room: await start(here.am, customer.id, kind) }
}
/** A room in which the customer was for two minutes and ten seconds, and which is over. */
async function met(kind: 'voice' | 'video' | 'presentation' = 'video') {
  const { customer, room } = await opened(kind)
  const { path } = await here.linkTo(here.am, room.id)
  const { url } = await here.join(path)
  const leave = await here.sit(url!)
  here.later(130)
  await leave()
  await expect.poll(async () => (await here.current(here.am))?.state).toBe('left')
  here.later(600)
  return { customer, ended: await here.end(here.am, room.id) }
}

describe('a room', () => {
  it('is opened with a customer, joined by a link, and its record is a contact of the customer', async () => {
    const { customer, room } = await opened()
    expect(room).toMatchObject({ kind: 'video', state: 'waiting', customer: { id: customer.id }, channels: ['sms'] })
    expect(room.hostUrl).toMatch(`${here.gateway.url}/room/`)
    const atDesk = await here.sit(room.hostUrl!)
    expect(await here.current(here.am)).toMatchObject({ state: 'waiting' })
    const { path } = await here.linkTo(here.am, room.id)
    expect(await here.looksAt(path)).toEqual({ state: 'open', kind: 'video' })
    here.later(60)
    const { url } = await here.join(path)
    const leave = await here.sit(url!)
    expect(await here.current(here.am)).toMatchObject({ state: 'together', joinedAt: '2026-11-20T03:01:00.000Z' })
    here.later(125)
    await leave()
    await expect.poll(async () => (await here.current(here.am))?.state).toBe('left')
    // Time in which the customer is gone is no time of the contact.
    here.later(900)
    expect(await here.end(here.am, room.id)).toMatchObject({ state: 'ended', minutes: 3, hostUrl: null })
    await atDesk()
    expect(await here.record(here.am, room.id, customer.id, { note: '讲解基金定投' })).toMatchObject({
      ...{ kind: 'video', direction: 'out', number: null, minutes: 3, outcome: 'reached' },
    })
    expect(await here.current(here.am)).toBe(null)
    const { items } = await here.am.call(careVisits.list, { query: { customer: customer.id } })
    expect(items).toMatchObject([{ channel: 'video', state: 'recorded', content: '讲解基金定投', minutes: 3 }])
    const story = await here.am.call(timeline.list, { params: { id: customer.id }, query: {} })
    expect(story.items.find(({ kind }) => kind === 'visit')).toMatchObject({
      facts: { channel: 'video', minutes: '3' },
    })
  })

  it.each([
    ['voice', 'phone', '语音联系'],
    ['presentation', 'video', '远程演示'],
  ] as const)('for %s is a contact by %s', async (kind, channel, content) => {
    const { customer, ended } = await met(kind)
    await here.record(here.am, ended.id, customer.id)
    const { items } = await here.am.call(careVisits.list, { query: { customer: customer.id } })
    expect(items).toMatchObject([{ channel, content, minutes: 3 }])
    const listed = await here.am.call(calls.list, { query: { customer: customer.id, kind } })
    expect(listed.items).toMatchObject([{ id: ended.id, kind }])
    expect((await here.am.call(calls.list, { query: { customer: customer.id, kind: 'phone' } })).total).toBe(0)
  })

  it('is not opened twice, and one is in one room at a time', async () => {
    const { customer, room } = await opened()
    const again = await Promise.all([start(here.am, customer.id), start(here.am, customer.id)])
    expect(again.map(({ id }) => id)).toEqual([room.id, room.id])
    const next = await here.customer()
    expect(await refusalOf(start(here.am, next.id))).toEqual([409, 'call-room.busy'])
    expect(await refusalOf(start(here.am, customer.id, 'voice'))).toEqual([409, 'call-room.busy'])
    await here.end(here.am, room.id)
    const both = await Promise.all([start(here.am, next.id), start(here.am, next.id)])
    expect(both[0]!.id).toBe(both[1]!.id)
  })

  it('is whose it is, with a customer in sight', async () => {
    const { customer, room } = await opened()
    for (const client of [here.other]) {
      expect(await refusalOf(start(client, customer.id))).toEqual([404, 'not-found'])
      expect(await refusalOf(here.linkTo(client, room.id))).toEqual([404, 'not-found'])
      expect(await refusalOf(here.end(client, room.id))).toEqual([404, 'not-found'])
    }
    expect(await refusalOf(start(here.co, customer.id))).toEqual([403, 'not-allowed'])
    for (const act of [here.linkTo, here.end])
      expect(await refusalOf(act(here.sa, room.id))).toEqual([403, 'call.of-somebody-else'])
    expect(await here.current(here.sa)).toBe(null)
  })

  it('is not written down before it is over, nor as another customer’s', async () => {
    const { customer, room } = await opened()
    expect(await refusalOf(here.record(here.am, room.id, customer.id))).toEqual([409, 'call-room.open'])
    await here.end(here.am, room.id)
    const other = await here.customer()
    expect(await refusalOf(here.record(here.am, room.id, other.id))).toEqual([422, 'call-room.customer'])
    expect(await here.record(here.am, room.id, customer.id, { outcome: 'not-reached' })).toMatchObject({
      minutes: null,
    })
  })

  it('to which nobody comes is over after half an hour, here and at the gateway', async () => {
    const { customer, room } = await opened()
    const { path } = await here.linkTo(here.am, room.id)
    here.later(30 * 60)
    expect(await here.current(here.am)).toMatchObject({ state: 'ended', hostUrl: null, joinedAt: null })
    expect((await here.join(path)).status).toBe(409)
    here.gateway.rooms.sweep()
    await here.gateway.told()
    expect((await fetch(room.hostUrl!)).status).toBe(410)
    // The gateway told of it; where it does not, the worker writes it down.
    const { room: silent } = await opened()
    here.later(31 * 60)
    expect(await asSystem(here.api.product.connections, {}, (db) => closeLapsed(db, here.clock.at))).toBe(1)
    expect(await here.am.call(calls.open, { params: { id: silent.id } })).toMatchObject({
      endedAt: new Date(Date.parse(silent.joinBy)).toISOString(),
    })
    expect((await start(here.am, customer.id)).id).not.toBe(room.id)
  })
})

describe('a link', () => {
  it('lets one in, once; a newer one replaces it, and the end of the room all of them', async () => {
    const { room } = await opened()
    const first = await here.linkTo(here.am, room.id)
    const second = await here.linkTo(here.am, room.id)
    expect((await here.join(first.path)).status).toBe(409)
    const uses = await Promise.all([here.join(second.path), here.join(second.path), here.join(second.path)])
    expect(uses.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(await here.looksAt(second.path)).toEqual({ state: 'over', kind: null })
    const third = await here.linkTo(here.am, room.id)
    await here.end(here.am, room.id)
    expect((await here.join(third.path)).status).toBe(409)
    expect(await refusalOf(here.linkTo(here.am, room.id))).toEqual([409, 'call-room.over'])
    const { url } = uses.find(({ status }) => status === 200)!
    expect((await fetch(url!)).status).toBe(410)
  })

  it('is looked for no faster than nobody would find one', async () => {
    const guesses = await Promise.all(Array.from({ length: 40 }, () => here.join(`/j/${randomUUID()}`)))
    expect(guesses.every(({ status }) => status === 409 || status === 429)).toBe(true)
    expect((await here.join(`/j/${randomUUID()}`)).status).toBe(429)
  })

  it('stands nowhere in the clear: not in the call, not in the trail, not in the message', async () => {
    const { room } = await opened()
    const { path } = await here.linkTo(here.am, room.id)
    const { url } = await here.join(path)
    const secrets = [path.split('/').at(-1)!, url!.split('/').at(-1)!, room.hostUrl!.split('/').at(-1)!]
    const [{ text }] = (await rowsOf(
      `select (select string_agg(to_jsonb(l)::text, '') from calls l) || (select string_agg(to_jsonb(e)::text, '') from audit_events e) as text`,
    )) as [{ text: string }]
    for (const secret of secrets) expect(text).not.toContain(secret)
  })

  it('is sent by a channel of the firm, and made as its message leaves', async () => {
    const key = 'a key of the text message gateway, 32+'
    const sms = await startGateway('sms', key, { now: () => here.clock.at })
    const { customer, room } = await opened()
    await here.am.call(callRooms.sendLink, { params: { id: room.id }, body: { channel: 'sms' } })
    const out = gatewayBy({ url: sms.url, key, hosts: [sms.host], words: ({ body }) => body, now: () => here.clock.at })
    await sendMessages({ ...here.api.product, origin: 'https://rapport.firm.example' }, 'sms', out, () => false)
    await sms.close()
    const [sent] = [...sms.taken.values()]
    expect(sent).toMatchObject({ to: customer.mobile })
    const [, path] = /https:\/\/rapport\.firm\.example(\/j\/[\w-]{22})/.exec(sent!.text)!
    const [kept] = await rowsOf(
      'select to_jsonb(m)::text as text from outbound_messages m where customer_id = $1::uuid',
      [customer.id],
    )
    expect(kept!.text).not.toContain(path!.split('/').at(-1))
    expect((await here.join(path!)).status).toBe(200)
  })

  it('is sent only where the rules on contact let a service message out now', async () => {
    const { customer, room } = await opened()
    const send = (channel: 'sms' | 'email') =>
      refusalOf(here.am.call(callRooms.sendLink, { params: { id: room.id }, body: { channel } }))
    expect(await send('email')).toEqual([422, 'message.no-channel'])
    await rowsOf('update contact_points set do_not_contact = true where customer_id = $1::uuid', [customer.id])
    expect(await send('sms')).toEqual([422, 'call-room.not-sent'])
    await here.end(here.am, room.id)
    here.clock.at = new Date('2026-11-20T15:30:00Z')
    const late = await opened()
    expect(
      await refusalOf(here.am.call(callRooms.sendLink, { params: { id: late.room.id }, body: { channel: 'sms' } })),
    ).toEqual([422, 'call-room.quiet'])
    expect(
      await rowsOf('select from outbound_messages where customer_id = any ($1::uuid[])', [
        [customer.id, late.customer.id],
      ]),
    ).toEqual([])
  })

  it('is not there for whom the law keeps us from', async () => {
    const customer = await here.customer()
    await here.am.call(contactPermissions.stop, {
      params: { id: customer.id },
      body: { kind: 'do-not-disturb', reason: '客户要求' },
    })
    const room = await start(here.am, customer.id)
    await here.end(here.am, room.id)
    await here.bm.call(contactPermissions.block, { params: { id: customer.id }, body: { reason: '司法冻结' } })
    expect(await refusalOf(start(here.am, customer.id))).toEqual([422, 'call-room.stopped'])
  })
})

describe('a gateway', () => {
  it('that is away changes nothing, and is asked again', async () => {
    const customer = await here.customer()
    here.gateway.moods.push(503)
    expect(await refusalOf(start(here.am, customer.id))).toEqual([503, 'call-room.gateway-away'])
    expect(await here.current(here.am)).toBe(null)
    expect((await here.am.call(calls.list, { query: { customer: customer.id } })).total).toBe(0)
    const room = await start(here.am, customer.id)
    here.gateway.moods.push(500)
    expect(await refusalOf(here.end(here.am, room.id))).toEqual([503, 'call-room.gateway-away'])
    expect(await here.current(here.am)).toMatchObject({ id: room.id, state: 'waiting' })
    expect(await here.end(here.am, room.id)).toMatchObject({ state: 'ended' })
  })

  const told = async (more: object) => {
    const [call] = await rowsOf(
      'select substr(call_ref, 6) as "roomId" from calls where kind <> \'phone\' order by created_at desc limit 1',
    )
    return {
      roomId: call!.roomId,
      id: randomUUID(),
      kind: 'joined',
      who: 'guest',
      at: here.clock.at.toISOString(),
      ...more,
    }
  }

  it('is heard only with its signature of just now, and each word once', async () => {
    const { room } = await opened()
    const joined = await told({})
    expect(await here.gateway.tell(joined, { signedWith: 'somebody else’s key, also 32 characters' })).toBe(401)
    expect(await here.gateway.tell(joined, { at: new Date(here.clock.at.getTime() - 301_000) })).toBe(401)
    expect(await here.current(here.am)).toMatchObject({ state: 'waiting' })
    expect(await here.gateway.tell(joined)).toBe(204)
    here.later(60)
    expect(await here.gateway.tell(await told({ kind: 'left' }))).toBe(204)
    // The same word again: the customer has not come back.
    expect(await here.gateway.tell({ ...joined, at: here.clock.at.toISOString() })).toBe(204)
    expect(await here.current(here.am)).toMatchObject({ id: room.id, state: 'left' })
    for (const wrong of [
      { kind: 'danced' },
      { at: 'yesterday' },
      { kind: 'recording', who: undefined, recordingUrl: 'javascript:alert(1)' },
    ])
      expect([wrong, await here.gateway.tell(await told(wrong))]).toEqual([wrong, 400])
    expect(await here.gateway.tell(await told({ roomId: 'nobody’s' }))).toBe(204)
  })

  it('tells of a recording, also after the contact was written down', async () => {
    const { customer, ended } = await met()
    await here.record(here.am, ended.id, customer.id)
    const recordingUrl = 'https://recordings.example/1.mp4'
    const event = await told({ kind: 'recording', recordingUrl })
    const { who: _, ...recording } = event
    expect(await here.gateway.tell(recording)).toBe(204)
    expect(await here.am.call(calls.open, { params: { id: ended.id } })).toMatchObject({ recordingUrl })
  })

  it('may tell in any order: the call is the same', async () => {
    const at = (seconds: number) => new Date(Date.parse('2026-11-20T03:00:00Z') + seconds * 1000).toISOString()
    const story = [
      { kind: 'joined', who: 'host', at: at(1) },
      { kind: 'joined', who: 'guest', at: at(20) },
      { kind: 'left', who: 'guest', at: at(90) },
      { kind: 'joined', who: 'guest', at: at(100) },
      { kind: 'left', who: 'guest', at: at(400) },
      { kind: 'ended', at: at(500) },
    ]
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(story, { minLength: story.length }), async (order) => {
        here.clock.at = new Date('2026-11-20T03:00:00Z')
        const { room } = await opened()
        here.later(600)
        const { roomId } = await told({})
        for (const event of order) expect(await here.gateway.tell({ id: randomUUID(), roomId, ...event })).toBe(204)
        expect(await here.am.call(calls.open, { params: { id: room.id } })).toMatchObject({
          ...{ answeredAt: at(20), endedAt: at(500), minutes: 7 },
        })
      }),
      { numRuns: 12 },
    )
  })
})
