import { type Family, found, ratesOn, written } from './trigger-sql.ts'

const business = `case g.kind when 'transfer-out' then '转托管' when 'designation-cancelled' then '撤销指定交易' when 'closing' then '销户'
  when 'service-enquiry' then '业务咨询' when 'exchange-letter' then '函件' end`
const variables = {
  business: `coalesce(g.note, ${business})`,
  security: 'coalesce(g.security_name, g.security_code)',
  product: 'coalesce(g.security_name, g.security_code)',
  amount: 'g.amount',
  quantity: 'g.quantity',
  number: `split_part(g.external_key, chr(31), 1)`,
  date: written('g.due_on'),
  time: `to_char(g.occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')`,
}

/** Moments that the systems of the firm tell of: applications, letters, logins, allotments, contracts, maturities. */
export const signals: Family<'customer-signal' | 'due-signal' | 'unpaid-allotment'> = {
  'customer-signal': ({ signals }, { day, place }) => `
    select ${found({ customer: 'g.customer_id', on: day, subject: `g.kind || ' ' || g.external_key`, measure: 'g.amount' }, variables)}
    from warehouse.customer_signals g where g.occurred_on = ${day} and g.kind = any (${place(signals)}::text[])`,

  'due-signal': ({ signals, daysBefore }, { day, place }) => `
    select ${found(
      { customer: 'g.customer_id', on: day, subject: `g.kind || ' ' || g.external_key`, measure: 'g.amount' },
      { ...variables, days: `g.due_on - ${day}` },
    )}
    from warehouse.customer_signals g where g.kind = any (${place(signals)}::text[])
      and g.due_on = any (array(select ${day} + n from unnest(${place(daysBefore)}::int[]) n)) and g.occurred_on <= ${day}`,

  // On the day of payment, of who has not the cash for all that is due: by the last close that is known.
  'unpaid-allotment': (_, { day }) => `
    select ${found({ customer: 'g.customer_id', on: day, subject: 'g.external_key', measure: 'g.amount' }, variables)}
    from (select *, sum(amount) over (partition by customer_id) as due from warehouse.customer_signals
          where kind = 'allotment' and due_on = ${day}) g
    left join lateral (select sum(round(k.balance * r.rate, 2)) as cash from warehouse.cash k join ${ratesOn(day)} r using (currency)
                       where k.customer_id = g.customer_id) k on true
    where g.due > coalesce(k.cash, 0)`,
}
