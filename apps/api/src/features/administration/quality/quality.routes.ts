import { quality } from '@rapport/contract/administration/quality'
import { route } from '#http/serve.ts'
import { qualityDays } from './quality-days.ts'
import { acceptDifference, listReconciliations } from './reconciliations.ts'

export const qualityRoutes = [
  route(quality.days, ({ db, query }) => qualityDays(db, query)),
  route(quality.reconciliations, ({ db, query }) => listReconciliations(db, query)),
  route(quality.accept, ({ db, viewer, params, body }) => acceptDifference(db, viewer.id, params.id, body.reason)),
]
