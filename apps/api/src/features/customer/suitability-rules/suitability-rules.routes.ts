import { suitabilityRules } from '@rapport/contract/customer/suitability-rules'
import { route } from '#http/serve.ts'
import { draftRules, holdFrom, listRules, openRules, redraftRules } from './suitability-rules.ts'

export const suitabilityRulesRoutes = [
  route(suitabilityRules.list, ({ db, viewer }) => listRules(db, viewer.described.today)),
  route(suitabilityRules.open, ({ db, params, viewer }) => openRules(db, params.id, viewer.described.today)),
  route(suitabilityRules.draft, ({ db, body, viewer }) => draftRules(db, body, viewer.described.today)),
  route(suitabilityRules.redraft, ({ db, params, version, body, viewer }) =>
    redraftRules(db, params.id, version, body, viewer.described.today),
  ),
  route(suitabilityRules.goLive, ({ db, params, version, body, viewer }) =>
    holdFrom(db, { id: params.id, version, ...body }, { viewerId: viewer.id, today: viewer.described.today }),
  ),
]
