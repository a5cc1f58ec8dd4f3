import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { ControlTotals } from '@rapport/contract/administration/collection-layout'
import { asLoader, type Loader } from '@rapport/database/as-loader'
import { CannotRead } from '#warehouse/collect/cannot-read.ts'
import { CopyBlock } from '#warehouse/collect/copy-block.ts'
import { readSealed } from '#warehouse/collect/file/sealed-file.ts'
import type { Part } from '#warehouse/collect/formats/record.ts'
import { MappingRefused } from '#warehouse/collect/mapping/compile-mapping.ts'
import { type RecordBlock, readRecords } from '#warehouse/collect/records.ts'
import { readSideFile } from '#warehouse/collect/totals/side-file.ts'
import { compareTotals, Tally } from '#warehouse/collect/totals/tally.ts'
import { fetchedPath, fetchedSidePath, sideSeal } from './arrival.ts'
import { type Batch, batchOf, type Counts, stageOf, type Totals } from './batches.ts'
import { expectedOn } from './dimensions/expected.ts'
import { keysOfItems } from './dimensions/item-keys.ts'
import { dimensionColumns, dimensionOf, namesCustomers } from './dimensions/stage-dimension.ts'
import { columnsOf, type Fact, factOf } from './facts.ts'
import { holdStaging } from './locks.ts'
import { keepQuality } from './quality-days.ts'
import { decisionsOf, noDecisions, printOfDecisions, Quarantine } from './quarantine.ts'
import { References } from './references.ts'
import { isReplay, numberAnew, rowsToReplay } from './replay.ts'
import { RowStager } from './row-stager.ts'
import { rulesOf } from './rules.ts'
import { type Means, type Outcome, type Step, StepFails, type StepItem, Stopped } from './step.ts'
import { writeMade } from './write-made.ts'

const CHUNK = 1 << 18
/** Most lines still find room behind it. */
const FULL = CHUNK - 4_096

interface Staging {
  loader: Loader
  item: StepItem
  /** Null where rows tell of things rather than of what happened (`dimensions`). */
  fact: Fact | null
  batch: Batch
  means: Means
}

/**
 * Reads the file of a batch into its stage, checked row by row: what cannot be read, names nobody or breaks a rule goes to
 * quarantine. Of a batch that is in the warehouse and whose file is gone, the rows that wait in its quarantine. One
 * transaction, so that a stage is whole or not there; done again, it is the same. Throws `StepFails` for a file that
 * cannot be read as what it should be.
 */
export async function stage({ item, batchId }: Step, means: Means): Promise<Outcome> {
  if (!item || !batchId) throw new StepFails('step.no-arrival')
  const fact = factOf(item.target)
  try {
    return await asLoader(means.connections, async (loader) => {
      await holdStaging(loader)
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
  const columns = [
    ...(fact ? columnsOf(fact) : dimensionColumns),
    { name: 'line', type: 'int' },
    { name: 'action', type: 'text' },
  ]
  await loader.query(
    `create unlogged table ${table} (${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`,
  )

  const references = await References.load(loader, item.unknown, {
    customers: fact ? fact.subject === 'customer_id' : namesCustomers(item.target),
    securities: fact?.names.security ?? false,
  })
  const expected = await expectedOn(loader, batch)
  references.expect(expected)
  const quarantine = new Quarantine(loader, means.seal, {
    id: batch.id,
    itemId: item.id,
    businessDate: batch.businessDate,
  })
  const replay = await isReplay(batch, means)
  const decisions = replay ? noDecisions : await decisionsOf(loader, means.seal, batch.id)
  const rules = await rulesOf(loader, item.id, undefined, keysOfItems(loader, means.seal, batch))
  const judging = replay ? 'rows' : 'day'
  const becomes = fact ?? { stager: await dimensionOf(loader, { item, batch, references, seal: means.seal }) }
  const rows = new RowStager({ item, fact: becomes, batch, references, rules, decisions, quarantine, judging })
  const told = replay ? null : await sideFile(staging)
  const hash = new Tally({ fields: [], sums: [] })
  const source = () => hash.over(readSealed(fetchedPath(means, batch.id), means.seal, batch.id))
  const blocks = replay
    ? await rowsToReplay(loader, means.seal, batch.id)
    : telling(readRecords(source(), item.layout), (await stat(fetchedPath(means, batch.id))).size, means.progress)
  const own = await copyRows(staging, { table, rows, blocks })
  if (replay && fact) await numberAnew(loader, fact, batch)

  await writeMade(loader, references, item.unknown, batch.id)
  await quarantine.write(rows.columns, { whole: !replay })
  const counts = { rowsIn: rows.count, refused: quarantine.count, late: rows.late }
  const staged = {
    repeats: rows.repeats,
    staged: rows.staged,
    decisions: await printOfDecisions(loader, batch.id),
    expects: expected.customers.length + expected.accounts.length > 0,
  }
  if (replay) await keepReplay(staging, { ...staged, replay: counts })
  else {
    const found = { ...rows.totals(), sha256: hash.found().sha256 }
    const declared = told ?? own
    const differences = declared ? compareTotals(declared, found) : []
    const seen = { ofTheDay: rows.ofTheDay, judged: rows.judged(), cells: rows.cells() }
    await keepCounts(staging, counts, { declared, found, differences, ...seen, ...staged })
    await keepQuality(loader, batch, item.id, { ...counts, ...seen, again: rows.again })
  }
  if (fact?.months) await loader.query('select warehouse.make_months($1, $2::date[])', [fact.table, [...rows.months]])
  await loader.query(`analyze ${table}`)
  for (const [what, made] of Object.entries(references.made))
    if (made.length > 0) means.log('info', `made.${what}`, { count: made.length })
  // Whether the totals agree is for the check to say.
  return { ...counts, duplicates: 0, corrected: 0, differences: [] }
}

const keepCounts = ({ loader, batch }: Staging, { rowsIn, refused, late }: Counts, totals: Totals) =>
  loader.query(
    `update warehouse.batches set state = 'staged', rows_in = $2, refused = $3, late = $4, totals = $5 where id = $1`,
    [batch.id, rowsIn, refused, late, totals],
  )

/** What the batch has brought stays as it is until its other rows are merged too. */
const keepReplay = ({ loader, batch }: Staging, totals: Partial<Totals>) =>
  loader.query(`update warehouse.batches set state = 'staged', totals = totals || $2 where id = $1`, [batch.id, totals])

interface Copying {
  table: string
  rows: RowStager
  blocks: AsyncIterable<Part> | Iterable<Part>
}

/** Passes the blocks of a file on and tells how much of it is read; sealed it is a little larger than what is read of it. */
async function* telling(blocks: AsyncIterable<RecordBlock>, size: number, progress: Means['progress']) {
  for await (const block of blocks) {
    progress(Math.min(1, block.bytesRead / size))
    yield block
  }
}

/** Copies what records come to into the stage; what the file declares of itself. */
async function copyRows({ loader, means }: Staging, { table, rows, blocks }: Copying): Promise<ControlTotals | null> {
  const copy = loader.copyIn(`copy ${table} from stdin`)
  const failed = once(copy, 'error').then(([error]) => Promise.reject(error))
  failed.catch(() => undefined)
  let declared: ControlTotals | null = null
  const lines = new CopyBlock(CHUNK)
  for await (const block of blocks) {
    if (means.stopping()) throw new Stopped()
    rows.begin(block.columns)
    declared = block.declared ?? declared
    for (const record of block.records) {
      rows.take(record, lines)
      if (lines.size > FULL) await write(copy, lines.take(), failed)
    }
  }
  copy.end(lines.take())
  await Promise.race([finished(copy), failed])
  return declared
}

async function write(copy: Writable, lines: Buffer, failed: Promise<never>) {
  if (!copy.write(lines)) await Promise.race([once(copy, 'drain'), failed])
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
