import { randomUUID } from 'node:crypto'
import { timeline } from '@rapport/contract/customer/timeline'
import { careVisits } from '@rapport/contract/service/care-visits'
import { makeSecurity } from '@rapport/database/factories'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'

let api: Api
let firm: Firm
let customer: { id: string; customerNo: string }
let security: { id: string }
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  firm = await makeFirm(api)
  customer = await firm.customerOf(firm.am)
  security = await api.make((db) => makeSecurity(db, { code: '600519.SH', name: '贵州茅台' }))
})
afterAll(() => api.close())

const record = (visit: object = {}) =>
  firm.am.call(careVisits.enter, {
    body: {
      ...{ entryId: randomUUID(), madeBy: firm.am.userId, enteredAt: '2026-11-20T03:00:00Z', visitId: null },
      visit: {
        ...({ kind: 'consultation', channel: 'phone', on: '2026-11-20' } as const),
        ...{ customerNo: customer.customerNo, securityId: security.id, ...visit },
      },
      ...({ outcome: 'reached', content: '问分红何时到账', minutes: 5 } as const),
    },
  })

it('a consultation is a contact that names the security it was about, in the list, by itself and in the time line', async () => {
  const about = { id: security.id, code: '600519.SH', name: '贵州茅台' }
  const written = await record()
  expect(written).toMatchObject({ kind: 'consultation', state: 'recorded', security: about })
  expect(await firm.bm.call(careVisits.open, { params: { id: written.id } })).toMatchObject({ security: about })
  const { items } = await firm.bm.call(careVisits.list, { query: { customer: customer.id } })
  expect(items.map((one) => one.security)).toEqual([about])
  const line = await firm.bm.call(timeline.list, { params: customer, query: { kind: 'visit' } })
  expect(line.items.map(({ facts }) => [facts.kind, facts.security])).toEqual([['consultation', '600519.SH 贵州茅台']])
})

it('may be about nothing in particular', async () => {
  expect(await record({ securityId: null })).toMatchObject({ kind: 'consultation', security: null })
})

it('is refused for a security that there is not, and for another kind of contact, and changes nothing', async () => {
  const before = (await firm.bm.call(careVisits.list, { query: { customer: customer.id } })).total
  const refused = (code: string, field: string) => ({ status: 422, errors: [{ field, code }] })
  expect(await refusalOf(record({ securityId: customer.id }))).toMatchObject(refused('security.unknown', 'securityId'))
  expect(await refusalOf(record({ kind: 'care' }))).toMatchObject({
    errors: [{ field: 'visit.securityId', code: 'visit.security-of-consultation' }],
  })
  expect((await firm.bm.call(careVisits.list, { query: { customer: customer.id } })).total).toBe(before)
})
