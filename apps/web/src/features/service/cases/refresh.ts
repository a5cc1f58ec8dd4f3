import { timeline } from '@rapport/contract/customer/timeline'
import { cases } from '@rapport/contract/service/cases'
import { changedTasks } from '#features/service/tasks/refresh.ts'

/** What is asked again when a case has changed: its step is a task. */
export const changedCases = [cases.list, cases.open, cases.history, cases.figures, timeline.list, ...changedTasks]
