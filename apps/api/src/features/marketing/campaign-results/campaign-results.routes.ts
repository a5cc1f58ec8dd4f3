import { campaignResults } from '@rapport/contract/marketing/campaign-results'
import { route } from '#http/serve.ts'
import { addCost, removeCost } from './campaign-costs.ts'
import { openResults } from './campaign-results.ts'

export const campaignResultsRoutes = [
  route(campaignResults.open, ({ db, params }) => openResults(db, params.id)),
  route(campaignResults.addCost, ({ db, params, body }) => addCost(db, params.id, body)),
  route(campaignResults.removeCost, ({ db, params }) => removeCost(db, params.id, params.cost)),
]
