import { recommendations } from '@rapport/contract/marketing/recommendations'
import { route } from '#http/serve.ts'
import { recommendationsFor } from './recommendations.ts'

export const recommendationsRoutes = [
  route(recommendations.ofCustomer, ({ db, params, viewer }) =>
    recommendationsFor(db, params.id, { viewerId: viewer.id, today: viewer.described.today }),
  ),
]
