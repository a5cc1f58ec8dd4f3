import type * as Models from '@rapport/database/generated/models'
import type pg from 'pg'

/** A closing price or any other of an instant; money and quantities as decimal strings. */
interface PriceRow {
  securityId: string
  pricedAt: string
  price: string
}
interface TradeRow {
  customerId: string
  accountId: string
  securityId: string
  tradedAt: string
  tradedOn: string
  side: string
  quantity: string
  price: string
  amount: string
  fees?: string
  commission?: string
  currency: string
  channel?: string
  externalKey: string
}
/** Money that moved between a customer's bank and the broker: in is positive. */
interface CashMovementRow {
  customerId: string
  accountId: string
  movedOn: string
  kind: 'deposit' | 'withdrawal' | 'product-purchase' | 'product-redemption'
  amount: string
  currency: string
  externalKey: string
  productCode?: string
  productName?: string
}

/** What the firm earned from a customer beside commission. */
interface IncomeRow {
  customerId: string
  accountId: string
  bookedOn: string
  kind: 'interest' | 'margin-interest' | 'product-fee' | 'advisory-fee' | 'other'
  amount: string
  currency: string
  externalKey: string
}

/** Facts lie in the warehouse; in which partition, follows from the day. */
const facts = {
  cash_movements: {
    place: 'warehouse.cash_movements',
    day: 'moved_on',
    dayOf: (row: object) => (row as CashMovementRow).movedOn,
  },
  income: { place: 'warehouse.income', day: 'booked_on', dayOf: (row: object) => (row as IncomeRow).bookedOn },
  trades: { place: 'warehouse.trades', day: 'traded_on', dayOf: (row: object) => (row as TradeRow).tradedOn },
  prices: {
    place: 'warehouse.prices',
    day: 'priced_on',
    dayOf: (row: object) => new Date(Date.parse((row as PriceRow).pricedAt) + 8 * 3_600_000).toISOString().slice(0, 10),
  },
} as const
const factOf = (table: string) => (table in facts ? facts[table as keyof typeof facts] : null)

/** Tables that can be filled, with their columns under the names that Prisma has for them. */
export interface Rows {
  units: Models.UnitCreateManyInput
  roles: Models.RoleCreateManyInput
  users: Models.UserCreateManyInput
  credentials: Models.CredentialCreateManyInput
  customers: Models.CustomerCreateManyInput
  identifications: Models.IdentificationCreateManyInput
  contact_points: Models.ContactPointCreateManyInput
  contact_persons: Models.ContactPersonCreateManyInput
  bank_cards: Models.BankCardCreateManyInput
  investor_profiles: Models.InvestorProfileCreateManyInput
  relationship_assignments: Models.RelationshipAssignmentCreateManyInput
  accounts: Models.AccountCreateManyInput
  account_service_requests: Models.AccountServiceRequestCreateManyInput
  securities: Models.SecurityCreateManyInput
  prices: PriceRow
  trades: TradeRow
  cash_movements: CashMovementRow
  income: IncomeRow
  care_visits: Omit<Models.CareVisitCreateManyInput, 'unitId' | 'ownerId' | 'live'>
  cases: Omit<Models.CaseCreateManyInput, 'unitId' | 'ownerId' | 'live'>
  case_events: Models.CaseEventCreateManyInput
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * Inserts many rows with few statements: COPY is closed to whoever row security applies to. All rows name the same
 * columns as the first one. `ignoring` is a unique column whose rows stay as they are when they are already there.
 */
export async function insertRows<Table extends keyof Rows>(
  db: { readonly connection: pg.ClientBase },
  table: Table,
  rows: readonly Rows[Table][],
  options: { ignoring?: string; atOnce?: number } = {},
): Promise<void> {
  if (rows.length === 0) return
  const fact = factOf(table)
  const place = fact?.place ?? table
  const columns = Object.keys(rows[0]!).map((name) => [name, snakeCase(name)] as const)
  const named = columns.map(([, column]) => column)
  if (fact && !named.includes(fact.day)) named.push(fact.day)
  const names = named.map((column) => `"${column}"`).join(', ')
  if (fact) {
    const months = [...new Set(rows.map((row) => `${fact.dayOf(row).slice(0, 7)}-01`))]
    await db.connection.query('select warehouse.make_months($1, $2::date[])', [table, months])
  }
  const text = `insert into ${place} (${names})
    select ${names} from json_populate_recordset(null::${place}, $1)
    ${options.ignoring ? `on conflict (${options.ignoring}) do nothing` : ''}`
  const atOnce = options.atOnce ?? 5_000
  let running: Promise<unknown> = Promise.resolve()
  for (let first = 0; first < rows.length; first += atOnce) {
    const records = rows.slice(first, first + atOnce).map((row) => ({
      ...Object.fromEntries(columns.map(([name, column]) => [column, row[name as keyof typeof row]])),
      ...(fact && { [fact.day]: fact.dayOf(row) }),
    }))
    const next = JSON.stringify(records)
    // The next block is made while PostgreSQL works on the one before.
    await running
    running = db.connection.query(text, [next])
  }
  await running
}
