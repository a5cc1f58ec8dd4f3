import { UnknownReferences } from '@rapport/contract/administration/collection-items'
import { Layout } from '@rapport/contract/administration/collection-layout'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { sealedCells } from '#warehouse/quarantine.ts'

const day = '2026-11-02'
const cny = { currency: 'CNY' }
const byMonth = [
  ...['cash_movements', 'cash_balances', 'position_balances', 'margin_debts', 'product_holdings', 'contacts', 'income'],
  ...['cash_days', 'position_days', 'customer_days', 'superseded'],
]
type Values = Record<string, unknown>

/** What a column that must be told holds where the row does not tell it: nothing, of its type. */
const blanks: Values = { numeric: 0, integer: 0, bigint: 0, boolean: false, jsonb: {}, date: day, 'text[]': [] }

async function insert(db: Db, table: string, told: Values): Promise<void> {
  const columns = await db.rows<{ name: string; type: string }>(
    'world-columns',
    `select attname::text as name, regexp_replace(format_type(atttypid, null), ' with.*', '') as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and attnotnull and not atthasdef and not attisdropped`,
    [table],
  )
  const row = { ...Object.fromEntries(columns.map(({ name, type }) => [name, blanks[type]])), ...told }
  const names = Object.keys(row).join(', ')
  const text = `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1::jsonb)`
  await db.rows('', text, [JSON.stringify(row)])
}

interface Holder {
  customer: { id: string }
  account: { id: string }
  security: { id: string }
}

/** One row of every fact, state and summary of this customer, as loads and runs of the data centre leave them. */
export async function makeFacts(db: Db, { customer, account, security }: Holder): Promise<void> {
  for (const fact of byMonth) await db.rows('', 'select warehouse.make_months($1, $2::date[])', [fact, [day]])
  const of = { customer_id: customer.id, day, external_key: 'k' }
  const inAccount = { ...of, account_id: account.id, ...cny }
  const { currency: _, ...balance } = { ...inAccount, security_id: security.id, quantity: 100 }
  const { external_key: __, ...held } = { ...balance, ...cny, cost: 1000 }
  const { day: ___, ...move } = { ...inAccount, moved_on: day, kind: 'deposit', amount: 5000 }
  const { moved_on: ____, ...earned } = move
  const contact = {
    customer_id: customer.id,
    contacted_on: day,
    contacted_at: day,
    channel: 'phone',
    external_key: 'k',
  }
  const rows: Record<string, Values> = {
    cash_movements: move,
    cash_balances: { ...inAccount, balance: 4000 },
    position_balances: balance,
    margin_debts: { ...inAccount, debt: 0 },
    product_holdings: { ...of, ...cny, product_code: 'P1', value: 100 },
    contacts: contact,
    income: { ...earned, booked_on: day, kind: 'interest', amount: 12 },
    positions: held,
    position_days: held,
    customer_days: { customer_id: customer.id, day, ...cny, assets: 5000, cash: 5000, net_inflow: 5000 },
    cash: { customer_id: customer.id, since: day, day, ...cny, balance: 4000 },
    cash_days: { customer_id: customer.id, day, ...cny, balance: 4000 },
    adjustments: { customer_id: customer.id, month: day, ...cny, batch_id: newId(), indicator: 'fees', difference: -1 },
    customer_indicators: { customer_id: customer.id },
    customer_tiers: { customer_id: customer.id, tier: 'gold', ladder_version: 1, valid_from: day },
    superseded: { fact: 'trades', subject_id: customer.id, day, external_key: 'k', version: 1, action: 'new' },
  }
  for (const [table, row] of Object.entries(rows)) await insert(db, `warehouse.${table}`, row)
  for (const [table, more, values] of [
    ['customer_contributions', '', ''],
    ['customer_products', ', product, risk_grade', `, 'stock', 3`],
  ])
    await db.rows(
      '',
      `insert into warehouse.${table} (customer_id, month, currency, owner_id, unit_id, live${more})
       select customer_id, '2020-01-01', 'CNY', owner_id, unit_id, live${values} from warehouse.customer_scope where customer_id = $1`,
      [customer.id],
    )
  await db.rows(
    '',
    `insert into warehouse.customer_tier_flows (customer_id, month, from_tier, to_tier, owner_id, unit_id, live, assets)
     select customer_id, '2020-01-01', 'none', 'gold', owner_id, unit_id, live, 5000 from warehouse.customer_scope where customer_id = $1`,
    [customer.id],
  )
  const score = { customer_id: customer.id, version_id: newId(), as_of: day, kind: 'churn', class: 'high' }
  await insert(db, 'warehouse.customer_scores', score)
  const byHand = { id: newId(), customer_id: customer.id, tier: 'gold', reason: 'r', valid_from: day }
  await insert(db, 'tiers_by_hand', byHand)
  const mother = { id: newId(), customer_id: customer.id, other_name: '母亲', kind: 'parent' }
  await insert(db, 'customer_links', mother)
  const need = { id: newId(), customer_id: customer.id, kind: 'growth', text: 't', stated_on: day, source: 'visit' }
  await insert(db, 'customer_needs', need)
  const gap = { kind: 'gap', code: 'birth-missing', record_id: customer.id, since: day, unit_id: customer.id }
  await insert(db, 'customer_findings', { id: newId(), customer_id: customer.id, ...gap })
  // Somebody who was merged into this customer, and whom nobody has heard of since.
  const merged = { id: newId(), customer_id: customer.id, merged_id: newId(), merged_no: 'M1', merged_name: 'M' }
  await insert(db, 'customer_merges', merged)
  await insert(db, 'account_holders', {
    id: newId(),
    customer_id: customer.id,
    account_id: account.id,
    role: 'owner',
  })
}

/** Every two customers as if they might be one person. */
export async function makePairs(db: Db, customers: readonly { id: string }[]): Promise<void> {
  const ids = customers.map(({ id }) => id).sort()
  for (const [i, one] of ids.entries())
    for (const other of ids.slice(i + 1)) {
      const pair = {
        kind: 'duplicate',
        code: 'same-person',
        other_id: other,
        record_id: other,
        since: day,
        unit_id: one,
      }
      await insert(db, 'customer_findings', { id: newId(), customer_id: one, ...pair })
      await insert(db, 'customer_links', { id: newId(), customer_id: one, other_id: other, kind: 'spouse' })
    }
}

/** What is not a customer's: days, batches, sums of units, and the data centre's own configuration, runs and findings. */
export async function makeDataCentre(
  db: Db,
  seal: Seal,
  world: {
    security: { id: string }
    units: readonly { id: string }[]
    people: readonly { userId: string; units: readonly string[] }[]
  },
) {
  const samples = world.people.map(({ userId, units }) => ({ id: newId(), drawn_by: userId, unit_id: units[0] }))
  const [source, item, project, task, run, batch] = [newId(), newId(), newId(), newId(), newId(), newId()]
  const version = newId()
  const ofItem = { item_id: item, batch_id: batch, business_date: day }
  const names = { code: 'fills', name: 'Fills' }
  // The removal of a customer took its days from sums that nobody had made.
  await db.rows('', 'delete from warehouse.unit_days', [])
  const rows: [table: string, row: Values][] = [
    ...world.units.flatMap(({ id }): [string, Values][] => [
      ['warehouse.unit_days', { unit_id: id, day, ...cny }],
      ['warehouse.band_months', { unit_id: id, month: '2020-01-01', band: 7, ...cny }],
      ['warehouse.cohort_months', { unit_id: id, opened: '2020-01-01', month: '2020-01-01', ...cny }],
      ['warehouse.visit_days', { unit_id: id, day: '2020-01-01' }],
      ['warehouse.unit_contributions', { unit_id: id, month: '2019-01-01', ...cny }],
      ['warehouse.unit_products', { unit_id: id, month: '2019-01-01', product: 'bond', risk_grade: 1, ...cny }],
    ]),
    [
      'warehouse.corporate_actions',
      { security_id: world.security.id, ex_on: day, kind: 'dividend', external_key: 'k' },
    ],
    ['warehouse.ex_days', { security_id: world.security.id, ex_on: day, close_before: 11, previous_close: 10 }],
    ['warehouse.calendar', { market: 'CN', day, trading: true }],
    ['warehouse.fx_rates', { currency: 'USD', day, rate: 7.1 }],
    ['warehouse.indicators', { code: 'assets', updated_by: world.people[0]!.userId }],
    ['warehouse.income_months', { month: '2020-01-01' }],
    ['warehouse.market_days', { day, currency: 'CNY', turnover: 1 }],
    ['warehouse.tier_flow_months', { month: '2020-01-01' }],
    ['warehouse.model_versions', { id: version, kind: 'churn', number: 1, settings: '{}' }],
    [
      'warehouse.security_neighbours',
      { version_id: version, held_id: newId(), security_id: world.security.id, weight: 1, together: 3 },
    ],
    ['warehouse.valuation_days', { day }],
    ['warehouse.peer_holding_days', { as_of: day }],
    [
      'warehouse.peer_holdings',
      {
        ...{ risk_level: 'C3', security_id: world.security.id, product: 'fund', risk_grade: 3 },
        ...{ holders: 3, peers: 3, as_of: day },
      },
    ],
    ['warehouse.valuation_start', { day }],
    ['warehouse.closed_months', { month: '2020-01-01' }],
    ['warehouse.batches', { id: batch, source: 'counter', item: 'fills', target: 'trades', business_date: day }],
    [
      'warehouse.collected',
      {
        item_id: item,
        target: 'table',
        key_hash: 'k',
        row_hash: 1,
        batch_id: batch,
        line: 2,
        values_sealed: 'sealed',
        version: 1,
      },
    ],
    ['warehouse.reconciliations', { id: newId(), kind: 'cash', subject: 'all', state: 'green' }],
    ['data_sources', { id: source, code: 'counter', name: 'Counter', kind: 'upload', settings: { kind: 'upload' } }],
    [
      'collection_items',
      {
        id: item,
        source_id: source,
        ...names,
        target: 'trades',
        place: 'fills-*.csv',
        layout: Layout.parse({ format: 'csv' }),
        mapping: CollectionMapping.parse({ target: 'trades' }),
        unknown: UnknownReferences.parse({}),
        key_fields: [],
        side_file: null,
      },
    ],
    ['etl_projects', { id: project, ...names }],
    [
      'etl_tasks',
      { id: task, project_id: project, ...names, steps: [], calendar: 'every-day', alert_to: [], due_time: null },
    ],
    ['etl_schedules', { task_id: task, handled_until: day }],
    ['etl_runs', { id: run, task_id: task, cause: 'person', state: 'done', steps: [] }],
    ['etl_step_runs', { run_id: run, step: 'fetch', kind: 'fetch', state: 'done' }],
    ['etl_log_lines', { id: newId(), run_id: run, level: 'info', code: 'run.done' }],
    [
      'quality_rules',
      {
        id: newId(),
        item_id: item,
        ...names,
        kind: 'null',
        settings: { kind: 'null', field: 'channel' },
        effect: 'count',
      },
    ],
    ...samples.map((sample): [string, Values] => [
      'quality_samples',
      { ...ofItem, ...sample, seed: 'seed', size: 1, closed_by: sample.drawn_by, closed_at: day },
    ]),
    ...samples.map(({ id }): [string, Values] => [
      'quality_sample_rows',
      { id: newId(), sample_id: id, ordinal: 1, subject_id: id, key: 'f1' },
    ]),
    ['quality_days', { item_id: item, day, indicator: 'completeness' }],
    ...[...world.units, null].map((unit, line): [string, Values] => {
      const id = newId()
      const said = sealedCells(seal, id, 'values', { columns: ['fill', 'price'], cells: ['1', 'ten'] })
      const row = { id, ...ofItem, line, values_sealed: said, reasons: [], unit_id: unit?.id ?? null }
      return ['quality_issues', row]
    }),
    ...world.people.map(({ userId }): [string, Values] => [
      'notifications',
      {
        id: newId(),
        user_id: userId,
        kind: 'run-failed',
        details: { runId: run, task: 'Fills', businessDate: day, failure: null },
      },
    ]),
  ]
  for (const [table, row] of rows) await insert(db, table, row)
  return { samples }
}
