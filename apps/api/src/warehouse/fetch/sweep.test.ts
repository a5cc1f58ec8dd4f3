import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Api, startApi } from '#http/testing.ts'
import { sweepArrivals } from './sweep.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

it('keeps what a batch still needs, and what is young, and clears away the rest', async () => {
  const [staged, published, unknown, young] = [newId(), newId(), newId(), newId()]
  await api.make((db) =>
    db.rows(
      'test-batches-to-sweep',
      `insert into warehouse.batches (id, source, item, target, business_date, sequence, state)
       values ($1::uuid, 's', 'i', 'prices', '2026-11-20', 1, 'held'), ($2::uuid, 's', 'i', 'prices', '2026-11-20', 2, 'published')`,
      [staged, published],
    ),
  )
  const folders = {
    arrivals: join(api.product.dataDir, 'arrivals'),
    'handed-in': join(api.product.dataDir, 'handed-in'),
  }
  const put = (folder: keyof typeof folders, name: string, days: number) => {
    mkdirSync(folders[folder], { recursive: true })
    const path = join(folders[folder], name)
    writeFileSync(path, 'x')
    const at = new Date(Date.now() - days * 86_400_000)
    utimesSync(path, at, at)
  }
  for (const id of [staged, `${staged}-side`, published, unknown, `${staged}.part`]) put('arrivals', id, 2)
  put('arrivals', young, 0.5)
  for (const [name, days] of [
    ['last-week', 7],
    ['long-ago', 61],
    ['broken.part', 2],
  ] as const)
    put('handed-in', name, days)
  await sweepArrivals(api.product)
  expect(readdirSync(folders.arrivals).sort()).toEqual([staged, `${staged}-side`, young].sort())
  expect(readdirSync(folders['handed-in'])).toEqual(['last-week'])
})
