import type { TriggerKind, TriggerOf } from '@rapport/contract/service/moment-triggers'
import type { Place } from '#features/analytics/conditions/compile.ts'
import { isTrading, ofTheFirm } from '#warehouse/trading-days.ts'

/** What a trigger has to say in: places for its thresholds, and the place of the day that is judged. */
export interface Means {
  place: Place
  day: string
  /** Of rules that look at several times of the day, that which has come last (HH:MM). */
  at: string | null
}

/**
 * A trigger as SQL over everybody for one day. Its rows are `customer_id, occurred_on, subject, variables, measure`: `subject` tells
 * apart what may happen to one customer several times in a day, `variables` are those of scripts, amounts in CNY.
 */
export type TriggerSql<K extends TriggerKind> = (trigger: TriggerOf<K>, means: Means) => string
export type Family<K extends TriggerKind> = { [Each in K]: TriggerSql<Each> }

/** The row of a trigger; variables are pairs of a name and SQL, and those that are null are left out. */
export const found = (
  of: { customer: string; on: string; subject?: string; measure?: string },
  variables: Readonly<Record<string, string>> = {},
) => {
  const pairs = Object.entries(variables).map(([name, sql]) => `'${name}', ${sql}`)
  return `${of.customer} as customer_id, ${of.on} as occurred_on, ${of.subject ?? "''"} as subject,
    ${pairs.length > 0 ? `jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')}))` : `'{}'::jsonb`} as variables,
    (${of.measure ?? 'null'})::numeric as measure`
}

/** What a unit of each currency was worth in CNY on a day; a currency without a rate has no row, and its amounts count for nothing. */
export const ratesOn = (day: string) => `(select 'CNY' as currency, 1::numeric as rate union all
  (select distinct on (currency) currency, rate from warehouse.fx_rates where day <= ${day} order by currency, day desc))`

/** The so-manieth business day before a day; null where the firm was not valued so long ago. */
export const businessDaysBefore = (day: string, count: string) =>
  `(select v.day from warehouse.valuation_days v where v.day < ${day} order by v.day desc offset ${count} - 1 limit 1)`

/** Whether the firm's market trades on a day, and the next day on which it does: where no calendar is loaded, from Monday to Friday. */
export const tradesOn = (day: string) => `coalesce(${isTrading(day)}, extract(isodow from ${day}) < 6)`
export const nextTradingDay = (day: string) => `coalesce((select min(c.day) from warehouse.calendar c where ${ofTheFirm}
  and c.trading and c.day > ${day}), ${day} + case extract(isodow from ${day})::int when 5 then 3 when 6 then 2 else 1 end)`

/** How customers stood at the end of a day, in CNY: customer_id, assets, cash, profit. */
export const stoodOn = (day: string) => `(select d.customer_id, sum(round(d.assets * r.rate, 2)) as assets,
    sum(round(d.cash * r.rate, 2)) as cash, sum(round(d.profit * r.rate, 2)) as profit
  from warehouse.customer_days d join ${ratesOn(day)} r using (currency) where d.day = ${day} group by 1)`

/** What customers held at the end of a day: what changed since is looked up by its own days. */
export const heldOn = (day: string) => `(
  select p.customer_id, p.security_id, p.currency, sum(p.quantity) as quantity, sum(p.cost) as cost
  from (select customer_id, security_id, currency, quantity, cost from warehouse.positions where day <= ${day}
        union all
        select p.customer_id, p.security_id, d.currency, d.quantity, d.cost from warehouse.positions p
        cross join lateral (select * from warehouse.position_days d where d.customer_id = p.customer_id and d.account_id = p.account_id
          and d.security_id = p.security_id and d.day <= ${day} order by d.day desc limit 1) d
        where p.day > ${day}) p
  where p.quantity <> 0 group by 1, 2, 3)`

/** What a security is called. */
export const securityName = (table: string) => `coalesce(${table}.short_name, ${table}.name, ${table}.code)`
/** A day, written in text. */
export const written = (day: string) => `to_char(${day}, 'YYYY-MM-DD')`
