import { messageTemplates } from '@rapport/contract/service/message-templates'
import { doing } from '#features/administration/approvals/approval-subject.ts'
import { route } from '#http/serve.ts'
import { approveTemplate, draftTemplate, listTemplates, retireTemplate } from './message-templates.ts'

export const messageTemplatesRoutes = [
  route(messageTemplates.list, ({ db }) => listTemplates(db)),
  route(messageTemplates.draft, (ask) => draftTemplate(doing(ask), ask.body)),
  route(messageTemplates.approve, (ask) => approveTemplate(doing(ask), ask.params.id)),
  route(messageTemplates.retire, (ask) => retireTemplate(doing(ask), ask.params.id)),
]
