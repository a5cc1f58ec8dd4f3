import { customerFindings } from '@rapport/contract/customer/customer-findings'
import { route } from '#http/serve.ts'
import { assignFinding, dismissPair, keepersOf, reopenPair } from './decide.ts'
import { countFindings, listFindings } from './list-findings.ts'

export const customerFindingsRoutes = [
  route(customerFindings.list, ({ db, query, viewer }) => listFindings(db, query, viewer.described.today)),
  route(customerFindings.counts, ({ db, viewer }) => countFindings(db, viewer.described.today)),
  route(customerFindings.keepers, ({ db, params }) => keepersOf(db, params.id)),
  route(customerFindings.assign, ({ db, params, version, body }) => assignFinding(db, params.id, version, body.userId)),
  route(customerFindings.dismiss, ({ db, params, version, body, product }) =>
    dismissPair(db, params.id, version, { note: body.note, now: product.now() }),
  ),
  route(customerFindings.reopen, ({ db, params, version }) => reopenPair(db, params.id, version)),
]
