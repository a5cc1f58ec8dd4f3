import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { messages } from '@rapport/contract/service/messages'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { smsWords } from './sending/channels.ts'
import { gatewayBy } from './sending/gateway.ts'
import { sendMessages } from './sending/send-messages.ts'
import { startMessages } from './testing.ts'
import { startGateway } from './testing-gateway.ts'

const key = 'a key that the gateway and the product share'
let here: Awaited<ReturnType<typeof startMessages>>
let sms: Awaited<ReturnType<typeof startGateway>>
let wecom: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  here = await startMessages({ webhookKeys: { sms: key, wecom: key } })
  const now = () => here.clock.at
  sms = await startGateway('sms', key, { now })
  wecom = await startGateway('wecom', key, { now })
})
afterAll(async () => {
  await Promise.all([sms.close(), wecom.close()])
  await here.api.close()
})
beforeEach(() => {
  here.clock.at = new Date('2026-11-20T03:00:00Z')
})
const out = (patienceMs = 5_000, hosts = [sms.host]) =>
  gatewayBy({ url: sms.url, key, hosts, words: smsWords('澄岳证券'), now: () => here.clock.at, patienceMs })
const send = (by = out()) => sendMessages(here.api.product, 'sms', by, () => false)
const later = (minutes: number) => {
  here.clock.at = new Date(here.clock.at.getTime() + minutes * 60_000)
}
const words = { channel: 'sms', subject: null, subjectZh: null } as const
const notice = () => here.template({ ...words, body: 'Hello', bodyZh: '您好' })
const offer = () => here.template({ ...words, class: 'MARKETING', body: 'An offer', bodyZh: '优惠' })
const consents = (customerId: string) =>
  here.am.call(contactPermissions.consent, {
    params: { id: customerId },
    body: { channel: 'sms', textVersion: 'v3', evidence: '开户协议', source: 'contract' },
  })
/** A text message that has left. */
async function sent() {
  const customer = await here.customer()
  const { id } = await here.write(customer.id, (await notice()).id, {})
  await send()
  return { customer, id, about: `message-${id}` }
}
const permissionsOf = (id: string) => here.am.call(contactPermissions.open, { params: { id } })

it('gives a text message its signature, and one for marketing its way out', async () => {
  const customer = await here.customer()
  await consents(customer.id)
  const owed = await here.write(customer.id, (await notice()).id, {})
  const offered = await here.write(customer.id, (await offer()).id, {})
  await send()
  expect(sms.taken.get(`message-${owed.id}`)).toEqual({
    id: `message-${owed.id}`,
    to: customer.mobile,
    text: '【澄岳证券】您好',
  })
  expect(sms.taken.get(`message-${offered.id}`)?.text).toBe('【澄岳证券】优惠 拒收请回复R')
})

it('sends once what a gateway took and did not answer', async () => {
  const customer = await here.customer()
  const { id } = await here.write(customer.id, (await notice()).id, {})
  const before = sms.asked()
  sms.moods.push('silent')
  await send(out(200))
  expect(await here.open(id)).toMatchObject({ state: 'waiting', attempts: 1 })
  later(1)
  await send()
  expect(sms.asked() - before).toBe(2)
  expect([...sms.taken.values()].filter(({ to }) => to === customer.mobile).length).toBe(1)
  expect(await here.open(id)).toMatchObject({ state: 'sent', attempts: 2 })
})

it('tries again what failed, ends what was refused, and blames no message for a gateway that takes nothing', async () => {
  const template = await notice()
  const write = async () => (await here.write((await here.customer()).id, template.id, {})).id
  const [failed, gone, wrong] = [await write(), await write(), await write()]
  sms.moods.push(500, 410, 422)
  await send()
  expect(await here.open(failed)).toMatchObject({ state: 'waiting', attempts: 1 })
  expect(await here.open(gone)).toMatchObject({ state: 'bounced', cause: 'address-refused' })
  expect(await here.open(wrong)).toMatchObject({ state: 'failed', cause: 'refused' })
  const busy = await write()
  sms.moods.push(503)
  await expect(send()).rejects.toThrow('503')
  expect(await here.open(busy)).toMatchObject({ state: 'waiting', attempts: 0 })
  await send()
})

it('asks no host that was not allowed, and none that is allowed by name on another port', async () => {
  const { id } = await here.write((await here.customer()).id, (await notice()).id, {})
  const before = sms.asked()
  for (const hosts of [[], ['127.0.0.1'], ['127.0.0.1:1'], ['sms.example.com']])
    await expect(send(out(1_000, hosts))).rejects.toThrow('host-not-allowed')
  expect(sms.asked()).toBe(before)
  expect(await here.open(id)).toMatchObject({ state: 'waiting', attempts: 0 })
  await send()
})

it.each([1, 2, 3, 4, 5])('takes a report that comes %i times at once as one', async (copies) => {
  const { id, about } = await sent()
  await sms.tell(here.api.origin, { kind: 'report', about, state: 'delivered' }, { copies })
  const { deliveredAt } = await here.open(id)
  later(5)
  await sms.tell(here.api.origin, { kind: 'report', about, state: 'opened' }, { copies })
  expect(await here.open(id)).toMatchObject({ state: 'opened', deliveredAt, openedAt: here.clock.at.toISOString() })
})

it('takes reports in whatever order: one that was opened is not merely delivered', async () => {
  const { id, about } = await sent()
  await sms.tell(here.api.origin, { kind: 'report', about, state: 'opened' })
  await sms.tell(here.api.origin, { kind: 'report', about, state: 'delivered' })
  expect(await here.open(id)).toMatchObject({ state: 'opened' })
  const other = await sent()
  await sms.tell(here.api.origin, { kind: 'report', about: other.about, state: 'bounced' })
  await sms.tell(here.api.origin, { kind: 'report', about: other.about, state: 'delivered' })
  expect(await here.open(other.id)).toMatchObject({ state: 'bounced' })
})

it('believes nobody who has not signed just now, and keeps nothing of what they say', async () => {
  const { id, about } = await sent()
  const report = { kind: 'report', id: 'once', about, state: 'delivered' }
  const tell = (how: object) => sms.tell(here.api.origin, report, how)
  expect(await tell({ signedWith: 'another key, as long as the right one is' })).toEqual([401])
  expect(await tell({ at: new Date(here.clock.at.getTime() - 301_000) })).toEqual([401])
  expect(await tell({ at: new Date(here.clock.at.getTime() + 301_000) })).toEqual([401])
  const bare = await fetch(`${here.api.origin}/api/inbound/sms`, { method: 'POST', body: JSON.stringify(report) })
  expect(bare.status).toBe(401)
  // A gateway without a key is nobody.
  const email = await startGateway('email', key, { now: () => here.clock.at })
  expect(await email.tell(here.api.origin, report)).toEqual([401])
  await email.close()
  expect(await here.open(id)).toMatchObject({ state: 'sent' })
  expect(await tell({})).toEqual([204])
  expect(await here.open(id)).toMatchObject({ state: 'delivered' })
})

it.each(['R', 'r', 'TD', '退订', ' T '])(
  'ends marketing at once for whoever replies %j, and only that',
  async (body) => {
    const customer = await here.customer()
    await consents(customer.id)
    const offered = await here.write(customer.id, (await offer()).id, {})
    const owed = await here.write(customer.id, (await notice()).id, {})
    const from = `+86${customer.mobile}`
    expect(await sms.tell(here.api.origin, { kind: 'message', from, body }, { copies: 3 })).toEqual([204, 204, 204])
    expect(await here.open(offered.id)).toMatchObject({ state: 'suppressed', reason: 'OPTED_OUT' })
    const { consents: given, optOuts } = await permissionsOf(customer.id)
    expect(given.map(({ withdrawnAt }) => withdrawnAt)).toEqual([here.clock.at.toISOString()])
    expect(optOuts.map(({ channel, source }) => [channel, source])).toEqual([['sms', 'reply']])
    await send()
    expect(await here.open(owed.id)).toMatchObject({ state: 'sent' })
    const again = await here.write(customer.id, (await offer()).id, {})
    await send()
    expect(await here.open(again.id)).toMatchObject({ state: 'suppressed', reason: 'OPTED_OUT' })
  },
)

it('keeps what a customer writes by WeCom with the customer, once, for whoever sees them', async () => {
  const customer = await here.customer()
  const message = { kind: 'message', from: customer.wechat, body: '请问融资利率？' }
  await wecom.tell(here.api.origin, message, { copies: 4 })
  const read = (person: typeof here.am) => person.call(messages.received, { params: { id: customer.id } })
  expect((await read(here.am)).items.map(({ channel, body }) => [channel, body])).toEqual([['wecom', '请问融资利率？']])
  expect((await read(here.bm)).items.length).toBe(1)
  await expect(read(here.other)).rejects.toMatchObject({ status: 404 })
  expect((await permissionsOf(customer.id)).optOuts).toEqual([])
})
