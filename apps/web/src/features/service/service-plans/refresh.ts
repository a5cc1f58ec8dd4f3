import { serviceLevels } from '@rapport/contract/service/service-levels'
import { servicePlans } from '@rapport/contract/service/service-plans'
import { changedTasks } from '#features/service/tasks/refresh.ts'

/** What is asked again when a plan, a level or who is in a plan has changed: steps are tasks. */
export const changedPlans = [
  ...changedTasks,
  serviceLevels.list,
  servicePlans.list,
  servicePlans.open,
  servicePlans.members,
  servicePlans.ofCustomer,
]
