import type { Db } from '@rapport/database/as-viewer'
import { cents } from '@rapport/finance/scales'

/** A day on which customers are valued, as it stands for one customer in one currency; money in cents. */
export interface ValuedDay {
  day: string
  assets: bigint
  netInflow: bigint
  profit: bigint
  bought: bigint
  sold: bigint
  trades: number
  commission: bigint
  netCommission: bigint
}

/** What is looked at: the days of a period, and how things stood at the end of the valued day before. */
export interface Period {
  currency: string
  from: string
  to: string
  /** The customer's first day in this currency. */
  since: string
  /** The end of which day the period begins with: the valued day before, else the calendar day before. */
  beginOn: string
  begin: bigint
  /** The same for profit and loss: where the firm began to value on the first day, what was held then came in on that day. */
  base: { on: string; assets: bigint }
  /** All days on which customers are valued, ascending; those on which there was nothing have zeros. At least one. */
  days: [ValuedDay, ...ValuedDay[]]
}

interface Row {
  day: string
  assets: string
  net_inflow: string
  profit: string
  bought: string
  sold: string
  trades: number
  commission: string
  net_commission: string
}

/**
 * The days of a customer from `from` (or the first there is) to `to`, as far as they are valued; null where there is none.
 * A period never begins before the customer does.
 */
export async function periodOf(
  db: Db,
  customerId: string,
  currency: string,
  from: string | undefined,
  to: string,
): Promise<Period | null> {
  const rows = await db.rows<Row & { since: string; first: string; opening: boolean | null }>(
    'analysis.days',
    // Days before the first are looked for by months: they are few.
    `with m as (select min(month) as month from warehouse.customer_months where customer_id = $1::uuid and currency = $2 and days > 0),
     s as (select min(d.day) as day from warehouse.customer_days d, m where d.customer_id = $1::uuid and d.currency = $2
             and d.day >= m.month and d.day < m.month + interval '1 month'),
     b as (select s.day as since, greatest(s.day, $3::date) as first,
             coalesce((select max(day) from warehouse.valuation_days where day < greatest(s.day, $3::date)), greatest(s.day, $3::date)) as begin
           from s where s.day is not null)
     select v.day, b.since, b.first,
       v.day = (select min(o.day) from warehouse.valuation_days o, warehouse.valuation_start f where o.day >= f.day) as opening,
       coalesce(d.assets, 0) as assets, coalesce(d.net_inflow, 0) as net_inflow,
       coalesce(d.profit, 0) as profit, coalesce(d.bought, 0) as bought, coalesce(d.sold, 0) as sold, coalesce(d.trades, 0) as trades,
       coalesce(d.commission, 0) as commission, coalesce(d.net_commission, 0) as net_commission
     from b cross join warehouse.valuation_days v
     left join warehouse.customer_days d on d.customer_id = $1::uuid and d.currency = $2 and d.day = v.day
       and d.day between b.begin and $4::date
     where v.day between b.begin and $4::date order by v.day`,
    [customerId, currency, from ?? null, to],
  )
  const [head] = rows
  if (!head) return null
  const days = rows.map(dayOf)
  const before = head.day < head.first ? days.shift()! : null
  const [first, ...others] = days
  if (!first) return null
  const [beginOn, begin] = [before?.day ?? dayBefore(head.first), before?.assets ?? 0n]
  return {
    currency,
    from: head.first,
    to: days.at(-1)!.day,
    since: head.since,
    beginOn,
    begin,
    base: !before && head.opening ? { on: first.day, assets: first.assets } : { on: beginOn, assets: begin },
    days: [first, ...others],
  }
}

const dayOf = (row: Row): ValuedDay => ({
  day: row.day,
  assets: cents(row.assets),
  netInflow: cents(row.net_inflow),
  profit: cents(row.profit),
  bought: cents(row.bought),
  sold: cents(row.sold),
  trades: row.trades,
  commission: cents(row.commission),
  netCommission: cents(row.net_commission),
})

const A_DAY = 86_400_000
/** Calendar days from one day to another. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / A_DAY)
export const dayBefore = (day: string) => new Date(Date.parse(day) - A_DAY).toISOString().slice(0, 10)
export const sumOf = <T>(items: readonly T[], of: (item: T) => bigint) =>
  items.reduce((sum, item) => sum + of(item), 0n)
/** A share as a double; null of nothing. */
export const shareOf = (part: bigint, all: bigint) => (all > 0n ? Number(part) / Number(all) : null)
