import { tiers } from '@rapport/contract/analytics/tiers'
import { route } from '#http/serve.ts'
import { changeLadder, readLadder } from './ladder.ts'
import { movedCustomers, tierFlows } from './tier-flows.ts'
import { setByHand, takeBack, tierOfCustomer } from './tier-of-customer.ts'

export const tiersRoutes = [
  route(tiers.ladder, ({ db, viewer }) => readLadder(db, viewer.described.today)),
  route(tiers.change, ({ db, viewer, version, body }) => changeLadder(db, viewer, version, body)),
  route(tiers.flows, ({ db, viewer, query }) => tierFlows(db, query, viewer.described.today)),
  route(tiers.moved, ({ db, viewer, query }) => movedCustomers(db, query, viewer.described.today)),
  route(tiers.ofCustomer, ({ db, viewer, params }) => tierOfCustomer(db, params.id, viewer)),
  route(tiers.setByHand, ({ db, viewer, params, body }) => setByHand(db, params.id, body, viewer)),
  route(tiers.takeBack, ({ db, viewer, params }) => takeBack(db, params.id, viewer)),
]
