import { securities } from '@rapport/contract/customer/securities'
import { route } from '#http/serve.ts'
import { listSecurities } from './securities.ts'

export const securitiesRoutes = [route(securities.list, ({ db, query }) => listSecurities(db, query))]
