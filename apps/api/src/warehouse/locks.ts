import type { Loader } from '@rapport/database/as-loader'

/** Sorts and joins of a whole day, or of all there is, in memory rather than on disk; as one computes at a time, once. */
const COMPUTES_IN = '128MB'

/** Held by whoever changes facts, positions and sums, to the end of the transaction: one at a time. Waits as long as it takes. */
export async function holdPublishing(loader: Loader): Promise<void> {
  await loader.query(`set local lock_timeout = 0`)
  await loader.query(`select pg_advisory_xact_lock(hashtextextended('warehouse.publish', 7))`)
  await loader.query(`set local work_mem = '${COMPUTES_IN}'`)
  await loader.query(`set local lock_timeout = '30s'`)
}

/** Held while a file is staged: two at once would make the same customer twice. */
export async function holdStaging(loader: Loader): Promise<void> {
  await loader.query(`set local lock_timeout = 0`)
  await loader.query(`select pg_advisory_xact_lock(hashtextextended('warehouse.stage', 7))`)
  await loader.query(`set local lock_timeout = '30s'`)
}
