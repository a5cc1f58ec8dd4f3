import { models } from '@rapport/contract/analytics/models'
import { route } from '#http/serve.ts'
import { customersAtRisk, scoresOf } from './customer-scores.ts'
import { askForVersion, configureModel, listModels, openVersion, useVersion, versionsOf } from './models.ts'

export const modelsRoutes = [
  route(models.list, ({ db }) => listModels(db)),
  route(models.versions, ({ db, params }) => versionsOf(db, params.kind)),
  route(models.fit, ({ db, params }) => askForVersion(db, params.kind)),
  route(models.configure, ({ db, params, body }) => configureModel(db, params.kind, body.settings)),
  route(models.open, ({ db, params }) => openVersion(db, params.id)),
  route(models.use, ({ db, params }) => useVersion(db, params.id)),
  route(models.scores, ({ db, params, query }) => scoresOf(db, params.id, query.history === 'true')),
  route(models.atRisk, ({ db, query }) => customersAtRisk(db, query)),
]
