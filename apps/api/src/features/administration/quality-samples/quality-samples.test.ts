import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditEvents } from '@rapport/contract/administration/audit-events'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { quality } from '@rapport/contract/administration/quality'
import { type QualitySample, qualitySamples } from '@rapport/contract/administration/quality-samples'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { executors } from '#features/administration/etl-runs/run/executors.ts'
import {
  ending,
  machineOf,
  makeItem,
  makeTask,
  start,
  stepsOf,
  work,
} from '#features/administration/etl-runs/testing.ts'
import { startTwoBranches } from '#features/administration/etl-runs/testing-two-branches.ts'
import type { Api, Client } from '#http/testing.ts'

let api: Api
let admin: Client
let manager: Client
let deputy: Client
let elsewhere: Client
let office: Client
let compliance: Client
let sourceId: string
let here: { id: string; customerNo: string }
let there: { id: string; customerNo: string }
const day = '2026-11-20'
const names = ['customerNo', 'accountNumber', 'movedOn', 'kind', 'amount', 'serialNo', 'note']
beforeAll(async () => {
  const made = await startTwoBranches()
  ;({ api, admin, manager, elsewhere, office, compliance, sourceId, here, there } = made)
  deputy = await api.signIn('branch-manager', made.one)
})
afterAll(() => api.close())

let files = 0
/** A day of `each` cash movements of either customer, in the warehouse. */
async function arrive(each: number, note = 'plain') {
  const place = `cash-${++files}.csv`
  const rows = Array.from({ length: each }, (_, at) => [
    `${here.customerNo},A1,${day},deposit,${at + 1}.50,s${++files},${note}`,
    `${there.customerNo},A2,${day},deposit,${at + 1}.25,s${++files},${note}`,
  ]).flat()
  writeFileSync(join(api.product.collecting.dropDir, 'counter', place), `${names.join(',')}\n${rows.join('\n')}\n`)
  const fields = Object.fromEntries(names.map((column) => [column, { column }]))
  const mapping = CollectionMapping.parse({ target: 'cash-movements', fields })
  const item = await makeItem(admin, sourceId, { target: 'cash-movements', place, mapping })
  const task = await makeTask(admin, [...stepsOf(item.id), ...ending('')])
  await start(admin, task.id, day)
  await work(machineOf(api, executors))
  return item
}
const draw = (person: Client, item: { id: string }, size?: number) =>
  person.call(qualitySamples.draw, { body: { itemId: item.id, businessDate: day, ...(size && { size }) } })
const open = (person: Client, { id }: { id: string }) => person.call(qualitySamples.open, { params: { id } })
const close = (person: Client, { id }: { id: string }) => person.call(qualitySamples.close, { params: { id } })
async function mark(person: Client, sample: { id: string }, wrong: number, more: object = {}) {
  const { rows } = await open(person, sample)
  const marks = rows.map(({ id }, at) => ({ rowId: id, verdict: at < wrong ? ('wrong' as const) : ('right' as const) }))
  return person.call(qualitySamples.mark, {
    params: { id: sample.id },
    body: { marks: marks.map((one, at) => (at === 0 ? { ...one, ...more } : one)) },
  })
}
const dayOf = async (item: { id: string }) =>
  (await office.call(quality.days, { query: { from: day, to: day, itemId: item.id } })).items[0]!
const numbers = async (person: Client, sample: { id: string }) =>
  (await open(person, sample)).rows.map(({ cells }) => cells?.find(({ field }) => field === 'customerNo')?.said ?? null)
const refused = (status: number, code: string) => ({ problem: { status, code } })
const keysOf = (sample: { id: string }) =>
  api.make((db) =>
    db.rows<{ key: string }>(
      '',
      'select subject_id || key as key from quality_sample_rows where sample_id = $1 order by ordinal',
      [sample.id],
    ),
  )

describe('a sample', () => {
  it('is so many rows of the batch, only of customers in sight, drawn by a seed that draws them again', async () => {
    const item = await arrive(60)
    expect((await manager.call(qualitySamples.choices, { query: { businessDate: day } })).items).toContainEqual({
      id: item.id,
      code: item.code,
      name: item.name,
    })
    expect((await manager.call(qualitySamples.choices, { query: { businessDate: '2026-11-19' } })).items).toEqual([])
    const sample = await draw(office, item)
    expect(sample).toMatchObject({ size: 50, drawn: 50, accuracy: null, closedAt: null, drawnBy: expect.any(String) })
    expect(new Set(await numbers(office, sample))).toEqual(new Set([here.customerNo, there.customerNo]))
    const mine = await draw(manager, item, 400)
    expect(mine).toMatchObject({ size: 400, drawn: 60 })
    expect(new Set(await numbers(manager, mine))).toEqual(new Set([here.customerNo]))
    const again = await api.make((db) =>
      db.rows<{ key: string }>(
        '',
        `select customer_id || external_key as key from warehouse.cash_movements where batch_id = $1
         order by md5($2 || ' ' || customer_id || ' ' || moved_on || ' ' || external_key) limit 50`,
        [sample.batchId, sample.seed],
      ),
    )
    const drawn = await keysOf(sample)
    expect(drawn).toEqual(again)
    // By chance, not by the order of the file.
    expect(drawn.map(({ key }) => key)).not.toEqual(drawn.map(({ key }) => key).toSorted())
    expect(drawn.map(({ key }) => key)).not.toEqual((await keysOf(mine)).map(({ key }) => key).slice(0, 50))
  })

  it('is open once for an item and day in a unit, and nothing of it is told across the wall', async () => {
    const item = await arrive(3)
    const sample = await draw(manager, item)
    await expect(draw(deputy, item)).rejects.toMatchObject(refused(409, 'sample.one-open'))
    const theirs = await draw(elsewhere, item)
    await draw(office, item)
    await expect(open(elsewhere, sample)).rejects.toMatchObject({ status: 404 })
    await expect(close(elsewhere, sample)).rejects.toMatchObject({ status: 404 })
    const listed = async (person: Client) =>
      (await person.call(qualitySamples.list, { query: { itemId: item.id } })).items.map(({ id }) => id)
    expect(await listed(deputy)).toEqual([sample.id])
    expect(await listed(elsewhere)).toEqual([theirs.id])
    expect(await listed(office)).toHaveLength(3)
    // Who looks after the data and sees no customers sees that there are rows, not what they say.
    expect(await numbers(admin, sample)).toEqual([null, null, null])
    await expect(draw(compliance, item)).rejects.toMatchObject({ status: 403 })
    const told = { action: 'read' as const, objectType: 'quality_samples', objectId: sample.id }
    await open(office, sample)
    expect((await compliance.call(auditEvents.list, { query: told })).items.length).toBeGreaterThan(0)
  })

  it('shows what a row says, masked as far as its reader may not read it', async () => {
    const sample = await draw(office, await arrive(1, '13812345678'))
    const [row] = (await open(office, sample)).rows
    expect(row!.cells).toEqual(
      expect.arrayContaining([
        { field: 'movedOn', said: day, masked: false },
        { field: 'kind', said: 'deposit', masked: false },
        { field: 'amount', said: expect.stringMatching(/^1\.(5|25)$/), masked: false },
        { field: 'accountNumber', said: expect.stringMatching(/^A[12]$/), masked: false },
        { field: 'note', said: expect.not.stringContaining('12345'), masked: true },
      ]),
    )
    const read = (await open(compliance, sample)).rows[0]!.cells!
    expect(read).toContainEqual({ field: 'note', said: '13812345678', masked: false })
  })

  it('is marked in the name of who marks, changed until it is closed, and closed when all is marked', async () => {
    const item = await arrive(5)
    const sample = await draw(office, item)
    await expect(close(office, sample)).rejects.toMatchObject(refused(409, 'sample.not-marked'))
    expect((await mark(office, sample, 2, { note: 'another amount' })).accuracy).toMatchObject({
      right: 8,
      checked: 10,
    })
    const [first] = (await open(office, sample)).rows
    expect(first).toMatchObject({ verdict: 'wrong', note: 'another amount', markedBy: expect.any(String) })
    const back = { rowId: first!.id, verdict: null, note: 'gone' }
    const unmarked = await office.call(qualitySamples.mark, { params: { id: sample.id }, body: { marks: [back] } })
    expect(unmarked.accuracy).toMatchObject({ right: 8, checked: 9 })
    expect((await open(office, sample)).rows[0]).toMatchObject({
      verdict: null,
      note: null,
      markedBy: null,
      markedAt: null,
    })
    await expect(close(office, sample)).rejects.toMatchObject(refused(409, 'sample.not-marked'))
    const foreign = (await open(office, await draw(office, await arrive(1)))).rows[0]!
    await expect(
      office.call(qualitySamples.mark, {
        params: { id: sample.id },
        body: {
          marks: [
            { rowId: foreign.id, verdict: 'right' },
            { ...back, verdict: 'right' },
          ],
        },
      }),
    ).rejects.toMatchObject({ problem: { status: 422, errors: [{ field: 'marks', code: 'sample.row-unknown' }] } })
    expect((await open(office, sample)).rows[0]!.verdict).toBeNull()
    await mark(office, sample, 1)
    expect((await dayOf(item)).accuracy).toBeNull()
    const closed = await close(office, sample)
    expect(closed).toMatchObject({ closedBy: expect.any(String), accuracy: { right: 9, checked: 10, share: '0.9000' } })
    await expect(mark(office, sample, 0)).rejects.toMatchObject(refused(409, 'sample.closed'))
    await expect(close(office, sample)).rejects.toMatchObject(refused(409, 'sample.closed'))
  })

  it('is the accuracy of its item and day once closed, and the last one stands until another file comes', async () => {
    const item = await arrive(200)
    const take = async (wrong: number): Promise<QualitySample> => {
      const sample = await draw(office, item, 400)
      await mark(office, sample, wrong)
      return close(office, sample)
    }
    const before = await dayOf(item)
    expect(before).toMatchObject({ indicators: { accuracy: null }, accuracy: null, composite: '1.0000' })
    await take(100)
    expect(await dayOf(item)).toMatchObject({ indicators: { accuracy: '0.7500' }, below: ['accuracy', 'composite'] })
    await take(3)
    // No rules: 25, 20 and 20 of what is whole and 15 of 397/400, of 80.
    expect(await dayOf(item)).toMatchObject({
      indicators: { accuracy: '0.9925' },
      accuracy: { right: 397, checked: 400, share: '0.9925', low: '0.9782', high: '0.9974' },
      composite: '0.9986',
      below: [],
    })
    await api.make((db) =>
      db.rows(
        '',
        `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence)
         values (gen_random_uuid(), $1, 's', 'i', 'cash-movements', $2, 2)`,
        [item.id, day],
      ),
    )
    expect((await dayOf(item)).accuracy).toBeNull()
    await expect(draw(office, item)).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: 'businessDate', code: 'sample.no-batch' }] },
    })
  })

  it('is of what becomes rows of a fact, and of nothing that nobody sees', async () => {
    const calendar = await makeItem(admin, sourceId)
    await expect(draw(office, calendar)).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: 'itemId', code: 'item.no-fact' }] },
    })
    await expect(draw(office, { id: here.id })).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: 'itemId', code: 'item.unknown' }] },
    })
  })
})
