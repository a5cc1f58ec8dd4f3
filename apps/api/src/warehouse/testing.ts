import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CsvLayout } from '@rapport/contract/administration/collection-layout'
import type { CollectionMapping, CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import { asLoader, type Loader } from '@rapport/database/as-loader'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { makeBranch, makeRegion, makeRoles, makeUser } from '@rapport/database/factories'
import { newId } from '@rapport/database/ids'
import { Seal } from '@rapport/database/seal'
import { cloneDatabase } from '@rapport/database/test-database'
import { writeSealed } from '#warehouse/collect/file/sealed-file.ts'
import { arrivalsIn, fetchedPath, fetchedSidePath, sideSeal } from './arrival.ts'
import { check } from './check.ts'
import { finish } from './finish.ts'
import { stage } from './stage.ts'
import type { Means, Outcome, Step, StepItem } from './step.ts'

const key = Buffer.alloc(32, 9).toString('base64')
export const plainCsv: CsvLayout = {
  format: 'csv',
  delimiter: ',',
  quote: true,
  header: true,
  encoding: 'auto',
  skipLines: 0,
  decimalComma: false,
  lastLineEnds: false,
}

/** Columns of a file that have the names of their fields. */
export const sameNames = (
  target: CollectionTarget,
  names: readonly string[],
  more: object = {},
): CollectionMapping => ({
  target,
  zone: 'Asia/Shanghai',
  fields: Object.fromEntries(
    names.map((column) => [column, { column, trim: true, upper: false, pivot: 70, scale: 0 }]),
  ),
  ...more,
})

export interface Delivery {
  item: StepItem
  businessDate: string
  text: string
  sequence?: number
  sideFile?: string
}

/** A firm with a warehouse of its own, into which files are put by the steps of a run. */
export async function startWarehouse() {
  const database = await cloneDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'rapport-warehouse-'))
  const connections = new Connections(database.appUrl, { most: 4, statementSeconds: 60 })
  const seal = new Seal(`k1:${key}`, key)
  mkdirSync(join(dataDir, 'arrivals'), { recursive: true })
  const works = { connections, seal, dataDir, now: () => new Date('2026-11-20T02:00:00Z') } as Means
  const unit = await asSystem(connections, {}, async (db) => {
    await makeRoles(db)
    return makeBranch(db, { region: await makeRegion(db) })
  })

  /** What a file of this item is put in as: a batch, its sealed bytes, the steps that are done with it. */
  async function arrive({ item, businessDate, text, sequence = 1, sideFile }: Delivery): Promise<string> {
    const batchId = newId()
    mkdirSync(arrivalsIn(works), { recursive: true })
    await writeSealed(fetchedPath(works, batchId), seal, batchId, bytes(text))
    if (sideFile !== undefined)
      await writeSealed(fetchedSidePath(works, batchId), seal, sideSeal(batchId), bytes(sideFile))
    // The same arrival once more takes the place of the first.
    await ask(
      `update warehouse.batches set state = 'withdrawn' where item_id = $1 and business_date = $2 and sequence = $3`,
      [item.id, businessDate, sequence],
    )
    await make((db) =>
      db.rows(
        'arrive',
        `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [batchId, item.id, item.source.code, item.code, item.target, businessDate, sequence],
      ),
    )
    return batchId
  }
  const means = (businessDate: string, more: Partial<Means> = {}): Means => ({
    ...works,
    run: { id: newId(), businessDate },
    log: () => undefined,
    progress: () => undefined,
    stopping: () => false,
    ...more,
  })

  /** Stages, checks, merges, summarises and publishes these as one run, as the run machine does. */
  async function load(deliveries: Delivery[], more: Partial<Means> = {}): Promise<Outcome> {
    const steps: Step[] = []
    for (const delivery of deliveries) {
      const batchId = await arrive(delivery)
      const step = { code: delivery.item.code, kind: 'stage' as const, item: delivery.item, batchId }
      await stage(step, means(delivery.businessDate, more))
      await check({ ...step, kind: 'check' }, means(delivery.businessDate, more))
      steps.push({ ...step, kind: 'merge' })
    }
    return finishAll(steps, deliveries[0]!.businessDate, more)
  }
  const finishAll = (merges: Step[], businessDate: string, more: Partial<Means> = {}) =>
    finish(
      [
        ...merges,
        { code: 'sums', kind: 'summarise', item: null, batchId: null },
        { code: 'out', kind: 'publish', item: null, batchId: null },
      ],
      means(businessDate, more),
      async () => undefined,
    )
  const make = <T>(work: (db: Db) => Promise<T>) => asSystem(connections, {}, work)
  const ask = <Row extends object>(text: string, values: unknown[] = []) =>
    asLoader(connections, (loader: Loader) => loader.query<Row & Record<string, unknown>>(text, values))

  return {
    unit,
    key,
    works,
    connections,
    database,
    arrive,
    means,
    load,
    finishAll,
    make,
    ask,
    manager: () => make((db) => makeUser(db, { role: 'account-manager', unit })),
    /** An item that makes whoever its rows name. */
    item: (target: CollectionTarget, names: readonly string[], more: Partial<StepItem> = {}): StepItem => ({
      id: newId(),
      code: `${target}-${newId().slice(-6)}`,
      target,
      place: '*.csv',
      layout: plainCsv,
      mapping: sameNames(target, names),
      keyFields: [],
      sideFile: null,
      lateDays: 3660,
      unknown: { customers: 'make', unitId: unit.id, accounts: 'make', securities: 'make' },
      source: { id: newId(), code: 'counter' },
      ...more,
    }),
    async close() {
      await connections.end()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
export type Warehouse = Awaited<ReturnType<typeof startWarehouse>>

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
