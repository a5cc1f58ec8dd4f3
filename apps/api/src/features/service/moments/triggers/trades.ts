import { businessDaysBefore, type Family, found, ratesOn, stoodOn } from './trigger-sql.ts'

/**
 * Whether a customer traded after a day `since` and before `day`: whole months are read from their sums, what is left of the
 * first and the last month from the trades.
 */
const tradedBetween = (customer: string, since: string, day: string) => `(
  exists (select from warehouse.trades b where b.customer_id = ${customer} and b.side in ('buy', 'sell')
    and b.traded_on >= date_trunc('month', ${day})::date and b.traded_on < ${day} and b.traded_on > ${since})
  or exists (select from warehouse.customer_months b where b.customer_id = ${customer} and b.trades > 0
    and b.month > ${since} and b.month < date_trunc('month', ${day})::date)
  or exists (select from warehouse.trades b where b.customer_id = ${customer} and b.side in ('buy', 'sell')
    and b.traded_on > ${since} and b.traded_on < date_trunc('month', ${since} + interval '1 month')::date and b.traded_on < ${day}))`
const everTraded = (customer: string, day: string) => tradedBetween(customer, `date '1990-01-01'`, day)
const silentSince = (day: string, months: string) => `(${day} - make_interval(months => ${months}::int))::date`

/** Moments of trading (domain 4, M05, M21). */
export const trades: Family<'first-trade' | 'large-trade' | 'woken-up'> = {
  'first-trade': ({ silentMonths }, { day, place }) => {
    const since = silentSince(day, place(silentMonths))
    return `
    select ${found(
      { customer: 't.customer_id', on: day, measure: 't.trades' },
      { status: `case when ${everTraded('t.customer_id', day)} then '恢复' else '首笔' end` },
    )}
    from (select customer_id, count(*) as trades from warehouse.trades where traded_on = ${day} and side in ('buy', 'sell') group by 1) t
    where not ${tradedBetween('t.customer_id', since, day)}`
  },

  'large-trade': ({ amount, share }, { day, place }) => `
    select ${found({ customer: 't.customer_id', on: day, measure: 't.total' }, { amount: 't.total' })}
    from (select t.customer_id, sum(round(t.amount * r.rate, 2)) as total from warehouse.trades t
          join ${ratesOn(day)} r using (currency) where t.traded_on = ${day} and t.side in ('buy', 'sell') group by 1) t
    left join ${stoodOn(businessDaysBefore(day, '1'))} s using (customer_id)
    where t.total >= greatest(${place(amount)}::numeric, ${place(share)}::numeric * coalesce(s.assets, 0))`,

  // A login or a deposit after months without trade, login or deposit.
  'woken-up': ({ silentMonths }, { day, place }) => {
    const since = silentSince(day, place(silentMonths))
    return `
    select ${found({ customer: 'w.customer_id', on: day })}
    from (select customer_id from warehouse.cash_movements where moved_on = ${day} and kind = 'deposit'
          union select customer_id from warehouse.customer_signals where occurred_on = ${day} and kind = 'login') w
    join customers c on c.id = w.customer_id and c.opened_on <= ${since}
    where not ${tradedBetween('w.customer_id', since, day)}
      and not exists (select from warehouse.cash_movements b where b.customer_id = w.customer_id and b.kind = 'deposit'
        and b.moved_on > ${since} and b.moved_on < ${day})
      and not exists (select from warehouse.customer_signals b where b.customer_id = w.customer_id and b.kind = 'login'
        and b.occurred_on > ${since} and b.occurred_on < ${day})`
  },
}
