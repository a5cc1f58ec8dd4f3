import { callBacks } from '@rapport/contract/service/call-backs'
import { changedContacts } from '#features/service/tasks/refresh.ts'

/** What is asked again when a call-back has changed: its task and its visit too. */
export const changedCallBacks = [
  ...changedContacts,
  callBacks.list,
  callBacks.open,
  callBacks.samples,
  callBacks.coverage,
]
