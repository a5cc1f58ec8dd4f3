import { mkdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { collectedTables } from '@rapport/contract/administration/collected-tables'
import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeItem, makeSource, startDataCentre } from '#features/administration/etl-runs/testing.ts'
import { refusalOf } from '#features/customer/testing.ts'
import type { Client } from '#http/testing.ts'
import { arrivalsIn, fetchedPath } from '#warehouse/arrival.ts'
import { check } from '#warehouse/check.ts'
import { writeSealed } from '#warehouse/collect/file/sealed-file.ts'
import { finish } from '#warehouse/finish.ts'
import { stage } from '#warehouse/stage.ts'
import type { Means, Step } from '#warehouse/step.ts'

let centre: Awaited<ReturnType<typeof startDataCentre>>
let ho: Client
let source: { id: string; code: string; name: string }
beforeAll(async () => {
  centre = await startDataCentre()
  ho = await centre.api.signIn('head-office', centre.head)
  source = await makeSource(centre.admin, { kind: 'upload' })
})
afterAll(() => centre.api.close())

/** Puts a file of an item into the warehouse as a run of that day does. */
async function load(item: CollectionItem, businessDate: string, text: string) {
  const { product, make } = centre.api
  const batchId = newId()
  mkdirSync(arrivalsIn(product), { recursive: true })
  await writeSealed(fetchedPath(product, batchId), product.seal, batchId, Readable.from([Buffer.from(text)]))
  await make((db) =>
    db.rows(
      '',
      `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence) values ($1, $2, $3, $4, $5, $6, 1)`,
      [batchId, item.id, item.source.code, item.code, item.target, businessDate],
    ),
  )
  const step: Step = { code: 'merge', kind: 'merge', item, batchId }
  const means: Means = {
    ...product,
    run: { id: newId(), businessDate },
    log: () => undefined,
    progress: () => undefined,
    stopping: () => false,
  }
  await stage(step, means)
  await check(step, means)
  await finish([step], means, async () => undefined)
}
const described = (target: 'table' | 'customers', columns: string[], key?: string[]) =>
  makeItem(centre.admin, source.id, {
    target,
    lateDays: 30,
    unknown: { customers: 'hold', unitId: centre.head.id, accounts: 'hold', securities: 'make' },
    mapping: CollectionMapping.parse({
      target,
      fields: Object.fromEntries(columns.map((column) => [column, { column }])),
      ...(key && { key }),
    }),
  })
const opened = (who: Client, itemId: string) => who.call(collectedTables.open, { params: { itemId } })

describe('what a collection item has brought', () => {
  it('is told with its source, its last batch and its first rows, masked for whoever may not read them', async () => {
    const columns = ['loanNo', '客户姓名', 'contact', 'amount']
    const item = await described('table', columns, ['loanNo'])
    expect(await opened(centre.admin, item.id)).toMatchObject({ last: null, created: 0, rows: [] })
    const rows = ['1,张三丰,13800138000,100.00', '2,李四,lisi@example.com,200.00', '3,王五,,300.00']
    await load(item, '2026-11-19', `${columns}\n${rows.join('\n')}\n`)
    await load(item, '2026-11-20', `${columns}\n${rows.slice(0, 2).join('\n')}\n3,王五,,350.00\n`)
    const found = await opened(centre.admin, item.id)
    expect(found).toMatchObject({
      item: { id: item.id, code: item.code, target: 'table' },
      source: { id: source.id, code: source.code },
      last: { businessDate: '2026-11-20', state: 'published', rowsIn: 3, refused: 0 },
      created: 3,
      corrected: 1,
      waiting: 0,
    })
    expect(found.rows.map(({ values }) => values.amount)).toEqual(['100.00', '200.00', '350.00'])
    const told = JSON.stringify(found.rows)
    for (const personal of ['张三丰', '13800138000', 'lisi@example.com']) expect(told).not.toContain(personal)
    const [kept] = await centre.api.make((db) =>
      db.rows<{ text: string }>('', `select string_agg(c::text, ' ') as text from warehouse.collected c`, []),
    )
    for (const personal of ['张三丰', '13800138000', '350.00']) expect(kept!.text).not.toContain(personal)
  })

  it('shows no rows of customers: they are seen with the customers whose they are', async () => {
    const item = await described('customers', ['customerNo', 'name'])
    await load(item, '2026-11-20', 'customerNo,name\nC1,张三\n')
    for (const who of [centre.admin, ho]) expect(await opened(who, item.id)).toMatchObject({ created: 1, rows: [] })
  })

  it('is for whoever looks after the data, and 404 for an item that is not there', async () => {
    const item = await described('table', ['a'], ['a'])
    const manager = await centre.api.signIn('account-manager', centre.head)
    expect(await refusalOf(opened(manager, item.id))).toMatchObject({ status: 403 })
    expect(await refusalOf(opened(ho, newId()))).toMatchObject({ status: 404 })
  })
})
