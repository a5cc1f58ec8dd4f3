import { securities } from '@rapport/contract/customer/securities'
import { route } from '#http/serve.ts'
import { listSecurities, openSecurity } from './securities.ts'
import { pricesOf } from './security-prices.ts'

export const securitiesRoutes = [
  route(securities.list, ({ db, query }) => listSecurities(db, query)),
  route(securities.open, ({ db, params }) => openSecurity(db, params.id)),
  route(securities.prices, ({ db, params, query }) => pricesOf(db, params.id, query)),
]
