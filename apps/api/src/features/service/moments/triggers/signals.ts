import { type Family, found, ratesOn, written } from './trigger-sql.ts'

const business = `case g.kind when 'transfer-out' then '转托管' when 'designation-cancelled' then '撤销指定交易' when 'closing' then '销户'
  when 'service-enquiry' then '业务咨询' when 'exchange-letter' then '函件' end`
const variables = {
  business: `coalesce(g.note, ${business})`,
  security: 'coalesce(g.security_name, g.security_code)',
  product: 'coalesce(g.security_name, g.security_code)',
  amount: 'g.amount',
  quantity: 'g.quantity',
  // A row without a number is known by what it says, which tells nobody anything.
  number: `case when g.external_key not like 'row:%' then split_part(g.external_key, chr(31), 1) end`,
  date: written('g.due_on'),
  time: `to_char(g.occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')`,
}

/** What stands of things that fall due: a later row of the same number says how it is now, one of no amount that it is settled. */
const standing = (
  of: string,
  day: string,
) => `${of}.occurred_on <= ${day} and ${of}.amount is distinct from 0 and not exists (
  select from warehouse.customer_signals n where n.customer_id = ${of}.customer_id and n.kind = ${of}.kind
    and n.external_key = ${of}.external_key and n.occurred_on > ${of}.occurred_on and n.occurred_on <= ${day})`

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
      and g.due_on = any (array(select ${day} + n from unnest(${place(daysBefore)}::int[]) n)) and ${standing('g', day)}`,

  // At so many times of the day of payment, of who has not the cash for all that is due, as it is known by then.
  'unpaid-allotment': (_, { day, at, place }) => `
    select ${found({ customer: 'g.customer_id', on: day, subject: `concat_ws(' ', g.external_key, ${place(at)}::text)`, measure: 'g.amount' }, variables)}
    from (select *, sum(amount) over (partition by customer_id) as due from warehouse.customer_signals a
          where a.kind = 'allotment' and a.due_on = ${day} and ${standing('a', day)}) g
    left join lateral (select sum(round(k.balance * r.rate, 2)) as cash from warehouse.cash k join ${ratesOn(day)} r using (currency)
                       where k.customer_id = g.customer_id) k on true
    where g.due > coalesce(k.cash, 0)`,
}
