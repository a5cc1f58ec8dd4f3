import { businessDaysBefore, type Family, found, ratesOn, stoodOn, written } from './trigger-sql.ts'

/** Moments of what is known of a customer: questionnaires, documents, permissions. */
export const profile: Family<'questionnaire-expiry' | 'document-expiry' | 'account-opened' | 'permission-reached'> = {
  'questionnaire-expiry': ({ daysBefore }, { day, place }) => `
    select ${found(
      {
        customer: 'c.id',
        on: day,
        subject: written('c.assessment_valid_to'),
        measure: `c.assessment_valid_to - ${day}`,
      },
      { date: written('c.assessment_valid_to'), days: `c.assessment_valid_to - ${day}` },
    )}
    from customers c where c.assessment_valid_to - ${day} = any (${place(daysBefore)}::int[])`,

  'document-expiry': ({ daysBefore }, { day, place }) => `
    select ${found(
      {
        customer: 'd.customer_id',
        on: day,
        subject: `d.type || ' ' || ${written('d.valid_to')}`,
        measure: `d.valid_to - ${day}`,
      },
      { date: written('d.valid_to'), days: `d.valid_to - ${day}` },
    )}
    from (select distinct customer_id, type, valid_to from identifications) d where d.valid_to - ${day} = any (${place(daysBefore)}::int[])`,

  'account-opened': (_, { day }) => `
    select ${found({ customer: 'c.id', on: day }, { date: written(day) })} from customers c where c.opened_on = ${day}`,

  // The mean of the last so many business days reaches the amount today, and had not reached it the day before.
  'permission-reached': ({ amount, days, months }, { day, place }) => {
    const n = `${place(days)}::int`
    const least = `${place(amount)}::numeric`
    const first = businessDaysBefore(day, n)
    return `
    select ${found({ customer: 'm.customer_id', on: day, measure: 'm.mean' }, { amount: 'round(m.mean, 2)' })}
    from (
      select s.customer_id, a.mean, a.before
      from ${stoodOn(day)} s left join ${stoodOn(first)} b using (customer_id)
      cross join lateral (
        select sum(d.assets * r.rate) filter (where d.day > ${first}) / ${n} as mean, sum(d.assets * r.rate) filter (where d.day < ${day}) / ${n} as before
        from warehouse.customer_days d join ${ratesOn(day)} r using (currency)
        where d.customer_id = s.customer_id and d.day between ${first} and ${day}) a
      -- The mean rises by a share of what today is above the day that has left the window: nobody else can have crossed.
      where s.assets > coalesce(b.assets, 0)) m
    where m.mean >= ${least} and m.before < ${least} and exists (
      select from warehouse.customer_months t where t.customer_id = m.customer_id and t.trades > 0
        and t.month <= ${day} - make_interval(months => ${place(months)}::int))`
  },
}
