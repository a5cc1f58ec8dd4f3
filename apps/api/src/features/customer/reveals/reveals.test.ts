import { reveals } from '@rapport/contract/customer/reveals'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, meanwhile, refusalOf, residentId } from '#features/customer/testing.ts'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { businessDay } from '#product.ts'
import { reveal as revealValue } from './reveals.ts'

let api: Api
let firm: Firm
let customer: { id: string }
let records: Record<
  'identification' | 'contact-point' | 'contact-person-phone' | 'contact-person-email' | 'bank-card',
  string
>
const number = residentId()
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am, {
    identifications: [{ type: 'resident-id', number }],
    contactPoints: [{ kind: 'mobile', value: '13812345678' }],
    contactPersons: [{ name: '李四', phone: '13900001111', email: 'li@example.com' }],
    bankCards: [{ bank: '工商银行', number: '6222021234567890128' }],
  })
  const where = { customerId: customer.id }
  records = await api.make(async (db) => {
    const person = (await db.contactPerson.findFirstOrThrow({ where })).id
    return {
      identification: (await db.identification.findFirstOrThrow({ where })).id,
      'contact-point': (await db.contactPoint.findFirstOrThrow({ where })).id,
      'contact-person-phone': person,
      'contact-person-email': person,
      'bank-card': (await db.bankCard.findFirstOrThrow({ where })).id,
    }
  })
})
afterAll(() => api.close())

const reveal = (who: Client, of: keyof typeof records = 'identification', reason = '核对开户资料', params = customer) =>
  who.call(reveals.reveal, { params, body: { of, recordId: records[of], reason } })
const revealsOf = (who: Client) =>
  api.make((db) => db.auditEvent.findMany({ where: { actorId: who.userId, action: 'reveal' }, orderBy: { at: 'asc' } }))

describe('revealing a value', () => {
  it.each([
    ['identification', number],
    ['contact-point', '13812345678'],
    ['contact-person-phone', '13900001111'],
    ['contact-person-email', 'li@example.com'],
    ['bank-card', '6222021234567890128'],
  ] as const)('gives the %s in the clear to whoever sees the customer and may reveal', async (of, value) => {
    for (const who of [firm.am, firm.bm, firm.ho]) expect(await reveal(who, of)).toEqual({ value })
  })

  it('is written into the trail with person, customer, record and reason, and never with the value', async () => {
    const manager = await api.signIn('branch-manager', firm.branch)
    await reveal(manager)
    const events = await revealsOf(manager)
    expect(events).toMatchObject([
      {
        objectType: 'identifications',
        objectId: records.identification,
        customerId: customer.id,
        reason: '核对开户资料',
      },
    ])
    expect(JSON.stringify(events[0]!.after)).not.toContain(number)
  })

  it('needs a reason and the right to reveal, and a customer in sight', async () => {
    expect(await refusalOf(reveal(firm.am, 'identification', ' '))).toMatchObject({ status: 400 })
    for (const who of [firm.sa, firm.co, firm.admin])
      expect(await refusalOf(reveal(who))).toMatchObject({ status: 403 })
    for (const who of [firm.colleague, firm.stranger]) {
      expect(await refusalOf(reveal(who))).toEqual({ status: 404, code: 'not-found' })
      expect(await revealsOf(who)).toEqual([])
    }
  })

  it('does not reach a record of another customer through an own one', async () => {
    const own = await firm.customerOf(firm.colleague)
    for (const of of Object.keys(records) as (keyof typeof records)[])
      expect(await refusalOf(reveal(firm.colleague, of, 'x', own))).toMatchObject({ status: 404 })
    const other = await firm.customerOf(firm.am)
    expect(await refusalOf(reveal(firm.am, 'identification', 'x', other))).toMatchObject({ status: 404 })
  })

  it('ends after fifty on one business day, also when two ask at the same moment; others and the next day go on', async () => {
    const manager = await api.signIn('branch-manager', firm.branch)
    await api.make(async (db) => {
      const note =
        "select set_config('rapport.viewer', $1, true), audit_note('reveal', 'identifications', null, null, 'x', '{}')"
      for (let i = 0; i < 49; i++) await db.rows('note', note, [manager.userId])
    })
    const ask = { of: 'bank-card', recordId: records['bank-card'], reason: 'x' } as const
    const second = meanwhile(
      api,
      manager,
      (db, { described }) => revealValue(db, customer.id, ask, api.product.seal, new Date(), described.today),
      () => refusalOf(reveal(manager)),
    )
    expect(await second).toMatchObject({ status: 429, code: 'reveal.cap' })
    expect(await revealsOf(manager)).toHaveLength(50)
    const answer = await manager.send('POST', `/customers/${customer.id}/reveals`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ask),
    })
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(86_400)
    expect(await refusalOf(reveal(firm.bm))).toBeNull()
    const tomorrow = businessDay(new Date(Date.now() + 86_400_000))
    const nextDay = meanwhile(
      api,
      manager,
      (db) => revealValue(db, customer.id, ask, api.product.seal, new Date(), tomorrow),
      async () => 'told',
    )
    expect(await nextDay).toBe('told')
  })
})
