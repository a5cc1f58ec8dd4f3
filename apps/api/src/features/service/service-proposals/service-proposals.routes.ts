import { serviceProposals } from '@rapport/contract/service/service-proposals'
import { route } from '#http/serve.ts'
import { answerProposal, serviceProposalsFor } from './service-proposals.ts'

export const serviceProposalsRoutes = [
  route(serviceProposals.list, ({ db, params, viewer }) => serviceProposalsFor(db, params.id, viewer.described.today)),
  route(serviceProposals.answer, ({ db, params, body, viewer, product }) =>
    answerProposal(db, viewer, params.id, body, { today: viewer.described.today, now: product.now() }),
  ),
]
