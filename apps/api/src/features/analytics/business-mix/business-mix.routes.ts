import { businessMix } from '@rapport/contract/analytics/business-mix'
import { route } from '#http/serve.ts'
import { mixOfCustomer } from './business-mix.ts'

export const businessMixRoutes = [
  route(businessMix.ofCustomer, ({ db, params, query, viewer }) =>
    mixOfCustomer(db, params.id, query, viewer.described.today),
  ),
]
