import type { CostRate, contributions } from '@rapport/contract/analytics/contributions'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'

const columns = `to_char(k.valid_from, 'YYYY-MM') as "from", trim_scale(k.cost_of_minute)::text as "costOfMinute",
  trim_scale(k.minutes_of_contact)::text as "minutesOfContact", trim_scale(k.cost_of_customer)::text as "costOfCustomer",
  (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = k.recorded_by) as "recordedBy",
  ${utc('k.recorded_at')} as "recordedAt"`

/** What serving costs, the present rate first. */
export async function listCostRates(db: Db): Promise<{ items: CostRate[] }> {
  const items = await db.rows<CostRate>(
    'cost-rates',
    `select ${columns} from warehouse.cost_rates k order by k.valid_from desc`,
    [],
  )
  return { items }
}

/** Takes the place of what was said of the same month. Nothing is kept that depends on it: figures of all pages follow at once. */
export async function recordCostRate(
  db: Db,
  by: string,
  { from, costOfMinute, minutesOfContact, costOfCustomer }: BodyOf<typeof contributions.record>,
): Promise<CostRate> {
  const [row] = await db.rows<CostRate>(
    'cost-rates.record',
    `insert into warehouse.cost_rates as k (valid_from, cost_of_minute, minutes_of_contact, cost_of_customer, recorded_by)
     values ($1::date, $2::numeric, $3::numeric, $4::numeric, $5::uuid)
     on conflict (valid_from) do update set cost_of_minute = excluded.cost_of_minute, minutes_of_contact = excluded.minutes_of_contact,
       cost_of_customer = excluded.cost_of_customer, recorded_by = excluded.recorded_by, recorded_at = clock_timestamp()
     returning ${columns}`,
    [`${from}-01`, costOfMinute, minutesOfContact, costOfCustomer, by],
  )
  return row!
}
