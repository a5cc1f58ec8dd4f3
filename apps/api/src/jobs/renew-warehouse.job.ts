import { renewWhatImportsTouched } from '#warehouse/renew.ts'
import type { Works } from '#warehouse/step.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 1_000

/** Keeps positions and sums up to date with imports by people, until `stopping` says so. */
export const renewWarehouse = (product: Works, stopping: () => boolean, log: (error: unknown) => unknown) =>
  lane(async () => void (await renewWhatImportsTouched(product)), { every: LOOK_EVERY, stopping, log })
