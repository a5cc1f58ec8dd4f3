import type { Db } from '@rapport/database/as-viewer'
import type * as Models from '@rapport/database/generated/models'

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
  prices: Models.PriceCreateManyInput
  trades: Models.TradeCreateManyInput
  care_visits: Omit<Models.CareVisitCreateManyInput, 'unitId' | 'ownerId' | 'live'>
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * Inserts many rows with few statements: COPY is closed to whoever row security applies to. All rows name the same
 * columns as the first one. `ignoring` is a unique column whose rows stay as they are when they are already there.
 */
export async function insertRows<Table extends keyof Rows>(
  db: Db,
  table: Table,
  rows: readonly Rows[Table][],
  options: { ignoring?: string; atOnce?: number } = {},
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.keys(rows[0]!).map((name) => [name, snakeCase(name)] as const)
  const names = columns.map(([, column]) => `"${column}"`).join(', ')
  const text = `insert into ${table} (${names})
    select ${names} from json_populate_recordset(null::${table}, $1)
    ${options.ignoring ? `on conflict (${options.ignoring}) do nothing` : ''}`
  const atOnce = options.atOnce ?? 5_000
  let running: Promise<unknown> = Promise.resolve()
  for (let first = 0; first < rows.length; first += atOnce) {
    const records = rows
      .slice(first, first + atOnce)
      .map((row) => Object.fromEntries(columns.map(([name, column]) => [column, row[name as keyof typeof row]])))
    const next = JSON.stringify(records)
    // The next block is made while PostgreSQL works on the one before.
    await running
    running = db.connection.query(text, [next])
  }
  await running
}
