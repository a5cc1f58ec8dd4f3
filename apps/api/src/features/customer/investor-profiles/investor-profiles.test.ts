import { customers } from '@rapport/contract/customer/customers'
import { investorProfiles } from '@rapport/contract/customer/investor-profiles'
import { makeProfile } from '@rapport/database/factories'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, meanwhile, refusalOf, rowOf } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { recordProfile } from './investor-profiles.ts'

let api: Api
let firm: Firm
let customer: { id: string }
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  firm = await makeFirm(api)
})
afterAll(() => api.close())
beforeEach(async () => {
  customer = await firm.customerOf(firm.am)
})

type Draft = {
  asOf: string
  riskLevel: 'C1-min' | 'C1' | 'C3' | 'C4'
  assessedOn: string
  preference?: string
  investmentCapacity?: '30k-80k'
}
const record = (body: Draft, who = firm.am, params = customer) => who.call(investorProfiles.record, { params, body })
const list = (who = firm.am) => who.call(investorProfiles.list, { params: customer }).then(({ items }) => items)

describe('investor profile', () => {
  it('is recorded with its day and source, is valid for two years, and is the present one at once', async () => {
    const made = await record({
      asOf: '2026-11-20',
      riskLevel: 'C3',
      assessedOn: '2026-11-18',
      preference: '债券',
      investmentCapacity: '30k-80k',
    })
    expect(made).toMatchObject({
      riskLevel: 'C3',
      riskBasis: 'assessed',
      capacityBasis: 'assessed',
      validTo: '2028-11-18',
      preference: '债券',
      experience: null,
      source: 'staff',
      level: null,
      changedFrom: null,
    })
    expect(made.recordedBy).toMatch(/员工/)
    expect(await firm.am.call(customers.open, { params: customer })).toMatchObject({
      riskLevel: 'C3',
      riskBasis: 'assessed',
      assessedOn: '2026-11-18',
      assessmentValidTo: '2028-11-18',
      profileAsOf: '2026-11-20',
    })
  })

  it('of a leap day is valid until the last of February', async () => {
    expect(await record({ asOf: '2024-03-01', riskLevel: 'C1', assessedOn: '2024-02-29' })).toMatchObject({
      validTo: '2026-02-28',
    })
  })

  it('has a history, latest first, that says from what a risk level changed', async () => {
    await api.make((db) => makeProfile(db, { customer, asOf: '2023-01-01', riskLevel: null }))
    await record({ asOf: '2024-01-01', riskLevel: 'C3', assessedOn: '2024-01-01' })
    await record({ asOf: '2025-01-01', riskLevel: 'C3', assessedOn: '2025-01-01' })
    await record({ asOf: '2026-01-01', riskLevel: 'C4', assessedOn: '2026-01-01' })
    expect((await list()).map(({ asOf, riskLevel, changedFrom }) => [asOf, riskLevel, changedFrom])).toEqual([
      ['2026-01-01', 'C4', 'C3'],
      ['2025-01-01', 'C3', null],
      ['2024-01-01', 'C3', 'none'],
      ['2023-01-01', null, null],
    ])
  })

  it('is not overwritten by what was known earlier', async () => {
    await record({ asOf: '2026-06-01', riskLevel: 'C4', assessedOn: '2026-06-01' })
    await record({ asOf: '2025-06-01', riskLevel: 'C1', assessedOn: '2025-06-01' })
    expect(await firm.am.call(customers.open, { params: customer })).toMatchObject({
      riskLevel: 'C4',
      profileAsOf: '2026-06-01',
    })
  })

  it.each([
    [{ asOf: '2026-11-21', riskLevel: 'C3', assessedOn: '2026-11-20' }, 'asOf', 'day.future'],
    [{ asOf: '2026-11-10', riskLevel: 'C3', assessedOn: '2026-11-11' }, 'assessedOn', 'profile.assessed-later'],
  ] as const)('refuses %j on its field', async (body, field, code) => {
    expect(await refusalOf(record(body))).toEqual({ status: 422, code: 'invalid', errors: [{ field, code }] })
    expect(await list()).toEqual([])
  })

  it('has the lowest class for persons only', async () => {
    const organisation = await firm.customerOf(firm.am, { kind: 'organisation' })
    const draft = { asOf: '2026-11-10', riskLevel: 'C1-min', assessedOn: '2026-11-10' } as const
    expect(await refusalOf(record(draft, firm.am, organisation))).toMatchObject({
      status: 422,
      errors: [{ field: 'riskLevel' }],
    })
    expect(await refusalOf(record(draft))).toBeNull()
  })

  it('has one record a day, also when two are made at the same moment', async () => {
    const draft = { asOf: '2026-11-10', riskLevel: 'C3', assessedOn: '2026-11-10', investmentCapacity: null } as const
    const second = meanwhile(
      api,
      firm.am,
      (db, viewer) => recordProfile(db, customer.id, draft, { viewerId: viewer.id, today: '2026-11-20' }),
      () => refusalOf(record(draft as never)),
    )
    expect(await second).toEqual({
      status: 409,
      code: 'conflict',
      errors: [{ field: 'asOf', code: 'profile.day-taken' }],
    })
    expect(await refusalOf(record(draft as never))).toMatchObject({ status: 409, errors: [{ field: 'asOf' }] })
  })

  it('cannot be given a validity, a source or a basis by hand', async () => {
    for (const field of ['validTo', 'source', 'riskBasis', 'level']) {
      const answer = await firm.am.send('POST', `/customers/${customer.id}/investor-profiles`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ asOf: '2026-11-10', riskLevel: 'C3', assessedOn: '2026-11-10', [field]: 'x' }),
      })
      expect(await answer.json()).toMatchObject({ status: 400, errors: [{ field, code: 'unknown-field' }] })
    }
  })

  it('is 404 out of sight, and not for a service agent to record', async () => {
    const draft = { asOf: '2026-11-10', riskLevel: 'C3', assessedOn: '2026-11-10' } as const
    const before = await rowOf(api, 'customers', customer.id)
    for (const who of [firm.colleague, firm.stranger]) {
      expect(await refusalOf(list(who))).toMatchObject({ status: 404 })
      expect(await refusalOf(record(draft, who))).toMatchObject({ status: 404 })
    }
    expect(await refusalOf(record(draft, firm.sa))).toMatchObject({ status: 403 })
    expect(await rowOf(api, 'customers', customer.id)).toEqual(before)
  })
})
