import { auditEvents } from '@rapport/contract/administration/audit-events'
import { notifications } from '@rapport/contract/administration/notifications'
import { quality } from '@rapport/contract/administration/quality'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeItem, makeSource, startDataCentre } from '#features/administration/etl-runs/testing.ts'
import type { Api, Client } from '#http/testing.ts'
import { businessDay } from '#product.ts'
import { tellQuality } from './tell-quality.ts'

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
    const nothing = { completeness: null, uniqueness: null, timeliness: null, consistency: null, accuracy: null }
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
    expect(items[1]!.below).toEqual([])
    await expect(days('2025-01-01', '2026-11-30')).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: 'to', code: 'range.too-long' }] },
    })
  })
})

describe('what indicators must come to', () => {
  const usual = {
    completeness: null,
    uniqueness: null,
    timeliness: null,
    consistency: null,
    accuracy: null,
    composite: null,
  }
  const keep = (item: { id: string }, day: string, part: [number, number]) =>
    api.make((db) =>
      db.rows('', `insert into quality_days values ($1, $2, 'completeness', $3, $4)`, [item.id, day, ...part]),
    )
  const measured = async (item: { id: string }, day: string) =>
    (await admin.call(quality.days, { query: { from: day, to: day, itemId: item.id } })).items[0]!
  const wanted = (item: { id: string }, more: object) =>
    admin.call(quality.setThresholds, { params: { id: item.id }, body: { ...usual, ...more } })

  it('is as usual until an item says otherwise, and what is below is told', async () => {
    const item = await makeItem(admin, (await makeSource(admin, { kind: 'upload' })).id)
    await keep(item, '2026-11-18', [9_799, 10_000])
    expect(await measured(item, '2026-11-18')).toMatchObject({
      thresholds: { completeness: '0.98', uniqueness: '0.99', composite: '0.98' },
      below: ['completeness', 'composite'],
    })
    expect(await admin.call(quality.thresholds, { params: { id: item.id } })).toEqual(usual)
    expect(await wanted(item, { completeness: '0.9799' })).toEqual({ ...usual, completeness: '0.9799' })
    expect(await measured(item, '2026-11-18')).toMatchObject({
      thresholds: { completeness: '0.9799' },
      below: ['composite'],
    })
    expect(await wanted(item, { composite: '1' })).toEqual({ ...usual, composite: '1' })
    for (const not of ['1.1', '-0.5', '0.99999', '98'])
      await expect(wanted(item, { accuracy: not })).rejects.toMatchObject({ status: 400 })
    const none = { id: newId() }
    await expect(wanted(none, {})).rejects.toMatchObject({ status: 404 })
    await expect(admin.call(quality.thresholds, { params: none })).rejects.toMatchObject({ status: 404 })
  })

  it('is told to the owner of the item, once for a day of business and once on a day of the calendar', async () => {
    const owner = await api.signIn('head-office', head)
    const source = await makeSource(admin, { kind: 'upload' })
    const [item, other] = [
      await makeItem(admin, source.id, { ownerId: owner.userId }),
      await makeItem(admin, source.id),
    ]
    const today = businessDay(new Date())
    const daysAgo = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
    const tell = (on = today) => tellQuality(api.product.connections, on)
    const told = async () =>
      (await owner.call(notifications.list)).items.map((one) => ({
        kind: one.kind,
        ...('details' in one && one.details),
      }))
    // What lies long back is no news, nor is what was mended since, nor what nobody is in charge of.
    await keep(item, daysAgo(30), [1, 2])
    await keep(item, daysAgo(3), [1, 2])
    await keep(item, daysAgo(2), [1, 1])
    await keep(other, daysAgo(2), [1, 2])
    await tell()
    expect(await told()).toEqual([])
    await keep(item, daysAgo(1), [1, 2])
    await Promise.all([tell(), tell()])
    await tell()
    const news = { kind: 'quality-below', itemId: item.id, item: item.name, below: ['completeness', 'composite'] }
    expect(await told()).toEqual([{ ...news, businessDate: daysAgo(1) }])
    await keep(item, today, [1, 3])
    await tell()
    expect(await told()).toHaveLength(1)
    const tomorrow = daysAgo(-1)
    await tell(tomorrow)
    await tell(daysAgo(-2))
    expect(await told()).toEqual([
      { ...news, businessDate: today },
      { ...news, businessDate: daysAgo(1) },
    ])
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
