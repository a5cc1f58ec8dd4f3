import { businessDaysBefore, type Family, found, written } from './trigger-sql.ts'

/** Files tell the ratio in percent or as a ratio: of anybody with a debt it is above 20 only in percent. */
const ratio = 'case when m.maintenance_ratio < 20 then m.maintenance_ratio * 100 else m.maintenance_ratio end'
const debtsOn = (day: string) => `(
  select m.customer_id, m.account_id, sum(m.debt) as debt, min(${ratio}) as ratio from warehouse.margin_debts m
  where m.day = ${day} and m.debt > 0 and m.maintenance_ratio is not null group by 1, 2)`
/** The lowest line that a ratio is below; null above all. */
const lineBelow = (value: string, lines: string) => `(select min(l) from unnest(${lines}) l where l > ${value})`

/** Moments of credit (domain 4, M16): a lower line is crossed, or the lowest is not left. */
export const margin: Family<'margin-ratio'> = {
  'margin-ratio': ({ lines }, { day, place }) => {
    const all = `${place(lines)}::numeric[]`
    const goal = `(select max(l) from unnest(${all}) l where l < (select max(l) from unnest(${all}) l) or cardinality(${all}) = 1)`
    return `
    select ${found(
      { customer: 'n.customer_id', on: day, subject: 'n.account_id::text', measure: 'n.ratio' },
      {
        ratio: `to_char(n.ratio, 'FM9999990.00')`,
        line: `(${goal})::text`,
        amount: `warehouse.margin_to_add(n.debt * n.ratio / 100, n.debt, ${goal})`,
        date: written(`${day} + 1`),
      },
    )}
    from (select d.*, ${lineBelow('d.ratio', all)} as line from ${debtsOn(day)} d) n
    left join ${debtsOn(businessDaysBefore(day, '1'))} b using (customer_id, account_id)
    where n.line is not null
      and (n.line = (select min(l) from unnest(${all}) l) or n.line < coalesce(${lineBelow('b.ratio', all)}, 1000000))`
  },
}
