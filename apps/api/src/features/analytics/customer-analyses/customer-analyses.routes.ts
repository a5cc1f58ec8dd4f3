import { customerAnalyses } from '@rapport/contract/analytics/customer-analyses'
import { route } from '#http/serve.ts'
import { analyseCustomer } from './customer-analysis.ts'

export const customerAnalysesRoutes = [
  route(customerAnalyses.read, ({ db, params, query, product }) =>
    analyseCustomer(db, params.id, query, product.now()),
  ),
]
