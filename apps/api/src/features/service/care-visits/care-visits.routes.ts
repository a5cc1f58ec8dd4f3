import { careVisits } from '@rapport/contract/service/care-visits'
import { fileRoute, route } from '#http/serve.ts'
import { cancelVisit, changeVisit, openVisit, planVisit, recordOutcome } from './care-visits.ts'
import { enterVisit } from './enter-visit.ts'
import { exportVisits, listVisits } from './visit-list.ts'

export const careVisitsRoutes = [
  route(careVisits.list, ({ db, query }) => listVisits(db, query)),
  fileRoute(careVisits.exportRows, ({ db, query }, after) => exportVisits(db, query, after)),
  route(careVisits.plan, ({ db, viewer, body }) => planVisit(db, viewer, body, viewer.described.today)),
  route(careVisits.open, ({ db, params }) => openVisit(db, params.id)),
  route(careVisits.change, ({ db, viewer, params, version, body }) =>
    changeVisit(db, params.id, version, body, viewer.described.today),
  ),
  route(careVisits.cancel, ({ db, params, body }) => cancelVisit(db, params.id, body.reason)),
  route(careVisits.recordOutcome, ({ db, viewer, params, body, product }) =>
    recordOutcome(db, viewer, params.id, body, product.now(), viewer.described.today),
  ),
  route(careVisits.enter, ({ db, viewer, body, product }) =>
    enterVisit(db, viewer, body, product.now(), viewer.described.today),
  ),
]
