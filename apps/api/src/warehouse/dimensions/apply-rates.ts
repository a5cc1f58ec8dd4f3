import type { Applying } from './apply.ts'
import type { Change } from './merge-dimension.ts'
import { writeRows } from './written.ts'

/** Writes rates of fees: what a feed tells takes the place of the history that came with the product. */
export async function applyFeeRates({ loader }: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const rates = changes.map(({ after, batchId }) => ({
    market: after.market,
    security_kind: after.securityKind,
    component: after.component,
    side: after.side,
    valid_from: after.validFrom,
    valid_to: after.validTo ?? null,
    rate: after.rate,
    source: after.source ?? null,
    verified_on: after.verifiedOn ?? null,
    batch_id: batchId,
  }))
  await writeRows(
    loader,
    `insert into warehouse.fee_rates as f (market, security_kind, component, side, valid_from, valid_to, rate, source, verified_on, batch_id)
     select * from json_to_recordset($1) as r (market text, security_kind text, component text, side text, valid_from date,
       valid_to date, rate numeric, source text, verified_on date, batch_id uuid)
     on conflict (market, security_kind, component, side, valid_from) do update set valid_to = excluded.valid_to, rate = excluded.rate,
       source = excluded.source, verified_on = excluded.verified_on, origin = 'feed', batch_id = excluded.batch_id
     where (f.valid_to, f.rate, f.source, f.verified_on, f.origin)
       is distinct from (excluded.valid_to, excluded.rate, excluded.source, excluded.verified_on, 'feed')`,
    rates,
  )
  return new Map()
}

/** Writes what currencies are worth on a day, for one unit. */
export async function applyFxRates({ loader }: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const rates = changes.map(({ after, batchId }) => ({
    currency: after.currency,
    day: after.day,
    rate: after.rate,
    per: after.per,
    source: after.source ?? null,
    batch_id: batchId,
  }))
  await writeRows(
    loader,
    `insert into warehouse.fx_rates as f (currency, day, rate, source, batch_id)
     select currency, day, rate / per, source, batch_id
     from json_to_recordset($1) as r (currency text, day date, rate numeric, per int, source text, batch_id uuid)
     on conflict (currency, day) do update set rate = excluded.rate, source = excluded.source, batch_id = excluded.batch_id
     where (f.rate, f.source) is distinct from (excluded.rate, excluded.source)`,
    rates,
  )
  return new Map()
}
