import { segments } from '@rapport/contract/analytics/segments'
import { refuseOutOfSight } from '#features/customer/accounts/customer-in-sight.ts'
import { route } from '#http/serve.ts'
import { listMovements, segmentHistory, segmentsOfCustomer } from './movements.ts'
import { countCustomers, createSegment, editSegment, listSegments, openSegment, removeSegment } from './segments.ts'

export const segmentsRoutes = [
  route(segments.list, ({ db, viewer }) => listSegments(db, viewer.described.today)),
  route(segments.count, ({ db, viewer, body }) => countCustomers(db, body.condition, viewer.described.today)),
  route(segments.open, ({ db, viewer, params }) => openSegment(db, params.id, viewer.described.today)),
  route(segments.create, ({ db, viewer, body }) => createSegment(db, viewer, body)),
  route(segments.edit, ({ db, viewer, params, version, body }) =>
    editSegment(db, viewer, { id: params.id, version }, body),
  ),
  route(segments.remove, ({ db, viewer, params, version }) => removeSegment(db, viewer, { id: params.id, version })),
  route(segments.movements, ({ db, viewer, params, query }) =>
    listMovements(db, params.id, query, viewer.described.today),
  ),
  route(segments.history, ({ db, viewer, params, query }) =>
    segmentHistory(db, params.id, query.days, viewer.described.today),
  ),
  route(segments.ofCustomer, async ({ db, params }) => {
    await refuseOutOfSight(db, params.id)
    return segmentsOfCustomer(db, params.id)
  }),
]
