import { indicators } from '@rapport/contract/analytics/indicators'
import { route } from '#http/serve.ts'
import { editIndicator, listIndicators, openIndicator } from './indicators.ts'

export const indicatorsRoutes = [
  route(indicators.list, ({ db }) => listIndicators(db)),
  route(indicators.open, ({ db, params }) => openIndicator(db, params.code)),
  route(indicators.edit, ({ db, viewer, params, version, body }) =>
    editIndicator(db, viewer.id, params.code, version, body),
  ),
]
