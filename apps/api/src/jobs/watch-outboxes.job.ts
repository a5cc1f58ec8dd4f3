import { tellLateOutboxes } from '#features/administration/outboxes/outboxes.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 30_000

/** Tells of what waits too long to leave, until `stopping` says so. */
export const watchOutboxes = (
  product: Parameters<typeof tellLateOutboxes>[0],
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) => lane(() => tellLateOutboxes(product), { every: LOOK_EVERY, stopping, log })
