import { watchTasks } from '#features/service/tasks/task-clock.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 5_000

/** Tells of tasks whose time runs out or is up, until `stopping` says so. */
export const watchTasksAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await watchTasks(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
