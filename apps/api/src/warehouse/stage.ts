import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ControlTotals } from '@rapport/contract/administration/collection-layout'
import { asLoader, type Loader } from '@rapport/database/as-loader'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { readSealed } from '#warehouse/collect/file/sealed-file.ts'
import { MappingRefused } from '#warehouse/collect/mapping/compile-mapping.ts'
import { readRecords } from '#warehouse/collect/records.ts'
import { readSideFile } from '#warehouse/collect/totals/side-file.ts'
import { compareTotals, Tally } from '#warehouse/collect/totals/tally.ts'
import { fetchedPath, fetchedSidePath, sideSeal } from './arrival.ts'
import { type Batch, batchOf, stageOf, type Totals } from './batches.ts'
import { columnsOf, type Fact, factOf } from './facts.ts'
import { decisionsOf, Quarantine } from './quarantine.ts'
import { References } from './references.ts'
import { RowStager } from './row-stager.ts'
import { rulesOf } from './rules.ts'
import { type Means, type Outcome, type Step, StepFails, type StepItem, Stopped } from './step.ts'
import { writeMade } from './write-made.ts'

/** One at a time: two would make the same customer twice. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended('warehouse.stage', 7))`
const CHUNK = 1 << 18

interface Staging {
  loader: Loader
  item: StepItem
  fact: Fact
  batch: Batch
  means: Means
}

/**
 * Reads the file of a batch into its stage, checked row by row: what cannot be read, names nobody or breaks a rule goes to
 * quarantine. One transaction, so that a stage is whole or not there; done again, it is the same. Throws `StepFails` for a
 * file that cannot be read as what it should be.
 */
export async function stage({ item, batchId }: Step, means: Means): Promise<Outcome> {
  if (!item || !batchId) throw new StepFails('step.no-arrival')
  const fact = factOf(item.target)
  if (!fact) throw new StepFails('target.not-staged', { target: item.target })
  try {
    return await asLoader(means.connections, async (loader) => {
      await loader.query(LOCK)
      return stageBatch({ loader, item, fact, batch: await batchOf(loader, batchId), means })
    })
  } catch (error) {
    if (error instanceof CannotRead) throw new StepFails(error.code)
    if (error instanceof MappingRefused) throw new StepFails('file.columns-changed', drift(error))
    throw error
  }
}

const drift = ({ faults }: MappingRefused) => ({
  columns: faults
    .map(({ field }) => field)
    .join(', ')
    .slice(0, 500),
})

async function stageBatch(staging: Staging): Promise<Outcome> {
  const { loader, item, fact, batch, means } = staging
  const table = stageOf(batch.id)
  await loader.query(`drop table if exists ${table}`)
  const columns = [...columnsOf(fact), { name: 'line', type: 'int' }, { name: 'action', type: 'text' }]
  await loader.query(
    `create unlogged table ${table} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`,
  )

  const references = await References.load(loader, item.unknown, {
    customers: fact.subject === 'customer_id',
    securities: fact.names.security,
  })
  const quarantine = new Quarantine(loader, means.seal, {
    id: batch.id,
    itemId: item.id,
    businessDate: batch.businessDate,
  })
  const decisions = await decisionsOf(loader, means.seal, batch.id)
  const rules = await rulesOf(loader, item.id)
  const rows = new RowStager({ item, fact, batch, references, rules, decisions, quarantine })
  const told = await sideFile(staging)
  const { declared: own, sha256 } = await copyRows(staging, table, rows)

  await writeMade(loader, references, item.unknown, batch.id)
  await quarantine.write(rows.columns, rows.fixed)
  const found = { ...rows.totals(), sha256 }
  const declared = told ?? own
  const differences = declared ? compareTotals(declared, found) : []
  const totals: Totals = {
    declared,
    found,
    differences,
    ofTheDay: rows.ofTheDay,
    repeats: rows.repeats,
    staged: rows.staged,
    judged: rows.judged(),
    cells: rows.cells(),
  }
  await loader.query(
    `update warehouse.batches set state = 'staged', rows_in = $2, refused = $3, late = $4, totals = $5 where id = $1`,
    [batch.id, rows.count, quarantine.count, rows.late, totals],
  )
  if (fact.months) await loader.query('select warehouse.make_months($1, $2::date[])', [fact.table, [...rows.months]])
  await loader.query(`analyze ${table}`)
  for (const [what, made] of Object.entries(references.made))
    if (made.length > 0) means.log('info', `made.${what}`, { count: made.length })
  return { rowsIn: rows.count, refused: quarantine.count, late: rows.late, duplicates: 0, corrected: 0, differences }
}

/** Copies what the records of the file come to into the stage; what the file declares of itself, and its hash. */
async function copyRows({ loader, item, batch, means }: Staging, table: string, rows: RowStager) {
  const copy = loader.copyIn(`copy ${table} from stdin`)
  const failed = once(copy, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => undefined)
  const hash = new Tally({ fields: [], sums: [] })
  const source = hash.over(readSealed(fetchedPath(means, batch.id), means.seal, batch.id))
  let declared: ControlTotals | null = null
  let lines = ''
  for await (const block of readRecords(source, item.layout)) {
    if (means.stopping()) throw new Stopped()
    rows.begin(block.columns)
    declared = block.declared ?? declared
    for (const record of block.records) {
      lines += rows.lineOf(record)
      if (lines.length < CHUNK) continue
      await write(copy, lines, failed)
      lines = ''
    }
  }
  await write(copy, lines, failed)
  copy.end()
  await Promise.race([finished(copy), failed])
  return { declared, sha256: hash.found().sha256 }
}

async function write(copy: Writable, lines: string, failed: Promise<never>) {
  if (lines !== '' && !copy.write(lines)) await Promise.race([once(copy, 'drain'), failed])
}

/** The totals that the file beside the file declares, where the item has one. */
async function sideFile({ item, batch, means }: Staging): Promise<ControlTotals | null> {
  if (!item.sideFile) return null
  const parts: Buffer[] = []
  try {
    for await (const part of readSealed(fetchedSidePath(means, batch.id), means.seal, sideSeal(batch.id)))
      parts.push(part)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new StepFails('side-file.missing')
    throw error
  }
  return readSideFile(Buffer.concat(parts), item.sideFile)
}
