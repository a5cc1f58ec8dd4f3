import { quality } from '@rapport/contract/administration/quality'
import { route } from '#http/serve.ts'
import { qualityDays } from './quality-days.ts'
import { acceptDifference, listReconciliations } from './reconciliations.ts'
import { readThresholds, setThresholds } from './thresholds.ts'

export const qualityRoutes = [
  route(quality.days, ({ db, query }) => qualityDays(db, query)),
  route(quality.thresholds, ({ db, params }) => readThresholds(db, params.id)),
  route(quality.setThresholds, ({ db, params, body }) => setThresholds(db, params.id, body)),
  route(quality.reconciliations, ({ db, query }) => listReconciliations(db, query)),
  route(quality.accept, ({ db, viewer, params, body }) => acceptDifference(db, viewer.id, params.id, body.reason)),
]
