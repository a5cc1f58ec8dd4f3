import { auditEvents } from '@rapport/contract/administration/audit-events'
import { users } from '@rapport/contract/administration/organisation'
import { makeBranch, makeCustomer, makeHeadOffice } from '@rapport/database/factories'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Api, type Client, startApi } from '#http/testing.ts'

let api: Api
let officer: Client
let customer: { id: string }
const number = '11010519491231002X'
const mobile = '13812345678'
beforeAll(async () => {
  api = await startApi()
  const branch = await api.make((db) => makeBranch(db))
  officer = await api.signIn('compliance', branch, 'officer')
  customer = await api.make((db) =>
    makeCustomer(db, api.product.seal, {
      unit: branch,
      identifications: [{ type: 'resident-id', number }],
      contactPoints: [
        { kind: 'mobile', value: mobile },
        { kind: 'address', value: '北京路 1 号' },
      ],
      contactPersons: [{ name: '李四', phone: '13900001111', email: 'li.si@example.com' }],
      bankCards: [{ bank: '工商银行', number: '6222021234567890128' }],
    }),
  )
})
afterAll(() => api.close())

const clearedFor = (clearance: string[]) =>
  api.make((db) => db.role.update({ where: { code: 'compliance' }, data: { clearance } }))
const values = async () => {
  const { items } = await officer.call(auditEvents.list, { query: { customer: customer.id, action: 'insert' } })
  return new Map(items.map(({ objectType, after }) => [`${objectType} ${String(after?.kind ?? '')}`.trim(), after!]))
}

describe('audit events', () => {
  it('open sealed values for a reader with clearance, and never tell hashes', async () => {
    const seen = await values()
    expect(seen.get('identifications')).toMatchObject({ number })
    expect(seen.get('contact_points mobile')).toMatchObject({ value: mobile })
    expect(seen.get('contact_points address')).toMatchObject({ value: '北京路 1 号' })
    expect(seen.get('contact_persons')).toMatchObject({ phone: '13900001111', email: 'li.si@example.com' })
    expect(seen.get('bank_cards')).toMatchObject({ number: '6222021234567890128' })
    expect([...seen.values()].flatMap((after) => Object.keys(after)).join()).not.toMatch(/_hash|_sealed/)
  })

  it('mask each class that the reader is not cleared for', async () => {
    await clearedFor(['email'])
    const seen = await values()
    expect(seen.get('identifications')).toMatchObject({ number: '110***********002X' })
    expect(seen.get('contact_points mobile')).toMatchObject({ value: '138****5678' })
    expect(seen.get('contact_persons')).toMatchObject({ phone: '139****1111', email: 'li.si@example.com' })
    expect(seen.get('bank_cards')).toMatchObject({ number: '622202*********0128' })
    await clearedFor(['identification', 'mobile', 'email', 'bank-card'])
  })

  it('hide what they cannot open, and what they cannot tell the class of', async () => {
    const point = await api.make((db) => db.contactPoint.findFirstOrThrow({ where: { kind: 'mobile' } }))
    const { seal } = api.product
    const valueSealed = seal.close('13811112222', `contact_points.value.${point.id}`)
    await api.make((db) => db.contactPoint.update({ where: { id: point.id }, data: { valueSealed } }))
    const moved = seal.close('13811113333', 'contact_points.value.elsewhere')
    await api.make((db) => db.contactPoint.update({ where: { id: point.id }, data: { valueSealed: moved } }))
    const changes = async () =>
      (await officer.call(auditEvents.list, { query: { objectId: point.id, action: 'update' } })).items
    expect((await changes()).map(({ after }) => after!.value)).toEqual(['•••', '13811112222'])
    await clearedFor(['mobile'])
    expect((await changes()).map(({ before }) => before!.value)).toEqual(['•••', '•••'])
    await clearedFor(['identification', 'mobile', 'email', 'bank-card'])
  })

  it('say who did it, and are found by actor, kind of thing and day, latest first', async () => {
    const admin = await api.signIn('administrator', await api.make((db) => makeHeadOffice(db)), 'ada')
    await admin.call(users.create, {
      body: {
        username: 'made-by-ada',
        name: '新人',
        unitId: (await api.make((db) => makeHeadOffice(db))).id,
        roleId: api.roles.compliance,
        password: 'a long enough password',
      },
    })
    const found = await officer.call(auditEvents.list, { query: { actor: 'ADA', objectType: 'users' } })
    expect(found.items).toHaveLength(1)
    expect(found.items[0]).toMatchObject({ actor: 'ada', action: 'insert', after: { username: 'made-by-ada' } })
    expect(found.items[0]!.requestId).not.toBeNull()
    expect(JSON.stringify(found)).not.toMatch(/argon2/)
    const past = await officer.call(auditEvents.list, { query: { actor: 'ada', to: '2020-01-01' } })
    expect(past).toMatchObject({ items: [], total: 0 })
    const { items } = await officer.call(auditEvents.list, { query: { from: '2020-01-01', limit: '200' } })
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
  })

  it('come page by page without one missing or coming twice, also many of one instant', async () => {
    const all = await officer.call(auditEvents.list, { query: { customer: customer.id, limit: '200' } })
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await officer.call(auditEvents.list, {
        query: { customer: customer.id, limit: '2', ...(after && { after }) },
      })
      seen.push(...page.items.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect(seen).toEqual(all.items.map(({ id }) => id))
  })

  it('tell that the trail itself was read', async () => {
    await officer.call(auditEvents.list, { query: { customer: customer.id } })
    const { items } = await officer.call(auditEvents.list, { query: { actor: 'officer', objectType: 'audit_events' } })
    expect(items[0]).toMatchObject({ action: 'read', actor: 'officer' })
  })
})
