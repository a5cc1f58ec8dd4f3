import { randomUUID } from 'node:crypto'
import { notifications } from '@rapport/contract/administration/notifications'
import { contactPersons } from '@rapport/contract/customer/contact-persons'
import { customers } from '@rapport/contract/customer/customers'
import { calls } from '@rapport/contract/service/calls'
import { careVisits } from '@rapport/contract/service/care-visits'
import { asOwner } from '@rapport/database/as-owner'
import { makeBranch, makeCustomer, makeRegion } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashNumbers } from '#features/customer/contact-persons/hash-numbers.ts'
import { refusalOf } from '#features/service/tasks/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { ctiKey, telephones } from './testing-telephones.ts'

const clock = { at: new Date('2026-11-20T02:00:00Z') }
const later = (seconds: number) => {
  clock.at = new Date(clock.at.getTime() + seconds * 1000)
}
let api: Api
let branch: { id: string }
let am: Client
let sa: Client
let other: Client
let far: Client
let telephone: ReturnType<typeof telephones>
beforeAll(async () => {
  api = await startApi({ now: () => clock.at, calling: { key: ctiKey, address: 'sip:{number}' } })
  const region = await api.make((db) => makeRegion(db))
  branch = await api.make((db) => makeBranch(db, { region }))
  const elsewhere = await api.make((db) => makeBranch(db, { region }))
  am = await api.signIn('account-manager', branch)
  sa = await api.signIn('service-agent', branch)
  other = await api.signIn('account-manager', branch)
  far = await api.signIn('account-manager', elsewhere)
  telephone = telephones(api.origin, () => clock.at)
  for (const [client, extension] of [
    [am, '8001'],
    [sa, '8002'],
    [far, '8009'],
  ] as const)
    await client.call(calls.setExtension, { body: { extension } })
})
afterAll(() => api.close())

let numbers = 0
const aNumber = () => `1370000${String(1000 + numbers++)}`
const made = (owner: Client, number: string, unit = branch) =>
  api.make((db) =>
    makeCustomer(db, api.product.seal, {
      owner: { id: owner.userId },
      unit,
      contactPoints: [{ kind: 'mobile', value: number }],
    }),
  )
const current = async (client: Client) => (await client.call(calls.current)).current
const record = (client: Client, id: string, customerId: string | null, more: object = {}) =>
  client.call(calls.record, { params: { id }, body: { customerId, outcome: 'reached', ...more } })
const done = async (client: Client) => {
  for (let at = await current(client); at; at = await current(client)) await record(client, at.call.id, null)
}

describe('a call', () => {
  it('pops up with the customer of its number at whose telephone it rings, and is counted from answer to end', async () => {
    const number = aNumber()
    const customer = await made(am, number)
    const line = telephone.line(`+86 ${number.slice(0, 3)}-${number.slice(3)}`, '8001')
    expect(await telephone.ring(line)).toBe(204)
    const one = { id: customer.id, name: customer.name, customerNo: customer.customerNo }
    expect(await current(am)).toMatchObject({
      state: 'ringing',
      candidates: [one],
      call: { customer: one, number: `137****${number.slice(-4)}`, agent: { id: am.userId }, direction: 'in' },
    })
    for (const client of [sa, other]) expect(await current(client)).toBe(null)
    // The stream of what people are told carries it to the page.
    const told = async (client: Client) => (await client.call(notifications.list, { query: {} })).items
    expect(await told(am)).toMatchObject([{ kind: 'call-rings', urgent: false, about: { title: customer.name } }])
    expect(await told(sa)).toEqual([])
    later(8)
    await telephone.answer(line)
    expect(await current(am)).toMatchObject({ state: 'speaking' })
    later(130)
    const recordingUrl = 'https://recordings.example/1.wav'
    await telephone.end(line, { recordingUrl })
    expect(await current(am)).toMatchObject({ state: 'ended', call: { minutes: 3, recordingUrl } })
    await done(am)
  })

  it('counts as a contact once what came of it is written down, and that is once', async () => {
    const number = aNumber()
    const customer = await made(am, number)
    const line = telephone.line(number, '8001')
    await telephone.ring(line)
    await telephone.answer(line)
    later(60)
    await telephone.end(line)
    const { call } = (await current(am))!
    const recorded = await record(am, call.id, customer.id, { note: '询问两融利率' })
    expect(recorded).toMatchObject({
      outcome: 'reached',
      minutes: 1,
      note: '询问两融利率',
      customer: { id: customer.id },
    })
    expect(await refusalOf(record(am, call.id, customer.id))).toEqual([409, 'call.recorded'])
    const visits = await am.call(careVisits.list, { query: { customer: customer.id } })
    expect(visits.items).toMatchObject([
      {
        channel: 'phone',
        state: 'recorded',
        outcome: 'reached',
        content: '询问两融利率',
        minutes: 1,
        plannedOn: '2026-11-20',
      },
    ])
    expect(await current(am)).toBe(null)
    expect((await sa.call(calls.list, { query: { customer: customer.id } })).items).toMatchObject([{ id: call.id }])
  })

  it('of a number that several customers have leaves it to who answers', async () => {
    const number = aNumber()
    const [one, two] = [await made(am, number), await made(am, number)]
    await telephone.ring(telephone.line(number, '8001'))
    const { call, candidates } = (await current(am))!
    expect(call.customer).toBe(null)
    expect(candidates.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
    expect(await record(am, call.id, two.id)).toMatchObject({ customer: { id: two.id } })
  })

  it('of somebody else’s customer is of an unknown number, just as one of nobody', async () => {
    const number = aNumber()
    const theirs = await made(other, number)
    const bare = async (told: string) => {
      await telephone.ring(telephone.line(told, '8001'))
      const shown = (await current(am))!
      await record(am, shown.call.id, null)
      const { id: _, number: __, ...call } = shown.call
      return { ...shown, call }
    }
    expect(await bare(number)).toEqual(await bare(aNumber()))
    // Nor can it be written down as theirs.
    await telephone.ring(telephone.line(number, '8001'))
    const { call } = (await current(am))!
    expect(await refusalOf(record(am, call.id, theirs.id))).toEqual([404, 'not-found'])
    expect((await other.call(calls.list, { query: { customer: theirs.id } })).items).toEqual([])
    await done(am)
  })

  it('is out of sight of who sees neither its customer nor its agent’s unit', async () => {
    const line = telephone.line(aNumber(), '8009')
    await telephone.ring(line)
    const { call } = (await current(far))!
    for (const client of [am, sa, other])
      expect(await refusalOf(client.call(calls.open, { params: { id: call.id } }))).toEqual([404, 'not-found'])
    expect(await far.call(calls.open, { params: { id: call.id } })).toMatchObject({ id: call.id })
    await done(far)
  })

  it('is written down by whose it was alone', async () => {
    const number = aNumber()
    const customer = await made(am, number)
    await telephone.ring(telephone.line(number, '8001'))
    const { call } = (await current(am))!
    expect(await refusalOf(record(sa, call.id, customer.id))).toEqual([403, 'call.of-somebody-else'])
    await done(am)
  })

  it('goes to the telephone at which it is answered', async () => {
    const line = telephone.line(aNumber(), '8001')
    await telephone.ring(line)
    await telephone.answer({ ...line, extension: '8002' })
    expect(await current(am)).toBe(null)
    expect(await current(sa)).toMatchObject({ state: 'speaking' })
    await done(sa)
  })

  it('is one, in whatever order it is told and however often', async () => {
    const line = telephone.line(aNumber(), '8002')
    const ended = { id: randomUUID(), kind: 'ended', ...line }
    expect([await telephone.send(ended), await telephone.send(ended)]).toEqual([204, 204])
    later(5)
    await telephone.ring(line)
    expect(await current(sa)).toMatchObject({ state: 'ended', call: { answeredAt: null, minutes: null } })
    expect((await sa.call(calls.list, { query: { agent: sa.userId, open: 'true' } })).total).toBe(1)
    await done(sa)
  })

  it('of a removed customer pops up as unknown', async () => {
    const number = aNumber()
    const customer = await made(am, number)
    await am.call(customers.remove, { params: { id: customer.id }, version: 1 })
    await telephone.ring(telephone.line(number, '8001'))
    expect(await current(am)).toMatchObject({ candidates: [], call: { customer: null } })
    await done(am)
  })
})

describe('the telephone system', () => {
  const event = (more: object = {}) => ({
    id: randomUUID(),
    kind: 'ringing',
    ...telephone.line('13700009998', '8002'),
    ...more,
  })

  it('is believed only with its key, on its own words, and at their time', async () => {
    expect(await telephone.send(event(), { key: `${ctiKey}!` })).toBe(401)
    for (const seconds of [-301, 301])
      expect(await telephone.send(event(), { at: new Date(clock.at.getTime() + seconds * 1000) })).toBe(401)
    const bare = await fetch(`${api.origin}/api/integrations/cti/events`, { method: 'POST', body: '{}' })
    expect(bare.status).toBe(401)
    expect(await current(sa)).toBe(null)
  })

  it('says numbers, telephones and recordings that are some', async () => {
    for (const wrong of [
      { number: 'abc' },
      { extension: '80 01' },
      { kind: 'dialled' },
      { more: 1 },
      { kind: 'ended', recordingUrl: 'http://recordings.example/1.wav' },
      { kind: 'ended', recordingUrl: 'https://user:secret@recordings.example/1.wav' },
      { kind: 'ended', recordingUrl: 'javascript:alert(1)' },
    ])
      expect([wrong, await telephone.send(event(wrong))]).toEqual([wrong, 'number' in wrong ? 422 : 400])
    expect(await current(sa)).toBe(null)
  })

  it('may ring where nobody sits', async () => {
    expect(await telephone.send(event({ extension: '8888' }))).toBe(204)
    expect(await telephone.send(event({}), { body: 'no json' })).toBe(400)
  })
})

describe('a telephone', () => {
  it('is one person’s at a time', async () => {
    expect(await other.call(calls.settings)).toEqual({ extension: null, address: 'sip:{number}', rooms: false })
    const sit = (client: Client, extension: string | null) => client.call(calls.setExtension, { body: { extension } })
    expect(await refusalOf(sit(other, '8001'))).toEqual([409, 'call.extension-taken'])
    expect(await sit(other, '8005')).toMatchObject({ extension: '8005' })
    await sit(other, null)
    expect(await sit(sa, '8005')).toMatchObject({ extension: '8005' })
    await sit(sa, '8002')
  })
})

describe('a call by a contact person', () => {
  it('is that of the customer whose contact person rings, by a number written in any form, also before numbers were hashed', async () => {
    const customer = await made(am, aNumber())
    const [mobile, office] = [aNumber(), '021-5555 1234']
    for (const [name, phone] of [
      ['李四', `+86 ${mobile}`],
      ['王五', office],
    ] as const)
      await am.call(contactPersons.add, { params: { id: customer.id }, body: { name, phone } })
    const of = { customer: { id: customer.id } }
    for (const number of [mobile, '02155551234']) {
      const line = telephone.line(number, '8001')
      await telephone.ring(line)
      expect(await current(am)).toMatchObject({ candidates: [{ id: customer.id }], call: of })
      await done(am)
    }
    expect((await am.call(customers.lookUp, { body: { number: mobile } })).items).toMatchObject([{ id: customer.id }])

    await asOwner(api.database.ownerUrl, (owner) => owner.query('update contact_persons set phone_hash = null'))
    await telephone.ring(telephone.line(mobile, '8001'))
    expect(await current(am)).toMatchObject({ candidates: [] })
    await done(am)
    await hashNumbers(api.product, () => false)
    await telephone.ring(telephone.line(mobile, '8001'))
    expect(await current(am)).toMatchObject({ call: of })
    await done(am)
  })
})
