import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import type { Db } from '@rapport/database/as-viewer'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { refusedField } from '#http/refused.ts'
import { type Ask, route } from '#http/serve.ts'
import { checksOfCustomer, checksOfProduct, openCheck } from './check-rows.ts'
import { doCallBack, doStep, endCheck } from './do-steps.ts'
import { type Making, makeChecks, type Pair } from './make-checks.ts'
import { replayCheck } from './replay-check.ts'

const doing = ({ viewer, product }: Pick<Ask, 'viewer' | 'product'>) => ({
  ...{ viewerId: viewer.id, today: viewer.described.today },
  now: product.now(),
})

async function makeOne(db: Db, pair: Pair, making: Making) {
  await seeCustomer(db, pair.customerId)
  const [made] = await makeChecks(db, [pair], making)
  if (!made) throw refusedField('productId', 'product.unknown')
  return openCheck(db, made.id, making)
}

export const suitabilityChecksRoutes = [
  route(suitabilityChecks.make, (ask) => makeOne(ask.db, { customerId: ask.params.id, ...ask.body }, doing(ask))),
  route(suitabilityChecks.list, (ask) => checksOfCustomer(ask.db, ask.params.id, doing(ask))),
  route(suitabilityChecks.ofProduct, (ask) => checksOfProduct(ask.db, ask.params.id, doing(ask))),
  route(suitabilityChecks.open, (ask) => openCheck(ask.db, ask.params.id, doing(ask))),
  route(suitabilityChecks.replay, (ask) => replayCheck(ask.db, ask.params.id, doing(ask))),
  route(suitabilityChecks.step, (ask) => doStep(ask.db, ask.params.id, ask.body, doing(ask))),
  route(suitabilityChecks.callBack, (ask) => doCallBack(ask.db, ask.params.id, ask.body, doing(ask))),
  route(suitabilityChecks.end, (ask) => endCheck(ask.db, ask.params.id, ask.body, doing(ask))),
]
