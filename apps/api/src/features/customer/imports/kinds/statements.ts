import { setImmediate } from 'node:timers/promises'
import type { Db } from '@rapport/database/as-viewer'

/** The columns that imports write, by table: a closed list, so that each statement is constant and prepared once. */
const columns = {
  customers: [
    ...['id', 'customer_no', 'kind', 'name', 'name_pinyin', 'name_initials', 'search_keys', 'gender', 'birth_on'],
    ...['nationality', 'occupation', 'education', 'legal_form', 'industry', 'registered_address', 'lifecycle', 'level'],
    ...['risk_level', 'risk_basis', 'investment_capacity', 'capacity_basis', 'assessed_on', 'assessment_valid_to'],
    ...['profile_as_of', 'opened_on', 'owner_id', 'unit_id', 'note', 'import_id', 'created_by'],
  ],
  investor_profiles: [
    ...['id', 'customer_id', 'as_of', 'level', 'risk_level', 'risk_basis', 'investment_capacity', 'capacity_basis'],
    ...['assessed_on', 'valid_to', 'source', 'import_id', 'recorded_by'],
  ],
  identifications: ['id', 'customer_id', 'type', 'number_sealed', 'number_hash'],
  contact_points: ['id', 'customer_id', 'kind', 'value_sealed', 'value_hash'],
  accounts: [
    ...['id', 'customer_id', 'kind', 'number', 'market', 'currency', 'status', 'opened_on', 'closed_on', 'import_id'],
  ],
  securities: [
    ...['id', 'code', 'isin', 'name', 'short_name', 'category', 'sub_category', 'market', 'sector', 'industry'],
    ...['currency', 'as_of', 'unknown', 'import_id'],
  ],
  trades: [
    ...['customer_id', 'account_id', 'security_id', 'traded_at', 'traded_on', 'side', 'quantity', 'price'],
    ...['amount', 'fees', 'currency', 'external_key', 'batch_id'],
  ],
  cases: [
    ...['id', 'number', 'kind', 'class_id', 'channel', 'title', 'details', 'topic', 'cause', 'customer_id', 'live'],
    ...[
      'complainants',
      'first_handler_id',
      'handler_id',
      'state',
      'open',
      'step',
      'step_by',
      'step_due_at',
      'settlement',
    ],
    ...['disputed', 'on_time', 'received_at', 'acknowledge_due_at', 'accept_due_at', 'target_due_at', 'finish_due_at'],
    ...[
      'extended_days',
      'waited_minutes',
      'at_first_contact',
      'version',
      'created_at',
      'updated_at',
      'created_by',
      'import_id',
    ],
  ],
  case_events: ['id', 'case_id', 'at', 'actor_id', 'what', 'handler_id'],
  prices: ['security_id', 'priced_on', 'priced_at', 'price', 'batch_id'],
} as const satisfies Record<string, readonly string[]>

/** Never changed by an import: what a customer is, whose, and from where. */
const kept = new Set<string>(['id', 'customer_no', 'kind', 'owner_id', 'unit_id', 'import_id', 'created_by'])
const search = new Set<string>(['name', 'name_pinyin', 'name_initials', 'search_keys'])

type Table = keyof typeof columns
export type RowOf<T extends Table> = Partial<Record<(typeof columns)[T][number], unknown>>

/** What an import changes of rows that are there. */
const updates = {
  customers: { table: 'customers', set: columns.customers.filter((name) => !(kept.has(name) || search.has(name))) },
  'renamed-customers': { table: 'customers', set: columns.customers.filter((name) => !kept.has(name)) },
  profiles: { table: 'investor_profiles', set: columns.investor_profiles.slice(3, 10) },
  documents: { table: 'identifications', set: ['number_sealed', 'number_hash'] },
  accounts: { table: 'accounts', set: ['kind', 'market', 'currency', 'status', 'opened_on', 'closed_on'] },
  securities: { table: 'securities', set: columns.securities.slice(2, 13) },
} as const satisfies Record<string, { table: Table; set: readonly string[] }>

/** A security that two imports make at once is made once; another price for an instant takes the place of the one before. */
const twice: Partial<Record<Table, string>> = {
  securities: 'on conflict (code) do nothing',
  prices:
    'on conflict (security_id, priced_on, priced_at) do update set price = excluded.price, batch_id = excluded.batch_id',
}

/** Facts lie in the warehouse, in partitions by month. */
const places = { trades: 'warehouse.trades', prices: 'warehouse.prices' } as const
const placeOf = (table: Table) => (table in places ? places[table as keyof typeof places] : table)

/** A statement ready to be sent; null when there is nothing to write. */
type Statement = readonly [name: string, text: string, values: unknown[]] | null

/** Inserts many rows at once; what a row does not name becomes null. Row security is closed to COPY. */
export function insertion<T extends Table>(table: T, rows: readonly RowOf<T>[]): Statement {
  if (rows.length === 0) return null
  const names = columns[table].join(', ')
  return [
    `import-insert-${table}`,
    `insert into ${placeOf(table)} (${names})
     select ${names} from json_populate_recordset(null::${placeOf(table)}, $1) ${twice[table] ?? ''}`,
    [JSON.stringify(rows)],
  ]
}

/** Makes the partitions for facts of these days. */
export function monthsOf(fact: keyof typeof places, days: Iterable<string>): Statement {
  const months = [...new Set([...days].map((day) => `${day.slice(0, 7)}-01`))]
  if (months.length === 0) return null
  return ['import-months', 'select warehouse.make_months($1, $2::date[])', [fact, months]]
}

/** Changes many rows at once, found by their ids. */
export function change<T extends keyof typeof updates>(
  update: T,
  rows: readonly RowOf<(typeof updates)[T]['table']>[],
): Statement {
  if (rows.length === 0) return null
  const { table, set } = updates[update]
  return [
    `import-update-${update}`,
    `update ${table} t set ${set.map((name) => `${name} = r.${name}`).join(', ')}
     from json_populate_recordset(null::${table}, $1) r where t.id = r.id`,
    [JSON.stringify(rows)],
  ]
}

/** Sends statements one after the other; while PostgreSQL works on one, the next is made. */
export async function writeAll(db: Db, makers: readonly (() => Statement)[]): Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  for (const make of makers) {
    // The bytes of the statement before leave for the database first.
    await setImmediate()
    const statement = make()
    await running
    if (!statement) continue
    running = db.rows(...statement)
    // Its refusal is met where it is waited for.
    running.catch(() => undefined)
  }
  await running
}
