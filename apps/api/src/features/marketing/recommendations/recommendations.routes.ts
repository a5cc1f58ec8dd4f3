import { recommendations } from '@rapport/contract/marketing/recommendations'
import { type Ask, route } from '#http/serve.ts'
import { answerRecommendation } from './answer-recommendation.ts'
import { recommendationsMade } from './made-rows.ts'
import { recommendationsFor } from './recommendations.ts'
import { sendRecommendation } from './send-recommendation.ts'

const making = ({ viewer, product }: Pick<Ask, 'viewer' | 'product'>) => ({
  ...{ viewerId: viewer.id, today: viewer.described.today },
  now: product.now(),
})

export const recommendationsRoutes = [
  route(recommendations.ofCustomer, ({ db, params, viewer }) =>
    recommendationsFor(db, params.id, { viewerId: viewer.id, today: viewer.described.today }),
  ),
  route(recommendations.send, (ask) => sendRecommendation(ask.db, ask.product, ask.params.id, ask.body, making(ask))),
  route(recommendations.made, ({ db, params }) => recommendationsMade(db, params.id)),
  route(recommendations.answer, (ask) =>
    answerRecommendation(ask.db, { id: ask.params.id, version: ask.version }, ask.body.response, making(ask)),
  ),
]
