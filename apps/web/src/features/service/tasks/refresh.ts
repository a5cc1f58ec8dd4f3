import { timeline } from '@rapport/contract/customer/timeline'
import { careVisits } from '@rapport/contract/service/care-visits'
import { tasks } from '@rapport/contract/service/tasks'

/** What is asked again when a task has changed. */
export const changedTasks = [tasks.list, tasks.open, tasks.counts, tasks.history]
/** And when a customer was contacted by it. */
export const changedContacts = [...changedTasks, careVisits.list, timeline.list]
