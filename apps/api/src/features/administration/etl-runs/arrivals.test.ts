import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Api, Client } from '#http/testing.ts'
import { fetchedPath, fetchedSidePath, sideSeal } from '#warehouse/arrival.ts'
import { readSealed } from '#warehouse/collect/file/sealed-file.ts'
import { fetchItem } from '#warehouse/fetch/fetch.ts'
import { executors as real } from './run/executors.ts'
import {
  doing,
  ending,
  machineOf,
  makeItem,
  makeSimpleTask,
  makeSource,
  makeTask,
  start,
  startDataCentre,
  stepsOf,
  work,
} from './testing.ts'

let api: Api
let admin: Client
beforeAll(async () => {
  ;({ api, admin } = await startDataCentre())
  mkdirSync(join(api.product.collecting.dropDir, 'counter'), { recursive: true })
})
afterAll(() => api.close())

const open = (id: string) => admin.call(etlRuns.open, { params: { id } })
const drop = (name: string, text: string) => writeFileSync(join(api.product.collecting.dropDir, 'counter', name), text)
const fetching = () => machineOf(api, { ...doing().executors, fetch: fetchItem })

async function folderTask(more: Parameters<typeof makeItem>[2] = {}) {
  const source = await makeSource(admin, { kind: 'folder', folder: 'counter' })
  const item = await makeItem(admin, source.id, more)
  return { item, task: await makeTask(admin, stepsOf(item.id).slice(0, 1)) }
}
async function fetchOn(taskId: string, day = '2026-11-20') {
  const [run] = await start(admin, taskId, day)
  await work(fetching())
  return open(run!.id)
}
const batchesOf = (itemId: string) =>
  api.make((db) =>
    db.rows<{ id: string; business_date: string; sequence: number; file_name: string; state: string; target: string }>(
      'test-batches',
      'select * from warehouse.batches where item_id = $1::uuid order by business_date, sequence',
      [itemId],
    ),
  )
async function opened(path: string, id: string) {
  const parts: Buffer[] = []
  for await (const part of readSealed(path, api.product.seal, id)) parts.push(part)
  return Buffer.concat(parts).toString()
}
const form = (fields: Record<string, string>, name: string, text: string) => {
  const data = new FormData()
  for (const [field, value] of Object.entries(fields)) data.set(field, value)
  data.set('file', new Blob([text]), name)
  return data
}

describe('what arrives', () => {
  it('is kept sealed as a batch of its item and date; the same content again is the same batch', async () => {
    const { item, task } = await folderTask()
    drop('days-20261120.csv', 'one 13812345678')
    expect((await fetchOn(task.id)).state).toBe('done')
    const [first] = await batchesOf(item.id)
    expect(first).toMatchObject({
      business_date: '2026-11-20',
      sequence: 1,
      file_name: 'days-20261120.csv',
      state: 'staged',
      target: 'calendar',
    })
    expect(await opened(fetchedPath(api.product, first!.id), first!.id)).toBe('one 13812345678')
    expect(readFileSync(fetchedPath(api.product, first!.id)).includes('138123')).toBe(false)
    await fetchOn(task.id)
    expect((await batchesOf(item.id)).length).toBe(1)
    drop('days-20261120.csv', 'two')
    await fetchOn(task.id)
    drop('days-20261120.csv', 'one 13812345678')
    rmSync(fetchedPath(api.product, first!.id))
    await fetchOn(task.id)
    expect((await batchesOf(item.id)).map(({ sequence }) => sequence)).toEqual([1, 2])
    // The file of a batch that was merged long ago is there again.
    expect(await opened(fetchedPath(api.product, first!.id), first!.id)).toBe('one 13812345678')
    expect(readdirSync(join(api.product.dataDir, 'arrivals')).filter((name) => name.endsWith('.part'))).toEqual([])
    const source = (await admin.call(dataSources.list)).items.find(({ id }) => id === item.source.id)
    expect(source!.coverage).toEqual({ businessDate: '2026-11-20', arrived: 1, expected: 1 })
    await makeItem(admin, item.source.id)
    const [more] = (await admin.call(dataSources.list)).items.filter(({ id }) => id === item.source.id)
    expect(more!.coverage).toMatchObject({ arrived: 1, expected: 2 })
    const listed = (await admin.call(collectionItems.list)).items.find(({ id }) => id === item.id)
    expect(listed!.last).toMatchObject({ businessDate: '2026-11-20', state: 'staged' })
  })

  it('comes with its side file', async () => {
    const sideFile = { suffix: '.ctl', format: 'key-value' as const, totals: [{ key: 'rows', is: 'rows' as const }] }
    const { item, task } = await folderTask({ place: 'side-{date}.csv', sideFile })
    drop('side-20261120.csv', 'rows')
    expect(await fetchOn(task.id)).toMatchObject({ state: 'failed', failure: 'arrival.missing' })
    drop('side-20261120.csv.ctl', 'rows=1')
    expect((await fetchOn(task.id)).state).toBe('done')
    const [batch] = await batchesOf(item.id)
    expect(await opened(fetchedSidePath(api.product, batch!.id), sideSeal(batch!.id))).toBe('rows=1')
  })

  it('may be handed in by hand for an item and date, with its side file, the latest counts', async () => {
    const { item, task } = await makeSimpleTask(admin)
    const upload = (day: string, name: string, text: string) =>
      admin.call(etlRuns.upload, { form: form({ itemId: item.id, businessDate: day }, name, text) })
    expect(await upload('2026-11-20', '..\\evil/days.csv', 'first')).toEqual({ fileName: 'days.csv', bytes: 5 })
    await upload('2026-11-20', 'days.csv', 'second')
    await upload('2026-11-19', 'days.csv', 'other day')
    const [run] = await start(admin, task.id)
    await work(fetching())
    expect((await open(run!.id)).state).toBe('done')
    const [batch] = await batchesOf(item.id)
    expect(await opened(fetchedPath(api.product, batch!.id), batch!.id)).toBe('second')
    const kept = readdirSync(join(api.product.dataDir, 'handed-in')).filter((name) => name.startsWith(item.id))
    expect(kept.length).toBe(4)
    for (const name of kept)
      expect(readFileSync(join(api.product.dataDir, 'handed-in', name), 'latin1')).not.toMatch(/second|days/)
  })

  it('is refused for an item that does not come by hand, and leaves nothing', async () => {
    const { item } = await folderTask()
    const data = form({ itemId: item.id, businessDate: '2026-11-20' }, 'x.csv', 'text')
    await expect(admin.call(etlRuns.upload, { form: data })).rejects.toMatchObject({
      problem: { status: 422, errors: [{ field: 'itemId', code: 'item.not-by-upload' }] },
    })
    const unknown = form({ itemId: task404, businessDate: '2026-11-20' }, 'x.csv', 'text')
    await expect(admin.call(etlRuns.upload, { form: unknown })).rejects.toMatchObject({
      problem: { errors: [{ field: 'itemId', code: 'item.unknown' }] },
    })
    const misshapen = form({ itemId: item.id, businessDate: '2026-02-30' }, 'x.csv', 'text')
    await expect(admin.call(etlRuns.upload, { form: misshapen })).rejects.toMatchObject({ problem: { status: 400 } })
    expect(readdirSync(join(api.product.dataDir, 'handed-in')).filter((name) => name.endsWith('.part'))).toEqual([])
  })
  const task404 = '01900000-0000-7000-8000-0000000000ff'
})

describe('a file that has not come', () => {
  it('is waited for until the task’s due time; then the run is late and has failed', async () => {
    const soon = new Date(Date.now() + 3_600_000)
    const shanghai = new Date(soon.getTime() + 8 * 3_600_000).toISOString()
    const [day, dueTime] = [shanghai.slice(0, 10), shanghai.slice(11, 16)]
    const { item } = await folderTask({ place: 'never-{date}.csv' })
    const task = await makeTask(admin, stepsOf(item.id).slice(0, 1), { dueTime })
    const [run] = await start(admin, task.id, day)
    await work(fetching())
    const waiting = await open(run!.id)
    expect(waiting).toMatchObject({ state: 'waiting', late: false })
    expect(waiting.stepRuns[0]).toMatchObject({ state: 'waiting', failure: 'arrival.missing', tries: 0 })
    const set = (text: string) => api.make((db) => db.rows('', text, [run!.id]))
    await set("update etl_runs set due_at = now() - interval '1 second', resume_at = null where id = $1")
    await set('update etl_step_runs set next_try_at = null where run_id = $1')
    await work(fetching())
    expect(await open(run!.id)).toMatchObject({ state: 'failed', failure: 'arrival.missing' })
  })

  it('fails a day at once that nobody waits for', async () => {
    const { task } = await folderTask({ place: 'never-{date}.csv' })
    expect(await fetchOn(task.id, '2024-01-02')).toMatchObject({ state: 'failed', failure: 'arrival.missing' })
  })
})

it('a day goes from the dropped file into the warehouse, and again without a change', async () => {
  const source = await makeSource(admin, { kind: 'folder', folder: 'counter' })
  const column = (name: string) => ({ column: name })
  const item = await makeItem(admin, source.id, {
    target: 'prices',
    place: 'prices-{date}.csv',
    mapping: {
      target: 'prices',
      fields: { securityCode: column('code'), day: column('day'), price: column('close') },
    },
  })
  const task = await makeTask(admin, [...stepsOf(item.id), ...ending('')])
  const rows = Array.from({ length: 20 }, (_, i) => `6000${10 + i},2026-11-20,${10 + i}.50`)
  drop('prices-20261120.csv', `code,day,close\n${rows.join('\n')}\n600009,2026-11-20,none\n`)
  for (let n = 0; n < 2; n++) {
    const [run] = await start(admin, task.id)
    await work(machineOf(api, real))
    const end = await open(run!.id)
    expect([end.state, end.failure, end.rowsIn, end.refused]).toEqual(['done', null, 21, 1])
    const prices = await api.make((db) =>
      db.rows('test-prices', 'select count(*) as n, sum(price)::float8 as sum from warehouse.prices', []),
    )
    expect(prices).toEqual([{ n: 20, sum: 400 }])
  }
  const [batch] = await batchesOf(item.id)
  expect(batch!.state).toBe('published')
  // The file of a day that is in the warehouse is gone: staged anew, it is fetched anew.
  const [last] = (await admin.call(etlRuns.list, { query: { taskId: task.id } })).items
  const again = await admin.call(etlRuns.rerunStep, { params: { id: last!.id, step: 'stage' } })
  expect(again.stepRuns.map(({ state }) => state)).toEqual(again.stepRuns.map(() => 'waiting'))
  await work(machineOf(api, real))
  expect((await open(last!.id)).state).toBe('done')
})
