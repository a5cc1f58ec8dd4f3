import { mkdirSync } from 'node:fs'
import { newId } from '@rapport/database/ids'
import type { Api } from '#http/testing.ts'
import { arrivalsIn, fetchedPath } from '#warehouse/arrival.ts'
import { writeSealed } from '#warehouse/collect/file/sealed-file.ts'
import { plainCsv, sameNames } from '#warehouse/testing.ts'

const itemId = newId()

/** A file of customers as it lies when it was fetched, with the item that describes it. */
export async function arriving(api: Api, unitId: string, sequence: number, text: string) {
  const batchId = newId()
  mkdirSync(arrivalsIn(api.product), { recursive: true })
  await writeSealed(fetchedPath(api.product, batchId), api.product.seal, batchId, bytes(text))
  await api.make((db) =>
    db.rows(
      '',
      `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence)
       values ($1, $2, 'counter', 'customers', 'customers', '2025-06-03', $3)`,
      [batchId, itemId, sequence],
    ),
  )
  const item = {
    id: itemId,
    code: 'customers',
    target: 'customers' as const,
    place: '*.csv',
    layout: plainCsv,
    mapping: sameNames('customers', ['customerNo', 'name', 'openedOn']),
    keyFields: [],
    sideFile: null,
    lateDays: 3660,
    unknown: { customers: 'make', unitId, accounts: 'make', securities: 'make' },
    source: { id: newId(), code: 'counter' },
  }
  return { item, batchId }
}

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
