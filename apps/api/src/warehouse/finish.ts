import { rm } from 'node:fs/promises'
import { asLoader, type Loader } from '@rapport/database/as-loader'
import { fetchedPath, fetchedSidePath } from './arrival.ts'
import { batchOf } from './batches.ts'
import { addValuationDays } from './calendar.ts'
import { ensureStaged } from './check.ts'
import { factOf } from './facts.ts'
import { mergeBatch } from './merge/merge.ts'
import { refreshPositions } from './positions/positions.ts'
import { isGated, keepReconciliations, type Reconciliation, reconcile } from './reconcile.ts'
import { Held, type Means, nothingDone, type Outcome, type Step, StepFails, Stopped } from './step.ts'
import { renewSums } from './sums/renew-sums.ts'

/** One run at a time puts its day into the warehouse. */
const LOCK = `select pg_advisory_xact_lock(hashtextextended('warehouse.publish', 7))`
/** Facts that show that a day was one on which customers are valued. */
const valuing = ['trades', 'prices', 'cash-balances', 'position-balances', 'product-holdings', 'margin-debts']

export type Told = (code: string, state: 'running' | 'done', outcome?: Outcome) => Promise<void>

/**
 * Merges the batches of a run, brings positions and sums up to date and publishes the day: one transaction, so that readers
 * see the day before or all of this one. Throws `Held` where what was computed is not what was told; then nothing of it is
 * there. Done again, it changes nothing.
 */
export async function finish(steps: readonly Step[], means: Means, told: Told): Promise<Outcome> {
  const merges = steps.filter(({ kind }) => kind === 'merge')
  for (const step of merges) await ensureStaged(step, means)
  try {
    const outcome = await asLoader(means.connections, (loader) => new Finishing(loader, steps, means, told).run())
    for (const { batchId } of merges)
      for (const path of [fetchedPath(means, batchId!), fetchedSidePath(means, batchId!)])
        await rm(path, { force: true })
    return outcome
  } catch (error) {
    if (error instanceof NotReconciled) {
      await asLoader(means.connections, (loader) =>
        keepReconciliations(loader, means.run.id, means.run.businessDate, error.found),
      )
      throw new Held('reconciliation.red', error.outcome)
    }
    throw error
  }
}

class NotReconciled extends Error {
  constructor(
    readonly found: readonly Reconciliation[],
    readonly outcome: Outcome,
  ) {
    super('reconciliation.red')
  }
}

/** Tables of computations that broke off; while the lock is held no other is under way. Stages of batches stay. */
async function sweepScratch(loader: Loader) {
  const left = await loader.query<{ name: string }>(
    `select format('warehouse_stage.%I', relname) as name from pg_class
     where relnamespace = 'warehouse_stage'::regnamespace and relkind = 'r' and relname !~ '^b_'`,
  )
  for (const { name } of left) await loader.query(`drop table ${name}`)
}

class Finishing {
  private outcome: Outcome = { ...nothingDone }
  private readonly days = new Set<string>()

  constructor(
    private readonly loader: Loader,
    private readonly steps: readonly Step[],
    private readonly means: Means,
    private readonly told: Told,
  ) {}

  async run(): Promise<Outcome> {
    const { loader, steps } = this
    await loader.query(LOCK)
    await sweepScratch(loader)
    for (const step of steps) {
      if (this.means.stopping()) throw new Stopped()
      await this.told(step.code, 'running')
      await this.means.checkpoint?.(step.kind)
      if (step.kind === 'merge') await this.told(step.code, 'done', await this.merge(step))
      else if (step.kind === 'summarise') await this.summarise(step)
      else await this.publish(step)
    }
    await this.means.checkpoint?.('commit')
    return this.outcome
  }

  private async merge({ item, batchId }: Step): Promise<Outcome> {
    if (!item || !batchId) throw new StepFails('step.no-arrival')
    const fact = factOf(item.target)
    if (!fact) throw new StepFails('target.not-merged', { target: item.target })
    const { loader } = this
    const batch = await batchOf(loader, batchId)
    const { rowsIn, refused, late } = batch
    // What was published is merged: a run that is done again has nothing to do here.
    if (batch.state === 'published')
      return this.add({ ...nothingDone, rowsIn, refused, late, duplicates: rowsIn - refused })
    if (batch.state !== 'staged') throw new StepFails('batch.held')
    const merged = await mergeBatch(loader, fact, batch)
    await loader.query(
      `update warehouse.batches set state = 'published', published_at = clock_timestamp(), created = $2, corrected = $3,
         cancelled = $4, duplicates = $5 where id = $1`,
      [batchId, merged.created, merged.corrected, merged.cancelled, merged.duplicates],
    )
    if (valuing.includes(item.target)) for (const day of merged.days) this.days.add(day)
    const corrected = merged.corrected + merged.cancelled
    return this.add({ rowsIn, refused, late, duplicates: merged.duplicates, corrected, differences: [] })
  }

  private async summarise({ code }: Step) {
    const { loader, means } = this
    const { added } = await addValuationDays(loader, [...this.days])
    const positions = await refreshPositions(loader, means.connections)
    await means.checkpoint?.('positions')
    const batchId = this.steps.find((step) => step.batchId)?.batchId ?? null
    for (const { customers, from, to } of await renewSums(loader, added, batchId))
      means.log('info', 'sums.renewed', { customers, from, to })
    means.log('info', 'positions.renewed', { positions })
    await this.told(code, 'done')
  }

  private async publish({ code }: Step) {
    const { loader, means } = this
    const { id, businessDate } = means.run
    const found = await reconcile(loader, businessDate)
    if (isGated(found)) throw new NotReconciled(found, this.outcome)
    await keepReconciliations(loader, id, businessDate, found)
    await this.told(code, 'done')
  }

  private add(outcome: Outcome): Outcome {
    for (const name of ['rowsIn', 'refused', 'late', 'duplicates', 'corrected'] as const)
      this.outcome[name] += outcome[name]
    return outcome
  }
}
