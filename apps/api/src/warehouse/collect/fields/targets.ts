import type { CollectionMapping, CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import { cashBalances, cashMovements, marginDebts, positionBalances, productHoldings } from './balances.ts'
import type { Target } from './field.ts'
import { income } from './income.ts'
import { calendar, corporateActions, marketDays, prices, securities } from './market.ts'
import { accountHolders, accounts, contacts, customers } from './parties.ts'
import { feeRates, fxRates } from './rates.ts'
import { announcedSignals, customerSignals } from './signals.ts'
import { trades } from './trades.ts'

const known: Readonly<Record<Exclude<CollectionTarget, 'table'>, Target>> = {
  trades,
  'cash-movements': cashMovements,
  'cash-balances': cashBalances,
  'position-balances': positionBalances,
  prices,
  'corporate-actions': corporateActions,
  'margin-debts': marginDebts,
  'product-holdings': productHoldings,
  contacts,
  income,
  'customer-signals': customerSignals,
  'security-signals': announcedSignals,
  calendar,
  securities,
  customers,
  accounts,
  'account-holders': accountHolders,
  'fee-rates': feeRates,
  'fx-rates': fxRates,
  'market-days': marketDays,
}

const LONGEST_TEXT = 4_000

/**
 * The target of a mapping with its fields. A table of the firm's own has a field of text for every column that it maps,
 * or for every column of the file where it maps none.
 */
export function targetOf(mapping: Pick<CollectionMapping, 'target' | 'fields'>, columns: readonly string[]): Target {
  if (mapping.target !== 'table') return known[mapping.target]
  const mapped = Object.keys(mapping.fields)
  const names = mapped.length > 0 ? mapped : columns
  return { name: 'table', fields: names.map((name) => ({ name, type: 'text', max: LONGEST_TEXT }) as const) }
}
