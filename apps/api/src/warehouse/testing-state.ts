import type { Warehouse } from './testing.ts'

const customer = '(select customer_no from customers where id = customer_id) as customer'
const account = '(select number from accounts where id = account_id) as account'
const security = '(select code from securities where id = security_id) as security'
const withoutIds = `- '{customer_id,account_id,security_id,batch_id,owner_id,unit_id,row_hash}'::text[]`

/** What a warehouse holds, by the names of things rather than their ids: the same for the same facts, however they came. */
export async function stateOf({ ask }: Warehouse): Promise<Record<string, unknown[]>> {
  const tables: Record<string, string> = {
    trades: `${customer}, ${account}, ${security}`,
    cash_movements: `${customer}, ${account}`,
    income: `${customer}, ${account}`,
    customer_contributions: customer,
    unit_contributions: '1',
    customer_products: customer,
    unit_products: '1',
    cash_balances: `${customer}, ${account}`,
    prices: security,
    corporate_actions: security,
    closes: security,
    positions: `${customer}, ${account}, ${security}`,
    position_days: `${customer}, ${account}, ${security}`,
    cash: customer,
    cash_days: customer,
    customer_days: customer,
    customer_months: customer,
    unit_days: '1',
    unit_months: '1',
    staff_months: '1',
    valuation_days: '1',
    dirty: '1',
  }
  const state: Record<string, unknown[]> = {}
  for (const [table, names] of Object.entries(tables)) {
    const rows = await ask<{ row: string }>(
      `select (to_jsonb(x) ${withoutIds})::text as row from (select ${names === '1' ? '' : `${names}, `}t.* from warehouse.${table} t) x order by 1`,
    )
    state[table] = rows.map(({ row }) => row)
  }
  const gone = await ask<{ row: string }>(
    `select concat_ws(' ', fact, day, external_key, version, action) as row from warehouse.superseded where action = 'cancel' order by 1`,
  )
  state.cancels = gone.map(({ row }) => row)
  return state
}
