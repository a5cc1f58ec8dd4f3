import { auditEvents } from '@rapport/contract/administration/audit-events'
import { route } from '#http/serve.ts'
import { listAuditEvents } from './audit-events.ts'

export const auditEventsRoutes = [
  route(auditEvents.list, ({ db, viewer, product, query }) =>
    listAuditEvents(db, product.seal, viewer.clearance, query),
  ),
]
