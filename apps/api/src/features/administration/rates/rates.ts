import type { FeeRate, FxRate, rates } from '@rapport/contract/administration/rates'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'

/** Of each currency so many of the last days. */
const DAYS = 10

const recorded = `r.source, r.origin, (select u.name from users u where u.id = r.recorded_by) as "recordedBy",
  to_char(r.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"`
const feeColumns = `r.market, r.security_kind as "securityKind", r.component, r.side, r.valid_from as "validFrom", r.valid_to as "validTo",
  trim_scale(r.rate)::text as rate, r.verified_on as "verifiedOn", ${recorded}`
const fxColumns = `r.currency, r.day, trim_scale(r.rate)::text as rate, ${recorded}`

/** All rates of fees, the present one of each first; and the last ten of each currency. */
export async function listRates(db: Db) {
  const fees = await db.rows<FeeRate>(
    'rates.fees',
    `select ${feeColumns} from warehouse.fee_rates r
     order by r.component, r.security_kind, r.side, r.market, r.valid_from desc`,
    [],
  )
  const currencies = await db.rows<FxRate>(
    'rates.currencies',
    `select ${fxColumns} from (select distinct currency from warehouse.fx_rates) c
     cross join lateral (select * from warehouse.fx_rates f where f.currency = c.currency order by f.day desc limit $1) r
     order by r.currency, r.day desc`,
    [DAYS],
  )
  return { fees, currencies }
}

/**
 * Takes the place of what was told of the same fee from the same day on. Whoever traded under it without parts of fees told is
 * marked to be summed up anew, by trigger.
 */
export async function recordFeeRate(db: Db, by: string, rate: BodyOf<typeof rates.recordFee>): Promise<FeeRate> {
  const { market, securityKind, component, side, validFrom } = rate
  const [row] = await db.rows<FeeRate>(
    'rates.record-fee',
    `insert into warehouse.fee_rates as r (market, security_kind, component, side, valid_from, valid_to, rate, source, verified_on, origin, recorded_by)
     values ($1, $2, $3, $4, $5::date, $6::date, $7::numeric, $8, $9::date, 'person', $10::uuid)
     on conflict (market, security_kind, component, side, valid_from) do update set valid_to = excluded.valid_to, rate = excluded.rate,
       source = excluded.source, verified_on = excluded.verified_on, origin = 'person', batch_id = null,
       recorded_by = excluded.recorded_by, recorded_at = clock_timestamp()
     returning ${feeColumns}`,
    [market, securityKind, component, side, validFrom, rate.validTo, rate.rate, rate.source, rate.verifiedOn, by],
  )
  await note(db, 'fee_rates', [market, securityKind, component, side, validFrom], rate)
  return row!
}

/** Takes the place of what was told of the same currency and day. Nothing is kept that depends on it. */
export async function recordFxRate(db: Db, by: string, rate: BodyOf<typeof rates.recordCurrency>): Promise<FxRate> {
  const [row] = await db.rows<FxRate>(
    'rates.record-currency',
    `insert into warehouse.fx_rates as r (currency, day, rate, source, origin, recorded_by)
     values ($1, $2::date, $3::numeric, $4, 'person', $5::uuid)
     on conflict (currency, day) do update set rate = excluded.rate, source = excluded.source, origin = 'person', batch_id = null,
       recorded_by = excluded.recorded_by, recorded_at = clock_timestamp()
     returning ${fxColumns}`,
    [rate.currency, rate.day, rate.rate, rate.source, by],
  )
  await note(db, 'fx_rates', [rate.currency, rate.day], rate)
  return row!
}

/** In the audit trail a rate goes by what names it. */
const note = (db: Db, table: string, key: readonly string[], facts: object) =>
  db.rows('rates.note', `select audit_note('update', $1, md5($2)::uuid, null, $3, $4::jsonb)`, [
    table,
    key.join(' '),
    null,
    JSON.stringify(facts),
  ])
