import { messageTemplates } from '@rapport/contract/service/message-templates'
import { route } from '#http/serve.ts'
import { approveTemplate, draftTemplate, listTemplates, retireTemplate } from './message-templates.ts'

export const messageTemplatesRoutes = [
  route(messageTemplates.list, ({ db }) => listTemplates(db)),
  route(messageTemplates.draft, ({ db, body, product }) => draftTemplate(db, body, product.now())),
  route(messageTemplates.approve, ({ db, params, product }) => approveTemplate(db, params.id, product.now())),
  route(messageTemplates.retire, ({ db, params }) => retireTemplate(db, params.id)),
]
