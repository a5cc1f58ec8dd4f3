import { approvals } from '@rapport/contract/administration/approvals'
import { notifications } from '@rapport/contract/administration/notifications'
import { cases } from '@rapport/contract/service/cases'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { moments } from '@rapport/contract/service/moments'

/** What is asked again when something was decided, submitted or withdrawn: it and what it was about. */
export const changedApprovals = [
  approvals.list,
  approvals.open,
  notifications.list,
  cases.list,
  cases.open,
  cases.history,
  messageTemplates.list,
  moments.rules,
  moments.openRule,
]
