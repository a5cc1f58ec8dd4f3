import { contributions } from '@rapport/contract/analytics/contributions'
import { route } from '#http/serve.ts'
import { listContributions } from './contributions.ts'
import { listCostRates, recordCostRate } from './cost-rates.ts'
import { contributionOf } from './customer-contribution.ts'

export const contributionsRoutes = [
  route(contributions.ofCustomer, ({ db, params, query, viewer }) =>
    contributionOf(db, params.id, query, viewer.described.today),
  ),
  route(contributions.list, ({ db, query, viewer }) => listContributions(db, query, viewer.described.today)),
  route(contributions.rates, ({ db }) => listCostRates(db)),
  route(contributions.record, ({ db, viewer, body }) => recordCostRate(db, viewer.id, body)),
]
