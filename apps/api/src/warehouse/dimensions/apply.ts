import type { Loader } from '@rapport/database/as-loader'
import type { Seal } from '@rapport/database/seal'
import { applyAccounts } from './apply-accounts.ts'
import { applyCalendar } from './apply-calendar.ts'
import { applyCustomers } from './apply-customers.ts'
import { applyHolders } from './apply-holders.ts'
import { applyMarketDays } from './apply-market-days.ts'
import { applyFeeRates, applyFxRates } from './apply-rates.ts'
import { applySecurities } from './apply-securities.ts'
import { type Change, waitingChanges } from './merge-dimension.ts'
import type { Dimension } from './targets.ts'
import { planAnew, writeAs } from './written.ts'

export interface Applying {
  loader: Loader
  seal: Seal
  /** Where customers are put of whom no row says where they belong. */
  unitId: string | null
}
/** Writes what changes come to; the keys that have to wait, and for what. */
type Apply = (means: Applying, changes: readonly Change[]) => Promise<Map<string, string>>

const nothing: Apply = async () => new Map()
const applies: Readonly<Record<Dimension, Apply>> = {
  customers: applyCustomers,
  securities: applySecurities,
  calendar: applyCalendar,
  accounts: applyAccounts,
  'account-holders': applyHolders,
  'fee-rates': applyFeeRates,
  'fx-rates': applyFxRates,
  'market-days': applyMarketDays,
  table: nothing,
}

/** Writes what was told of a dimension to where the product reads it; what names somebody unknown waits. */
export async function applyChanges(means: Applying, dimension: Dimension, changes: readonly Change[]): Promise<void> {
  if (changes.length > 0) await applied(means, dimension, changes)
}

/** Tries once more what waits: whom it names may have come in the meantime. How many keys wait on. */
export async function applyWaiting(means: Applying): Promise<number> {
  let left = 0
  // Accounts may wait for their owners, and holders for their accounts.
  for (const dimension of ['customers', 'accounts', 'account-holders'] as const) {
    const changes = await waitingChanges(means.loader, means.seal, dimension)
    if (changes.length > 0) left += (await applied(means, dimension, changes)).size
  }
  return left
}

async function applied(means: Applying, dimension: Dimension, changes: readonly Change[]) {
  await planAnew(means.loader)
  const waiting = new Map<string, string>()
  for (const [batchId, brought] of byBatch(changes)) {
    await writeAs(means.loader, batchId)
    for (const [key, reason] of await applies[dimension](means, brought)) waiting.set(key, reason)
  }
  const keys = changes.map(({ keyHash }) => keyHash)
  await means.loader.query(
    `update warehouse.collected c set waiting = w.reason
     from unnest($2::text[], $3::text[]) w (key_hash, reason)
     where c.target = $1 and c.key_hash = w.key_hash and c.waiting is distinct from w.reason`,
    [dimension, keys, keys.map((key) => waiting.get(key) ?? null)],
  )
  return waiting
}

/** What waited may have come by several batches; nearly always it is one. */
function byBatch(changes: readonly Change[]): Map<string, Change[]> {
  const batches = new Map<string, Change[]>()
  for (const change of changes) {
    const same = batches.get(change.batchId)
    if (same) same.push(change)
    else batches.set(change.batchId, [change])
  }
  return batches
}
