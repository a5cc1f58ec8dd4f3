import { asSystem } from '@rapport/database/as-viewer'
import { closeLapsed } from '#features/service/call-rooms/call-rooms.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

/** A room is over for its pages the moment it lapses; this only writes it down. */
const LOOK_EVERY = 60_000

/** Ends rooms into which nobody came in time, until `stopping` says so: a gateway may never tell of it. */
export const closeRoomsAlways = (
  { connections, now }: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(async () => void (await asSystem(connections, {}, (db) => closeLapsed(db, now()))), {
    every: LOOK_EVERY,
    stopping,
    log,
  })
