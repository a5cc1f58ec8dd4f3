import { type Family, found } from './trigger-sql.ts'

const years = (column: string, day: string) => `(extract(year from ${day})::int - extract(year from ${column})::int)`
const anniversary = (column: string, day: string) =>
  `warehouse.same_day_of_year(${column}, ${day}) and ${column} < ${day}`

/** Moments that the calendar brings. */
export const calendar: Family<'birthday' | 'account-anniversary' | 'age-reached' | 'on-days' | 'tier-change'> = {
  birthday: (_, { day }) => `
    select ${found({ customer: 'c.id', on: day, measure: years('c.birth_on', day) })}
    from customers c where ${anniversary('c.birth_on', day)}`,

  'account-anniversary': ({ years: told, thenEvery }, { day, place }) => `
    select ${found({ customer: 'c.id', on: day, measure: years('c.opened_on', day) }, { years: years('c.opened_on', day) })}
    from customers c where ${anniversary('c.opened_on', day)}
      and (${years('c.opened_on', day)} = any (${place(told)}::int[])
        or ${years('c.opened_on', day)} > (select max(y) from unnest(${place(told)}::int[]) y)
          and ${years('c.opened_on', day)} % ${place(thenEvery)}::int = 0)`,

  'age-reached': ({ ages }, { day, place }) => `
    select ${found({ customer: 'c.id', on: day, measure: years('c.birth_on', day) }, { age: years('c.birth_on', day) })}
    from customers c where ${anniversary('c.birth_on', day)} and ${years('c.birth_on', day)} = any (${place(ages)}::int[])`,

  'on-days': ({ days }, { day, place }) => `
    select ${found({ customer: 'c.id', on: day }, { date: `to_char(${day}, 'YYYY-MM-DD')` })}
    from customers c where ${day} = any (${place(days)}::date[])`,

  // Tiers are kept by the worker when the month turns, maybe after this was judged: one counts on the day on which it begins.
  'tier-change': (_, { day }) => `
    select ${found({ customer: 't.customer_id', on: 't.valid_from', subject: 't.tier' }, { tier: 'n.name_zh' })}
    from warehouse.customer_tiers t
    join warehouse.customer_tiers b on b.customer_id = t.customer_id and b.valid_to = t.valid_from and b.tier <> t.tier
    left join lateral (select n.name_zh from tiers n where n.code = t.tier order by n.ladder_version desc limit 1) n on true
    where t.valid_from > ${day} - 4 and t.valid_from <= ${day}`,
}
