import { Writable } from 'node:stream'
import { bankCards } from '@rapport/contract/customer/bank-cards'
import { contactPersons } from '@rapport/contract/customer/contact-persons'
import { contactPoints } from '@rapport/contract/customer/contact-points'
import { customers } from '@rapport/contract/customer/customers'
import { identifications } from '@rapport/contract/customer/identifications'
import { reveals } from '@rapport/contract/customer/reveals'
import { makeResidentId } from '@rapport/contract/identity/resident-id'
import { asOwner } from '@rapport/database/as-owner'
import { makeBranch } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi, testPassword } from './testing.ts'

let api: Api
let am: Client
let logged = ''
const memory = new Writable({
  write(chunk, _encoding, done) {
    logged += chunk
    done()
  },
})
beforeAll(async () => {
  api = await startApi({ logger: { level: 'trace', stream: memory } })
  am = await api.signIn('account-manager', await api.make((db) => makeBranch(db)), 'canary-keeper')
})
afterAll(() => api.close())

const canariesOf = (n: number) => ({
  identification: makeResidentId({ area: '310101', birthOn: '1988-03-07', sequence: n + 1 }),
  mobile: `1391234${String(5000 + n)}`,
  email: `canary.${n}@mailbox.example`,
  phone: `1861234${String(5000 + n)}`,
  card: `622202123456${String(1_000_000 + n)}`,
})
type Canaries = ReturnType<typeof canariesOf>
const everyOne = Array.from({ length: 100 }, (_, n) => canariesOf(n))
const tolerant = (call: Promise<unknown>) => call.catch(() => undefined)

/** A customer's day: made, added to, and for each tenth looked for in right and wrong places, changed twice at once, asked about. */
async function live(of: Canaries, n: number) {
  const { id, version } = await am.call(customers.create, {
    body: {
      kind: 'person',
      name: `金丝雀${n}`,
      identification: { type: 'resident-id', number: of.identification },
      contactPoints: [{ kind: 'mobile', value: of.mobile }],
    },
  })
  const params = { id }
  await am.call(contactPoints.add, { params, body: { kind: 'email', value: of.email } })
  await am.call(contactPersons.add, { params, body: { name: '联系人', phone: of.phone, email: of.email } })
  await am.call(bankCards.add, { params, body: { bank: '工商银行', number: of.card } })
  if (n % 10 > 0) return id
  await tolerant(am.call(contactPoints.add, { params, body: { kind: 'email', value: of.mobile } }))
  await tolerant(
    am.call(identifications.add, { params, body: { type: 'resident-id', number: `${of.identification}1` } }),
  )
  await Promise.all([1, 2].map(() => tolerant(am.call(customers.edit, { params, version, body: { note: of.mobile } }))))
  await am.call(customers.lookUp, { body: { number: of.mobile } })
  for (const path of [
    `/customers?q=${of.mobile}`,
    `/customers?q=${of.identification}&limit=x`,
    `/customers/export?q=${encodeURIComponent(of.email)}`,
    `/customers/${of.identification}`,
    `/nothing/${of.mobile}?email=${of.email}`,
    `/units/%zz${of.card}`,
  ])
    await am.send('GET', path, {
      headers: { referer: `${api.origin}/customers?q=${of.phone}`, 'user-agent': of.phone },
    })
  await am.send('POST', '/customers/look-up', {
    headers: { 'content-type': 'application/json' },
    body: `{"number":"${of.mobile}"`,
  })
  const { items } = await am.call(identifications.list, { params })
  const body = { of: 'identification', recordId: items[0]!.id, reason: `asked by ${of.phone}` } as const
  await tolerant(am.call(reveals.reveal, { params, body }))
  return id
}

describe('the log', () => {
  it('of a whole day holds no number, address, password or token of anybody, not even where something breaks', async () => {
    const ids = []
    for (const [n, canaries] of everyOne.entries()) ids.push(await live(canaries, n))
    const secret = 'a password that nobody has'
    await fetch(`${api.origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: everyOne[0]!.mobile, password: secret }),
    })
    // Faults of ours, with personal data in their hands: the log gets the whole error.
    const owner = (sql: string) => asOwner(api.database.ownerUrl, (connection) => connection.query(sql))
    await owner(
      'alter table contact_points rename column preferred to gone; alter table customers rename column lei to gone',
    )
    for (const [n, { mobile, email, identification }] of everyOne.slice(0, 10).entries()) {
      const point = { params: { id: ids[n]! }, body: { kind: 'mobile' as const, value: mobile } }
      await expect(am.call(contactPoints.add, point)).rejects.toMatchObject({ status: 500 })
      const body = {
        kind: 'person' as const,
        name: `金丝雀 ${n}`,
        note: email,
        identification: { type: 'resident-id' as const, number: identification },
      }
      await expect(am.call(customers.create, { body })).rejects.toMatchObject({ status: 500 })
    }

    const lines = logged.trim().split('\n')
    expect(lines.length).toBeGreaterThan(500)
    expect(lines.filter((line) => JSON.parse(line).msg === 'fault').length).toBeGreaterThanOrEqual(20)
    const secrets = [
      testPassword,
      secret,
      am.cookie.slice('rapport='.length),
      ...everyOne.flatMap(Object.values<string>),
    ]
    expect(secrets.filter((canary) => logged.includes(canary))).toEqual([])
    expect(secrets.length).toBeGreaterThan(500)
  })

  it('is one object a line, whatever a caller puts into headers and addresses', async () => {
    logged = ''
    const forged = '{"level":50,"msg":"forged"}'
    await am.send('GET', `/units?a=${encodeURIComponent(`\r\n${forged}\u001b[31m`)}`, {
      headers: { 'user-agent': `x ${forged}`, 'x-request-id': forged, 'x-forwarded-for': `1.2.3.4 ${forged}` },
    })
    const lines = logged.trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['answered'])
    expect(logged).not.toMatch(/forged/)
  })
})
