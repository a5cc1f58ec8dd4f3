import type { Kind } from '#features/customer/imports/kinds/kind.ts'
import { type TradeSaid, tradeChecker, tradeFields } from './check.ts'
import { writeTrades } from './write.ts'

/** Fills of customers; whom and what they name and nobody knows is made. */
export const tradesKind: Kind<TradeSaid> = {
  name: 'trades',
  fields: tradeFields,
  key: 'customerNo',
  counts: true,
  placed: ({ owner, unit }) => ({ owner, unit }),
  checker: tradeChecker,
  write: writeTrades,
}
