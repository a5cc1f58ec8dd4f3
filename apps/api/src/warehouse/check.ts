import { asLoader, type Loader } from '@rapport/database/as-loader'
import { type Batch, batchOf, countsOf, stageOf } from './batches.ts'
import { printOfDecisions } from './quarantine.ts'
import { stage } from './stage.ts'
import { Held, type Means, type Outcome, type Step, StepFails, type StepItem } from './step.ts'

/** Of a file of which more than this part is bad, nothing is believed. */
const MOST_REFUSED = 0.2
/** An item that may be so late brings history, not a day. */
const HISTORY_DAYS = 30
const BROKEN = 'rule.broken'

/**
 * Whether a staged batch may be merged: its control totals are those that were declared, it is of the day that it should
 * be of, and not too much of it is bad. Throws `Held` with the reason; the batch then waits for a person.
 */
export async function check(step: Step, means: Means): Promise<Outcome> {
  const { item, batchId } = step
  if (!item || !batchId) throw new StepFails('step.no-arrival')
  await ensureStaged(step, means)
  return asLoader(means.connections, async (loader) => {
    const batch = await batchOf(loader, batchId)
    const outcome = outcomeOf(batch)
    if (batch.state === 'published') return outcome
    const reason = reasonToHold(batch, item)
    if (reason === BROKEN) means.log('warning', 'rules.holding', { rules: batch.totals.judged.holding.join(', ') })
    await loader.query(`update warehouse.batches set state = $2 where id = $1`, [batchId, reason ? 'held' : 'staged'])
    return { ...outcome, reason }
  }).then(({ reason, ...outcome }: Outcome & { reason?: string | null }) => {
    if (reason) throw new Held(reason, outcome)
    return outcome
  })
}

const outcomeOf = (batch: Batch): Outcome => ({
  ...countsOf(batch),
  duplicates: 0,
  corrected: 0,
  differences: batch.totals.replay ? [] : (batch.totals.differences ?? []),
})

function reasonToHold({ rowsIn, refused, totals }: Batch, item: StepItem): string | null {
  // The day is in: rows that come behind it are judged by themselves.
  if (totals.replay) return null
  if (totals.differences.length > 0) return 'totals.differ'
  if (totals.judged.holding.length > 0) return BROKEN
  if (rowsIn > 0 && refused / rowsIn > MOST_REFUSED) return 'rows.too-many-bad'
  if (rowsIn === 0 && totals.declared?.rows !== 0) return 'file.no-rows'
  if (rowsIn > refused && totals.ofTheDay === 0 && item.lateDays < HISTORY_DAYS) return 'file.other-day'
  return null
}

/** A stage does not outlive a crash of the database: it is read again where rows are missing, or somebody has decided otherwise. */
async function ensureStaged(step: Step, means: Means): Promise<void> {
  if (!(await isStaged(step, means))) await stage(step, means)
}

/** Checks a batch once more before its merge where it is not as it was checked. */
export async function ensureChecked(step: Step, means: Means): Promise<void> {
  if (!(await isStaged(step, means))) await check(step, means)
}

const isStaged = ({ batchId }: Step, means: Means): Promise<boolean> =>
  asLoader(means.connections, async (loader) => {
    const batch = await batchOf(loader, batchId!)
    return batch.state === 'published' || isWhole(loader, batch)
  })

async function isWhole(loader: Loader, { id, totals }: Batch): Promise<boolean> {
  if ((await printOfDecisions(loader, id)) !== totals.decisions) return false
  const [there] = await loader.query<{ there: boolean }>('select to_regclass($1) is not null as there', [stageOf(id)])
  if (!there?.there) return false
  const [rows] = await loader.query<{ n: number }>(`select count(*) as n from ${stageOf(id)}`)
  return rows!.n === totals.staged
}
