import { figures } from '@rapport/contract/analytics/figures'
import { route } from '#http/serve.ts'
import { originOf, trustOfAll } from './figures.ts'

export const figuresRoutes = [
  route(figures.trust, ({ db }) => trustOfAll(db)),
  route(figures.origin, ({ db, params }) => originOf(db, params.figure)),
]
