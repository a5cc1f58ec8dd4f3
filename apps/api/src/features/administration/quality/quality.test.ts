import { auditEvents } from '@rapport/contract/administration/audit-events'
import { quality } from '@rapport/contract/administration/quality'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeItem, makeSource, startDataCentre } from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'

let api: Api
let admin: Client
let head: { id: string }
beforeAll(async () => {
  ;({ api, admin, head } = await startDataCentre())
})
afterAll(() => api.close())

describe('quality by day', () => {
  const days = (from: string, to: string, itemId?: string) =>
    admin.call(quality.days, { query: { from, to, ...(itemId && { itemId }) } })

  it('is told of each item, with its owner, shares and their mean, and rows of its last file', async () => {
    const source = await makeSource(admin, { kind: 'upload' })
    const item = await makeItem(admin, source.id, { ownerId: admin.userId })
    const parts: [string, number, number][] = [
      ['completeness', 295_800, 300_000],
      ['uniqueness', 49_963, 50_000],
      ['timeliness', 9_820, 9_876],
      ['consistency', 9_864, 9_876],
    ]
    const keep = (day: string, told: [string, number, number][]) =>
      api.make(async (db) => {
        for (const part of told)
          await db.rows('', 'insert into quality_days values ($1, $2, $3, $4, $5)', [item.id, day, ...part])
      })
    await keep('2026-11-19', [['completeness', 0, 0]])
    await keep('2026-11-20', parts)
    for (const [sequence, rows] of [
      [1, 9],
      [2, 9_876],
    ])
      await api.make((db) =>
        db.rows(
          '',
          `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence, rows_in, refused)
           values ($1, $2, 's', 'i', 'calendar', '2026-11-20', $3, $4, 1)`,
          [newId(), item.id, sequence, rows],
        ),
      )
    const { items } = await days('2026-11-01', '2026-11-30', item.id)
    const nothing = { completeness: null, uniqueness: null, timeliness: null, consistency: null }
    expect(items).toMatchObject([
      { day: '2026-11-19', indicators: nothing, composite: null, rowsIn: 0 },
      {
        day: '2026-11-20',
        indicators: { completeness: '0.9860', uniqueness: '0.9993', timeliness: '0.9943', consistency: '0.9988' },
        ...{ composite: '0.9941', rowsIn: 9_876, refused: 1, item: { code: item.code }, owner: item.owner!.name },
      },
    ])
    expect((await days('2026-11-20', '2026-11-20')).items).toEqual(items.slice(1))
    expect((await days('2026-11-30', '2026-11-01')).items).toEqual([])
    await expect(days('2025-01-01', '2026-11-30')).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: 'to', code: 'range.too-long' }] },
    })
  })
})

describe('a reconciliation', () => {
  const day = '2026-11-20'
  const add = (state: string, difference: string) => {
    const id = newId()
    return api
      .make((db) =>
        db.rows(
          '',
          `insert into warehouse.reconciliations (id, business_date, kind, subject, expected, found, difference, state)
           values ($1, $2, 'cash', $4, 100, 100 - $3::numeric, $3::numeric, $4)`,
          [id, day, difference, state],
        ),
      )
      .then(() => id)
  }
  const accept = (id: string) => admin.call(quality.accept, { params: { id }, body: { reason: 'the counter says so' } })

  it('is listed by its date, what does not agree first, and accepted once, by somebody and for a reason', async () => {
    const green = await add('green', '0')
    const red = await add('red', '0.01')
    const of = async (businessDate: string) =>
      (await admin.call(quality.reconciliations, { query: { businessDate } })).items
    expect((await of(day)).map(({ id, state, difference }) => [id, state, difference])).toEqual([
      [red, 'red', '0.01'],
      [green, 'green', '0'],
    ])
    expect(await of('2026-11-19')).toEqual([])
    const accepted = await accept(red)
    expect(accepted).toMatchObject({
      state: 'accepted',
      reason: 'the counter says so',
      expected: '100',
      found: '99.99',
    })
    expect([typeof accepted.acceptedBy, typeof accepted.acceptedAt]).toEqual(['string', 'string'])
    for (const id of [red, green])
      await expect(accept(id)).rejects.toMatchObject({ problem: { status: 409, code: 'reconciliation.not-red' } })
    const compliance = await api.signIn('compliance', head)
    const told = { action: 'update' as const, objectType: 'reconciliations', objectId: red }
    const [event] = (await compliance.call(auditEvents.list, { query: told })).items
    expect(event).toMatchObject({ action: 'update', reason: 'the counter says so' })
  })
})
