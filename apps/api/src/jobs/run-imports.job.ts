import { runWaitingImports, type Tries } from '#features/customer/imports/run/run-waiting.ts'
import type { Works } from '#features/customer/imports/run/write-block.ts'
import { sweepUploads } from '#features/customer/imports/upload-files.ts'
import { lane } from './lane.ts'

/** So many imports run side by side, so that a small file does not wait for a large one. */
const LANES = 2
const LOOK_EVERY = 300

/** Runs imports as they come, until `stopping` says so; the block under way is finished. */
export async function runImports(product: Works, stopping: () => boolean, log: (error: unknown) => unknown) {
  const tries: Tries = new Map()
  await sweepUploads(product).catch(log)
  const round = () => runWaitingImports(product, { stopping, tries })
  await Promise.all(Array.from({ length: LANES }, () => lane(round, { every: LOOK_EVERY, stopping, log })))
}
