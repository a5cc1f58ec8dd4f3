import { nextOffers } from '@rapport/contract/analytics/next-offers'
import { route } from '#http/serve.ts'
import { nextOffersOf } from './next-offers.ts'

export const nextOffersRoutes = [
  route(nextOffers.ofCustomer, ({ db, params, viewer }) => nextOffersOf(db, params.id, viewer.described.today)),
]
