import type { Applying } from './apply.ts'
import type { Change } from './merge-dimension.ts'
import { writeRows } from './written.ts'

/** Writes days of the market: what it turned over, what was paid, how many accounts were opened. */
export async function applyMarketDays({ loader }: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const days = changes.map(({ after, batchId }) => ({
    market: after.market,
    day: after.day,
    currency: after.currency,
    turnover: after.turnover ?? null,
    net_commission_rate: after.netCommissionRate ?? null,
    new_accounts: after.newAccounts ?? null,
    source: after.source ?? null,
    batch_id: batchId,
  }))
  await writeRows(
    loader,
    `insert into warehouse.market_days as d (market, day, currency, turnover, net_commission_rate, new_accounts, source, batch_id)
     select * from json_to_recordset($1) as r (market text, day date, currency text, turnover numeric, net_commission_rate numeric,
       new_accounts bigint, source text, batch_id uuid)
     on conflict (day, currency, market) do update set turnover = excluded.turnover, net_commission_rate = excluded.net_commission_rate,
       new_accounts = excluded.new_accounts, source = excluded.source, batch_id = excluded.batch_id
     where (d.turnover, d.net_commission_rate, d.new_accounts, d.source)
       is distinct from (excluded.turnover, excluded.net_commission_rate, excluded.new_accounts, excluded.source)`,
    days,
  )
  return new Map()
}
