import { businessDaysBefore, type Family, found, ratesOn, stoodOn } from './trigger-sql.ts'

const yesterday = (day: string) => businessDaysBefore(day, '1')

/** What came in, or went out, on the days of a range, in CNY: customer_id, total. */
const moved = (kind: 'deposit' | 'withdrawal', from: string, to: string) => `(
  select m.customer_id, sum(round(abs(m.amount) * r.rate, 2)) as total
  from warehouse.cash_movements m join ${ratesOn(to)} r using (currency)
  where m.moved_on between ${from} and ${to} and m.kind = '${kind}' group by 1)`

/** Moments of money that comes, goes or lies idle (domain 4, M04, M06, M07, M22). */
export const money: Family<'first-deposit' | 'large-deposit' | 'large-withdrawal' | 'idle-cash'> = {
  'first-deposit': (_, { day }) => `
    select ${found({ customer: 'm.customer_id', on: day, measure: 'm.total' }, { amount: 'm.total' })}
    from ${moved('deposit', day, day)} m where not exists (
      select from warehouse.cash_movements b where b.customer_id = m.customer_id and b.moved_on < ${day} and b.kind = 'deposit')`,

  'large-deposit': ({ amount, share }, { day, place }) => `
    select ${found({ customer: 'm.customer_id', on: day, measure: 'm.total' }, { amount: 'm.total', class: 'c.risk_level' })}
    from ${moved('deposit', day, day)} m join customers c on c.id = m.customer_id
    left join ${stoodOn(yesterday(day))} s on s.customer_id = m.customer_id
    where m.total >= greatest(${place(amount)}::numeric, ${place(share)}::numeric * coalesce(s.assets, 0))`,

  // Out in a day, or net over some business days, held against what there was before: of a day at its close before, of the days
  // at the close before the first of them. Only on a day on which something goes out.
  'large-withdrawal': ({ amount, share, days, sharesInDays }, { day, place }) => {
    const first = `coalesce((select min(w.day) from (select v.day from warehouse.valuation_days v where v.day <= ${day}
      order by v.day desc limit ${place(days)}::int) w), ${day})`
    return `
    select ${found(
      { customer: 'm.customer_id', on: day, measure: 'm.total' },
      { amount: 'm.total', percent: `round(m.total * 100 / nullif(s.assets, 0), 2) || '%'` },
    )}
    from ${moved('withdrawal', day, day)} m
    left join ${stoodOn(yesterday(day))} s on s.customer_id = m.customer_id
    left join ${stoodOn(yesterday(first))} b on b.customer_id = m.customer_id
    left join ${moved('withdrawal', first, day)} o on o.customer_id = m.customer_id
    left join ${moved('deposit', first, day)} i on i.customer_id = m.customer_id
    where m.total >= greatest(${place(amount)}::numeric, ${place(share)}::numeric * coalesce(s.assets, 0))
      or b.assets > 0 and o.total - coalesce(i.total, 0) >= ${place(sharesInDays)}::numeric * b.assets`
  },

  // On each of the last so many business days, and not on the one before them: told once while it lasts.
  'idle-cash': ({ amount, days }, { day, place }) => {
    const n = `${place(days)}::int`
    const least = `${place(amount)}::numeric`
    return `
    select ${found({ customer: 'd.customer_id', on: day, measure: 'd.cash' }, { amount: 'd.cash', days: n })}
    from (
      select x.customer_id, max(x.cash) filter (where x.day = ${day}) as cash, max(x.cash) filter (where x.day = x.first) as before,
        count(*) filter (where x.day > x.first and x.cash >= ${least}) as idle
      from (select d.customer_id, d.day, e.first, sum(round(d.cash * r.rate, 2)) as cash
            from warehouse.customer_days d join ${ratesOn(day)} r using (currency)
            cross join (select coalesce(${businessDaysBefore(day, n)}, date '1900-01-01') as first) e
            where d.day between e.first and ${day}
              and d.customer_id in (select s.customer_id from ${stoodOn(day)} s where s.cash >= ${least}) group by 1, 2, 3) x
      group by 1) d
    where d.idle = ${n} and coalesce(d.before, 0) < ${least}`
  },
}
