import type { CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import type { Values } from '#warehouse/collect/values.ts'

/** Ids of whom and what a row names. */
export interface Named {
  customerId: string
  accountId: string
  securityId: string
}

/** A column of a fact beside those that all have: what it holds of a row, as COPY reads it. */
interface FactColumn {
  name: string
  type: string
  of: (at: (field: string) => number) => (values: Values, named: Named) => string | null
}

/** A fact of the warehouse: where its rows lie and what they are told apart by. */
export interface Fact {
  target: CollectionTarget
  table: string
  /** Whose it is: the first column of its key. */
  subject: 'customer_id' | 'security_id'
  /** The day that it belongs to, and the field that tells it. */
  day: { column: string; field: string }
  /** The last column of its key. */
  key: 'external_key' | 'priced_at'
  /** Cut by month. */
  months: boolean
  names: { account: boolean; security: boolean }
  columns: readonly FactColumn[]
}

const field = (name: string, type: string, from: string, otherwise: string | null = null): FactColumn => ({
  name,
  type,
  of: (at) => {
    const place = at(from)
    return (values) => values[place] ?? otherwise
  },
})
const account: FactColumn = { name: 'account_id', type: 'uuid', of: () => (_, named) => named.accountId }
const security: FactColumn = { name: 'security_id', type: 'uuid', of: () => (_, named) => named.securityId }
const money = 'numeric(20, 4)'
/** The product that a row is about, where it names one. */
const product = [field('product_code', 'text', 'productCode'), field('product_name', 'text', 'productName')]
/** 15:00 in Shanghai: when a day stands for its close. */
const closeOf = (day: string) => `${day}T07:00:00Z`

const atOrClose = (name: string, instant: string, day: string): FactColumn => ({
  name,
  type: 'timestamptz(3)',
  of: (at) => {
    const [when, on] = [at(instant), at(day)]
    return (values) => values[when] ?? closeOf(values[on]!)
  },
})

const ofCustomer = { subject: 'customer_id', key: 'external_key', months: true } as const
const day = { column: 'day', field: 'day' }

const trades: Fact = {
  ...ofCustomer,
  target: 'trades',
  table: 'trades',
  day: { column: 'traded_on', field: 'tradedOn' },
  names: { account: true, security: true },
  columns: [
    account,
    security,
    atOrClose('traded_at', 'tradedAt', 'tradedOn'),
    field('side', 'text', 'side'),
    field('quantity', 'numeric(20, 4)', 'quantity'),
    field('price', 'numeric(28, 12)', 'price', '0'),
    field('amount', money, 'amount', '0'),
    field('fees', money, 'fees', '0'),
    field('commission', money, 'commission'),
    field('pass_through', money, 'passThrough'),
    field('currency', 'text', 'currency'),
    field('channel', 'text', 'channel'),
  ],
}

const cashMovements: Fact = {
  ...ofCustomer,
  target: 'cash-movements',
  table: 'cash_movements',
  day: { column: 'moved_on', field: 'movedOn' },
  names: { account: true, security: false },
  columns: [
    account,
    field('kind', 'text', 'kind'),
    field('amount', money, 'amount'),
    field('currency', 'text', 'currency'),
    field('note', 'text', 'note'),
    ...product,
  ],
}

const cashBalances: Fact = {
  ...ofCustomer,
  target: 'cash-balances',
  table: 'cash_balances',
  day,
  names: { account: true, security: false },
  columns: [
    account,
    field('currency', 'text', 'currency'),
    field('balance', money, 'balance'),
    field('frozen', money, 'frozen'),
  ],
}

const positionBalances: Fact = {
  ...ofCustomer,
  target: 'position-balances',
  table: 'position_balances',
  day,
  names: { account: true, security: true },
  columns: [account, security, field('quantity', money, 'quantity')],
}

const marginDebts: Fact = {
  ...ofCustomer,
  target: 'margin-debts',
  table: 'margin_debts',
  day,
  names: { account: true, security: false },
  columns: [
    account,
    field('currency', 'text', 'currency'),
    field('debt', money, 'debt'),
    field('maintenance_ratio', 'numeric(12, 4)', 'maintenanceRatio'),
  ],
}

const productHoldings: Fact = {
  ...ofCustomer,
  target: 'product-holdings',
  table: 'product_holdings',
  day,
  names: { account: false, security: false },
  columns: [
    ...product,
    field('units', money, 'units'),
    field('nav', 'numeric(18, 6)', 'nav'),
    field('value', money, 'value'),
    field('currency', 'text', 'currency'),
  ],
}

const contacts: Fact = {
  ...ofCustomer,
  target: 'contacts',
  table: 'contacts',
  day: { column: 'contacted_on', field: 'contactedOn' },
  names: { account: false, security: false },
  columns: [
    field('contacted_at', 'timestamptz(3)', 'contactedAt'),
    field('channel', 'text', 'channel'),
    field('direction', 'text', 'direction'),
    field('kind', 'text', 'kind'),
    field('staff_no', 'text', 'staffNo'),
    field('minutes', 'numeric', 'minutes'),
    field('result', 'text', 'result'),
    field('subject', 'text', 'subject'),
  ],
}

const income: Fact = {
  ...ofCustomer,
  target: 'income',
  table: 'income',
  day: { column: 'booked_on', field: 'bookedOn' },
  names: { account: true, security: false },
  columns: [
    account,
    field('kind', 'text', 'kind'),
    field('amount', money, 'amount'),
    field('currency', 'text', 'currency'),
    ...product,
    field('note', 'text', 'note'),
  ],
}

const customerSignals: Fact = {
  ...ofCustomer,
  target: 'customer-signals',
  table: 'customer_signals',
  day: { column: 'occurred_on', field: 'occurredOn' },
  names: { account: false, security: false },
  columns: [
    atOrClose('occurred_at', 'occurredAt', 'occurredOn'),
    field('kind', 'text', 'kind'),
    field('security_code', 'text', 'securityCode'),
    field('security_name', 'text', 'securityName'),
    field('quantity', money, 'quantity'),
    field('amount', money, 'amount'),
    field('due_on', 'date', 'dueOn'),
    field('note', 'text', 'note'),
  ],
}

const securitySignals: Fact = {
  target: 'security-signals',
  table: 'security_signals',
  subject: 'security_id',
  day,
  key: 'external_key',
  months: false,
  names: { account: false, security: true },
  columns: [
    field('kind', 'text', 'kind'),
    field('days_left', 'int', 'daysLeft'),
    field('record_on', 'date', 'recordOn'),
    field('ex_on', 'date', 'exOn'),
    field('pay_from', 'date', 'payFrom'),
    field('pay_until', 'date', 'payUntil'),
    field('note', 'text', 'note'),
  ],
}

const prices: Fact = {
  target: 'prices',
  table: 'prices',
  subject: 'security_id',
  day: { column: 'priced_on', field: 'day' },
  key: 'priced_at',
  months: true,
  names: { account: false, security: true },
  columns: [
    atOrClose('priced_at', 'pricedAt', 'day'),
    field('price', 'numeric(28, 12)', 'price'),
    field('previous_close', 'numeric(28, 12)', 'previousClose'),
    field('volume', 'numeric(24, 4)', 'volume'),
    field('turnover_amount', 'numeric(24, 4)', 'turnoverAmount'),
    {
      name: 'suspended',
      type: 'boolean',
      of: (at) => {
        const status = at('tradeStatus')
        return (values) => (values[status] === 'suspended' ? 't' : 'f')
      },
    },
  ],
}

const corporateActions: Fact = {
  target: 'corporate-actions',
  table: 'corporate_actions',
  subject: 'security_id',
  day: { column: 'ex_on', field: 'exOn' },
  key: 'external_key',
  months: false,
  names: { account: false, security: true },
  columns: [
    field('kind', 'text', 'kind'),
    field('record_on', 'date', 'recordOn'),
    field('pay_on', 'date', 'payOn'),
    field('cash_per_share', 'numeric(18, 8)', 'cashPerShare'),
    field('bonus_ratio', 'numeric(18, 8)', 'bonusRatio'),
    field('rights_ratio', 'numeric(18, 8)', 'rightsRatio'),
    field('rights_price', 'numeric(18, 6)', 'rightsPrice'),
    field('split_from', 'numeric(18, 8)', 'splitFrom'),
    field('split_to', 'numeric(18, 8)', 'splitTo'),
  ],
}

const all = [
  trades,
  cashMovements,
  cashBalances,
  positionBalances,
  marginDebts,
  productHoldings,
  contacts,
  income,
  customerSignals,
  securitySignals,
  prices,
  corporateActions,
]
const byTarget = new Map(all.map((fact) => [fact.target, fact]))

/** The fact that rows of a target become; null where they are a dimension or a table of the firm's own. */
export const factOf = (target: CollectionTarget): Fact | null => byTarget.get(target) ?? null

/** Columns that all facts have beside their own, in the order of a stage. */
export const columnsOf = (fact: Fact): readonly { name: string; type: string }[] => [
  { name: fact.subject, type: 'uuid' },
  { name: fact.day.column, type: 'date' },
  ...fact.columns.filter(({ name }) => name !== fact.subject),
  { name: 'external_key', type: 'text' },
  { name: 'version', type: 'bigint' },
  { name: 'row_hash', type: 'bigint' },
]
