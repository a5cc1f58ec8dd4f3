import { watchApprovals } from '#features/administration/approvals/watch-approvals.ts'
import { recallProspects } from '#features/marketing/prospects/recall.ts'
import { remindOfMeetings } from '#features/service/meetings/remind.ts'
import { watchTasks } from '#features/service/tasks/task-clock.ts'
import type { Product } from '#product.ts'
import { lane } from './lane.ts'

const LOOK_EVERY = 5_000

/** Tells of tasks and approvals whose time runs out or is up and of meetings that begin soon, recalls prospects, until `stopping` says so. */
export const watchTasksAlways = (
  product: Pick<Product, 'connections' | 'now'>,
  stopping: () => boolean,
  log: (error: unknown) => unknown,
) =>
  lane(
    async () => {
      while (!stopping() && (await watchTasks(product)));
      while (!stopping() && (await watchApprovals(product)));
      while (!stopping() && (await remindOfMeetings(product)));
      while (!stopping() && (await recallProspects(product)));
    },
    { every: LOOK_EVERY, stopping, log },
  )
