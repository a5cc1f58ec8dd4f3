import type { Warehouse } from '#warehouse/testing.ts'
import { openedSaid, type Said } from './said.ts'

const tables: Readonly<Record<string, string>> = {
  customers: `select customer_no, name, search_keys, kind, gender, birth_on, lifecycle, opened_on,
      (select username from users u where u.id = c.owner_id) as owner, (select code from units u where u.id = c.unit_id) as unit,
      (select array_agg(concat_ws(' ', type, number_hash) order by type) from identifications i where i.customer_id = c.id) as documents,
      (select array_agg(concat_ws(' ', kind, value_hash) order by kind, value_hash) from contact_points p where p.customer_id = c.id) as contacts
    from customers c`,
  accounts: `select a.number, a.kind, a.market, a.currency, a.status, a.opened_on, a.closed_on, c.customer_no
    from accounts a join customers c on c.id = a.customer_id`,
  holders: `select a.number, c.customer_no, h.role, h.valid_from, h.valid_to
    from account_holders h join accounts a on a.id = h.account_id join customers c on c.id = h.customer_id`,
  securities: `select code, isin, name, short_name, category, sub_category, market, sector, industry, currency, as_of, unknown from securities`,
  calendar: 'select market, day, trading, settlement, half_day, origin from warehouse.calendar',
  collected: 'select target, as_of, version, row_hash, line, waiting from warehouse.collected',
  trades: `select t.external_key, t.quantity, t.traded_on, c.customer_no, a.number from warehouse.trades t
    join customers c on c.id = t.customer_id join accounts a on a.id = t.account_id`,
}

/** What feeds have told of customers, accounts, holders, securities and days, by names rather than ids. */
export async function dimensionsOf({ ask }: Warehouse): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {}
  for (const [table, select] of Object.entries(tables))
    state[table] = (await ask<{ row: string }>(`select to_jsonb(x)::text as row from (${select}) x order by 1`)).map(
      ({ row }) => row,
    )
  return state
}

/** The present rows of an item, opened, in the order of its file. */
export async function rowsOf({ ask, works }: Warehouse, itemId: string): Promise<Said[]> {
  const rows = await ask<{ batchId: string; line: number; sealed: string }>(
    `select * from (
       select distinct on (key_hash) batch_id as "batchId", line, values_sealed as sealed from warehouse.collected
       where item_id = $1 order by key_hash, as_of desc, version desc, row_hash desc) c order by line`,
    [itemId],
  )
  return rows.map(({ batchId, line, sealed }) => openedSaid(works.seal, batchId, line, sealed))
}
