import { customerNeeds } from '@rapport/contract/customer/customer-needs'
import { route } from '#http/serve.ts'
import { listNeeds, recordNeed, removeNeed } from './customer-needs.ts'

export const customerNeedsRoutes = [
  route(customerNeeds.list, ({ db, params }) => listNeeds(db, params.id)),
  route(customerNeeds.record, ({ db, params, body, viewer }) =>
    recordNeed(db, params.id, body, { viewerId: viewer.id, today: viewer.described.today }),
  ),
  route(customerNeeds.remove, ({ db, params, version }) => removeNeed(db, params.id, version)),
]
