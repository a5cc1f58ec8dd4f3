import type { ImportKind } from '@rapport/contract/customer/imports'
import { accountsKind } from './accounts/accounts.ts'
import { casesKind } from './cases/cases.ts'
import { customersKind } from './customers/customers.ts'
import type { Kind } from './kind.ts'
import { pricesKind } from './prices/prices.ts'
import { securitiesKind } from './securities/securities.ts'
import { tradesKind } from './trades/trades.ts'

/** Every kind of import by its name. What a row is checked to is the kind's own affair. */
export const kinds: Record<ImportKind, Kind<unknown>> = {
  customers: customersKind,
  securities: securitiesKind,
  accounts: accountsKind,
  trades: tradesKind,
  prices: pricesKind,
  cases: casesKind,
}
