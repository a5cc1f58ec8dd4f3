import { rm } from 'node:fs/promises'
import { asLoader, type Loader } from '@rapport/database/as-loader'
import { fetchedPath, fetchedSidePath } from './arrival.ts'
import { type Batch, batchOf, countsOf, stageOf } from './batches.ts'
import { addPricedDays, addValuationDays } from './calendar.ts'
import { ensureChecked } from './check.ts'
import { areThere } from './dimensions/expected.ts'
import { mergeThings } from './dimensions/merge-things.ts'
import { inOrder } from './dimensions/targets.ts'
import { factOf } from './facts.ts'
import { holdPublishing } from './locks.ts'
import { forwardMerged } from './merge/forward.ts'
import { markMerged } from './merge/marks.ts'
import { type Merged, mergeBatch } from './merge/merge.ts'
import { noteMomentsDue } from './moments-due.ts'
import { refreshPositions } from './positions/positions.ts'
import { leaveQuarantine, printOfDecisions } from './quarantine.ts'
import { isGated, keepReconciliations, type Reconciliation, reconcile, reconcileAnew } from './reconcile.ts'
import { Held, type Means, nothingDone, type Outcome, type Step, StepFails, type StepItem, Stopped } from './step.ts'
import { renewContributions } from './sums/contributions.ts'
import { renewSums } from './sums/renew-sums.ts'

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
  for (const step of merges) await ensureChecked(step, means)
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

/** Somebody has decided about rows after they were staged: tried again, the run stages them anew. */
class DecidedOtherwise extends Error {
  readonly code = 'quarantine.changed'
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
  /** Days of which something was told that was not known. */
  private readonly changed = new Set<string>()
  /** Days of which anything was told. */
  private readonly touched = new Set<string>()
  /** Batches of facts whose positions and sums are not marked yet. */
  private readonly unmarked: (() => Promise<void>)[] = []

  constructor(
    private readonly loader: Loader,
    private readonly steps: readonly Step[],
    private readonly means: Means,
    private readonly told: Told,
  ) {}

  async run(): Promise<Outcome> {
    const { loader } = this
    await holdPublishing(loader)
    await sweepScratch(loader)
    for (const step of this.inOrder()) {
      if (this.means.stopping()) throw new Stopped()
      await this.told(step.code, 'running')
      await this.means.checkpoint?.(step.kind)
      if (step.kind === 'merge') await this.told(step.code, 'done', await this.merge(step))
      else if (step.kind === 'summarise') await this.summarise(step)
      else await this.publish(step)
    }
    await this.mark()
    await noteMomentsDue(loader, [...this.changed])
    await this.means.checkpoint?.('commit')
    return this.outcome
  }

  /** Whom facts name goes in before them. */
  private inOrder(): Step[] {
    const merges = this.steps.filter(({ kind }) => kind === 'merge')
    const sorted = merges.toSorted((one, other) => inOrder(one.item!.target, other.item!.target))
    return [...sorted, ...this.steps.filter(({ kind }) => kind !== 'merge')]
  }

  private async merge({ item, batchId }: Step): Promise<Outcome> {
    if (!item || !batchId) throw new StepFails('step.no-arrival')
    const { loader } = this
    const batch = await batchOf(loader, batchId)
    const counts = countsOf(batch)
    // What was published is merged: a run that is done again has nothing to do here.
    if (batch.state === 'published')
      return this.add({ ...nothingDone, ...counts, duplicates: counts.rowsIn - counts.refused })
    if (batch.state !== 'staged') throw new StepFails('batch.held')
    if ((await printOfDecisions(loader, batchId)) !== batch.totals.decisions) throw new DecidedOtherwise()
    await leaveQuarantine(loader, batchId, stageOf(batchId))
    const merged = await this.mergeOne(item, batch)
    await this.publishBatch(batch, merged)
    for (const day of merged.days) this.touched.add(day)
    if (factOf(item.target) && merged.created + merged.corrected + merged.cancelled > 0)
      for (const day of merged.days) this.changed.add(day)
    if (valuing.includes(item.target)) for (const day of merged.days) this.days.add(day)
    const corrected = merged.corrected + merged.cancelled
    return this.add({ ...counts, duplicates: merged.duplicates, corrected, differences: [] })
  }

  private async mergeOne(item: StepItem, batch: Batch): Promise<Merged> {
    const { loader, means } = this
    const fact = factOf(item.target)
    if (!fact) return mergeThings({ loader, seal: means.seal, log: means.log }, item, batch)
    if (batch.totals.expects && !(await areThere(loader, fact, stageOf(batch.id))))
      throw new StepFails('references.not-merged')
    await forwardMerged(loader, fact, stageOf(batch.id))
    const merged = await mergeBatch(loader, fact, batch)
    if (merged.created + merged.corrected > 0) this.unmarked.push(() => markMerged(loader, fact, batch.id, merged.days))
    if (fact.target === 'prices') await addPricedDays(loader, batch.id, merged.days)
    return merged
  }

  /** The counts of a batch are of all that it brought, at once or row by row out of its quarantine. */
  private async publishBatch({ id, published, totals }: Batch, merged: Merged) {
    const { created, corrected, cancelled, duplicates } = merged
    const replayed = totals.replay ? totals.staged : 0
    // Of a file that is read once more all rows are there already.
    const again = published && !totals.replay ? 0 : duplicates
    await this.loader.query(
      `update warehouse.batches set state = 'published', published_at = clock_timestamp(), created = created + $2,
         corrected = corrected + $3, cancelled = cancelled + $4, duplicates = duplicates + $5, refused = refused - $6, late = late + $7
       where id = $1`,
      [id, created, corrected, cancelled, again, replayed, totals.replay?.late ?? 0],
    )
  }

  private async summarise({ code }: Step) {
    const { loader, means } = this
    await this.mark()
    const { added, before, begins } = await addValuationDays(loader, [...this.days])
    if (before > 0) means.log('warning', 'days.before-valuation', { days: before, begins })
    const positions = await refreshPositions(loader, means.connections)
    await means.checkpoint?.('positions')
    const batchId = this.steps.find((step) => step.batchId)?.batchId ?? null
    for (const { customers, from, to } of await renewSums(loader, added, batchId))
      means.log('info', 'sums.renewed', { customers, from, to })
    await renewContributions(loader, batchId)
    means.log('info', 'positions.renewed', { positions })
    await this.told(code, 'done')
  }

  private async publish({ code }: Step) {
    const { loader, means } = this
    const { id, businessDate } = means.run
    const found = await reconcile(loader, businessDate)
    if (isGated(found)) throw new NotReconciled(found, this.outcome)
    await keepReconciliations(loader, id, businessDate, found)
    await reconcileAnew(loader, means.run, [...this.touched])
    await this.told(code, 'done')
  }

  private async mark() {
    for (const mark of this.unmarked.splice(0)) await mark()
  }

  private add(outcome: Outcome): Outcome {
    for (const name of ['rowsIn', 'refused', 'late', 'duplicates', 'corrected'] as const)
      this.outcome[name] += outcome[name]
    return outcome
  }
}
