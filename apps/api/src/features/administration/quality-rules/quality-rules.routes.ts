import { qualityRules } from '@rapport/contract/administration/quality-rules'
import { route } from '#http/serve.ts'
import { changeRule, createRule, listRules } from './quality-rules.ts'

export const qualityRulesRoutes = [
  route(qualityRules.list, ({ db, query }) => listRules(db, query)),
  route(qualityRules.create, ({ db, body }) => createRule(db, body)),
  route(qualityRules.change, ({ db, params, version, body }) => changeRule(db, params.id, version, body)),
]
