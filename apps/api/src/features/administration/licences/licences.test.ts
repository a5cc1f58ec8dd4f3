import { licences } from '@rapport/contract/administration/licences'
import { asViewer } from '@rapport/database/as-viewer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Firm, makeFirm, refusalOf } from '#features/customer/testing.ts'
import { viewerById } from '#http/session.ts'
import { type Api, startApi } from '#http/testing.ts'
import { licencesHeld } from './licences.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi({ now: () => new Date('2026-11-20T04:00:00Z') })
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const add = (number: string, days: { validFrom?: string; validTo?: string | null } = {}, userId = firm.am.userId) =>
  firm.admin.call(licences.add, {
    params: { id: userId },
    body: { kind: 'investment-adviser', number, validFrom: '2026-01-05', ...days },
  })
const held = (on: string, userId = firm.am.userId) => api.make((db) => licencesHeld(db, userId, on))

describe('licences of staff', () => {
  it('hold from their first day to their last, both included', async () => {
    expect(await add('L-1', { validTo: '2026-11-20' })).toMatchObject({ valid: true, validTo: '2026-11-20' })
    expect(await add('L-2', { validFrom: '2027-01-01' })).toMatchObject({ valid: false, validTo: null })
    for (const [on, kinds] of [
      ['2026-01-04', []],
      ['2026-01-05', ['investment-adviser']],
      ['2026-11-20', ['investment-adviser']],
      ['2026-11-21', []],
      ['2027-01-01', ['investment-adviser']],
    ] as const)
      expect(await held(on), on).toEqual(kinds)
    const { items } = await firm.admin.call(licences.list, { params: { id: firm.am.userId } })
    expect(items.map(({ number }) => number)).toEqual(['L-2', 'L-1'])
  })

  it('are changed by their days alone, in the version that was read', async () => {
    const { id, version } = await add('L-3', {}, firm.bm.userId)
    const change = (body: object, of = version) =>
      firm.admin.call(licences.change, { params: { id }, version: of, body } as never)
    expect(await refusalOf(change({ validFrom: '2026-01-05', validTo: '2026-01-04' }))).toMatchObject({
      errors: [{ field: 'validTo', code: 'day.order' }],
    })
    expect(await change({ validFrom: '2026-01-05', validTo: '2026-11-19' })).toMatchObject({
      valid: false,
      number: 'L-3',
    })
    expect(await refusalOf(change({ validFrom: '2026-01-05', validTo: null }))).toMatchObject({ status: 412 })
    expect(await held('2026-11-20', firm.bm.userId)).toEqual([])
  })

  it('come once by kind and number, and of nobody who is not there', async () => {
    await add('L-4', {}, firm.sa.userId)
    expect(await refusalOf(add('L-4', {}, firm.sa.userId))).toMatchObject({
      ...{ status: 409, errors: [{ field: 'number', code: 'licence.known' }] },
    })
    expect(await refusalOf(add('L-4', {}, firm.branch.id))).toMatchObject({ status: 404 })
  })

  it('are written by nobody who does not manage users, whatever way they come', async () => {
    const viewer = (await viewerById(api.product, firm.am.userId))!
    const write = asViewer(api.product.connections, viewer, { readOnly: false }, (db) =>
      db.rows(
        '',
        `insert into licences (id, user_id, kind, number, valid_from) values (uuid_v7(), $1, 'futures', 'X', '2026-01-05')`,
        [firm.am.userId],
      ),
    )
    await expect(write).rejects.toMatchObject({ code: '42501' })
  })
})
