import {
  businessDaysBefore,
  type Family,
  found,
  heldOn,
  nextTradingDay,
  ratesOn,
  securityName,
  stoodOn,
  tradesOn,
  written,
} from './trigger-sql.ts'

const yesterday = (day: string) => businessDaysBefore(day, '1')
const percent = (ratio: string) => `to_char(${ratio} * 100, 'FMSG999999990.00') || '%'`
/** Special treatment of a security on a day: the last word of those that begin or end it. */
const special = (security: string, day: string) => `coalesce((
  select g.kind in ('special-treatment', 'delisting-risk') from warehouse.security_signals g where g.security_id = ${security}
    and g.day <= ${day} and g.kind in ('special-treatment', 'delisting-risk', 'treatment-lifted') order by g.day desc, g.kind limit 1), false)`
/** Trading days since it was listed, the day itself counted; null where that is not told or longer ago. */
const listedSince = (security: string, day: string) => `(
  select count(*)::int from warehouse.security_signals g join warehouse.valuation_days v on v.day between g.day and ${day}
  where g.security_id = ${security} and g.kind = 'listed' and g.day > ${day} - 30 having count(*) > 0)`
const leavesOn = (security: string, day: string) => `exists (select from warehouse.security_signals g
  where g.security_id = ${security} and g.kind = 'delisting-period' and g.day = ${day})`
const words = `case g.kind when 'suspended' then '停牌' when 'resumed' then '复牌' when 'special-treatment' then '被实施风险警示'
  when 'delisting-risk' then '被实施退市风险警示' when 'treatment-lifted' then '撤销风险警示' when 'listed' then '上市'
  else '进入退市整理期' || coalesce('，剩余' || g.days_left || '个交易日', '') end`

/** Dividends, bonuses and rights about a day, as the last announcement says, or else as they were booked when they went ex. */
const issues = (day: string) => `(
  (select distinct on (g.security_id, g.kind, g.ex_on) g.security_id, g.kind, g.record_on, g.ex_on, g.pay_from, g.pay_until
   from warehouse.security_signals g where g.ex_on between ${day} - 60 and ${day} + 60 and g.day <= ${day}
   order by g.security_id, g.kind, g.ex_on, g.day desc)
  union all
  select c.security_id, c.kind, c.record_on, c.ex_on, null::date, case when c.kind = 'rights' then c.pay_on end
  from warehouse.corporate_actions c where c.ex_on between ${day} - 60 and ${day} + 60 and not exists (
    select from warehouse.security_signals g where g.security_id = c.security_id and g.kind = c.kind and g.ex_on = c.ex_on and g.day <= ${day}))`

/** Moments of what a customer holds (domain 4, M09 to M13, M15). */
export const positions: Family<'large-loss' | 'large-gain' | 'limit-price' | 'security-signal' | 'corporate-action'> = {
  // Of the day and of all, or of one position on the day on which it falls so far below its cost.
  'large-loss': ({ amount, share, positionShare }, { day, place }) => `
    select ${found({ customer: 's.customer_id', on: day, measure: 's.profit' }, { percent: percent('s.profit / b.assets'), amount: 's.profit' })}
    from ${stoodOn(day)} s join ${stoodOn(yesterday(day))} b using (customer_id)
    where b.assets > 0 and s.profit <= -${place(share)}::numeric * b.assets and s.profit <= -${place(amount)}::numeric
    union all
    select ${found(
      { customer: 'h.customer_id', on: day, subject: 'e.code', measure: 'h.quantity * n.close - h.cost' },
      { security: securityName('e'), percent: percent('(h.quantity * n.close - h.cost) / h.cost') },
    )}
    from ${heldOn(day)} h join warehouse.closes n on n.security_id = h.security_id and n.day = ${day}
    join warehouse.closes b on b.security_id = h.security_id and b.day = ${yesterday(day)}
    join securities e on e.id = h.security_id
    where h.cost > 0 and h.quantity > 0 and h.quantity * n.close <= (1 - ${place(positionShare)}::numeric) * h.cost
      and h.quantity * b.close > (1 - ${place(positionShare)}::numeric) * h.cost`,

  'large-gain': ({ amount, share }, { day, place }) => `
    select ${found({ customer: 's.customer_id', on: day, measure: 's.profit' }, { percent: percent('s.profit / b.assets'), amount: 's.profit' })}
    from ${stoodOn(day)} s join ${stoodOn(yesterday(day))} b using (customer_id)
    where b.assets > 0 and s.profit >= ${place(share)}::numeric * b.assets and s.profit >= ${place(amount)}::numeric`,

  'limit-price': ({ weight }, { day, place }) => `
    with limited as materialized (
      select p.security_id, p.price, case when p.price = warehouse.limit_price(p.previous_close, p.rate, 1) then '涨停' else '跌停' end as direction
      from (select distinct on (p.security_id) p.security_id, p.price, p.previous_close, warehouse.limit_rate(warehouse.board_of(e.code),
              ${special('p.security_id', day)}, ${day}, ${listedSince('p.security_id', day)}, ${leavesOn('p.security_id', day)}) as rate
            from warehouse.prices p join securities e on e.id = p.security_id
            where p.priced_on = ${day} and p.previous_close > 0 and not p.suspended
              and abs(p.price / p.previous_close - 1) > 0.03 order by p.security_id, p.priced_at desc) p
      where p.price in (warehouse.limit_price(p.previous_close, p.rate, 1), warehouse.limit_price(p.previous_close, p.rate, -1)))
    select ${found(
      {
        customer: 'h.customer_id',
        on: day,
        subject: 'e.code',
        measure: 'round(h.quantity * l.price * r.rate / s.assets, 4)',
      },
      { security: securityName('e'), direction: 'l.direction', price: `to_char(l.price, 'FM999999990.00')` },
    )}
    from limited l join ${heldOn(day)} h using (security_id) join securities e on e.id = l.security_id
    join ${ratesOn(day)} r on r.currency = h.currency join ${stoodOn(day)} s on s.customer_id = h.customer_id
    where s.assets > 0 and h.quantity * l.price * r.rate >= ${place(weight)}::numeric * s.assets`,

  'security-signal': ({ signals }, { day, place }) => `
    select ${found(
      { customer: 'h.customer_id', on: day, subject: `e.code || ' ' || g.kind`, measure: 'h.quantity' },
      { security: securityName('e'), status: words, date: written('g.day'), days: 'g.days_left' },
    )}
    from (select distinct on (security_id, kind) * from warehouse.security_signals
          where day = ${day} and kind = any (${place(signals)}::text[]) order by security_id, kind, external_key) g
    join ${heldOn(day)} h using (security_id) join securities e on e.id = g.security_id`,

  // The trading day before the record date, and the ex-date; of rights the first, the middle and the last day of payment.
  'corporate-action': ({ kinds }, { day, place }) => `
    select distinct on (h.customer_id, e.code, a.kind) ${found(
      {
        customer: 'h.customer_id',
        on: day,
        subject: `e.code || ' ' || a.kind || ' ' || a.step`,
        measure: 'h.quantity',
      },
      {
        security: securityName('e'),
        date: written('a.on_day'),
        status: `case a.kind when 'dividend' then '派息' when 'bonus' then '送股' else '配股' end
          || case a.step when 'record' then '，股权登记' when 'ex' then '，除权除息' else '，缴款截止' end`,
      },
    )}
    from (select c.security_id, c.kind, s.step, s.on_day from ${issues(day)} c cross join lateral (values
            ('record', c.record_on, c.record_on > ${day} and c.record_on <= ${nextTradingDay(day)} and ${tradesOn(day)}),
            ('ex', c.ex_on, c.ex_on = ${day}),
            ('pay', c.pay_until, ${day} in (c.pay_from, c.pay_from + (c.pay_until - c.pay_from) / 2, c.pay_until))) s (step, on_day, told)
          where s.told and c.kind = any (${place(kinds)}::text[])) a
    join ${heldOn(day)} h using (security_id) join securities e on e.id = a.security_id
    order by h.customer_id, e.code, a.kind, a.step desc`,
}
