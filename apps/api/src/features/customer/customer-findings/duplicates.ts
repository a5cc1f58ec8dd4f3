import { certainSigns } from '@rapport/contract/customer/customer-findings'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** A mobile or bank card that more customers than this share says nothing of who they are: a branch's own, a relative's. */
const MOST_SHARING = 20
/** Of more that are alike only so many are kept as pairs of one customer; the others are once these are merged. */
const MOST_PAIRS = 50

/** Others that share one value with a customer of `c`, by an index on the value. */
const sharing = (sign: string, table: string, hash: string, more = '') => `
  select c.id, o.customer_id, '${sign}' from c join ${table} m on m.customer_id = c.id ${more.replaceAll('%', 'm')}
  cross join lateral (select x.customer_id from ${table} x where x.${hash} = m.${hash} ${more.replaceAll('%', 'x')} limit ${MOST_PAIRS}) o
  where o.customer_id <> c.id`
const sharedByFew = (sign: string, table: string, hash: string, more = '') =>
  `${sharing(sign, table, hash, more)} and (select count(*) from (
     select from ${table} x where x.${hash} = m.${hash} ${more.replaceAll('%', 'x')} limit ${MOST_SHARING + 1}) s) <= ${MOST_SHARING}`
const named = (sign: string, where: string) => `
  select c.id, o.id, '${sign}' from c cross join lateral (
    select o.id from customers o where o.name_pinyin = c.name_pinyin and o.id <> c.id and o.deleted_at is null and ${where}
    order by o.id limit ${MOST_PAIRS}) o`

/**
 * Who may be the same as one of the customers $1, by exact values that have an index: document, customer number, mobile,
 * bank card, name with birth date, the sound of the name with the end of an account number, an organisation's name. Of two
 * of a kind, present ones only. Each pair once, the older first. Materialized: taken for one customer, all of them would be
 * looked for once for each.
 */
const pairs = `
  with c as materialized (select * from customers where id = any ($1::uuid[]) and deleted_at is null),
  alike (one, other, sign) as materialized (
    ${sharing('document', 'identifications', 'number_hash')}
    union all ${sharedByFew('mobile', 'contact_points', 'value_hash', `and %.kind = 'mobile'`)}
    union all ${sharedByFew('bank-card', 'bank_cards', 'number_hash')}
    union all select c.id, o.id, 'customer-no' from c join customers o on o.customer_no = c.customer_no and o.id <> c.id
    union all ${named('name-birth', `c.kind = 'person' and o.name = c.name and o.birth_on = c.birth_on`)}
    union all ${named('name', `c.kind = 'organisation' and o.name = c.name`)}
    union all ${named(
      'name-account',
      `exists (select from accounts a join accounts b on b.customer_id = o.id and right(b.number, 4) = right(a.number, 4)
                where a.customer_id = c.id and length(a.number) >= 4)`,
    )}),
  signed as (
    select least(a.one, a.other) as one, greatest(a.one, a.other) as other,
           array_agg(distinct case when a.sign = 'mobile' and o.name = c.name then 'mobile-name' else a.sign end) as signs
    from alike a join c on c.id = a.one join customers o on o.id = a.other and o.deleted_at is null and o.kind = c.kind
    group by 1, 2)`

/** Brings the pairs of these customers up to date; a pair that somebody has decided about stays decided. */
export async function keepPairs(db: Db, ids: readonly string[], today: string): Promise<void> {
  const found = await db.rows<{ one: string; other: string; signs: string[] }>(
    'findings-pairs',
    `${pairs} select one, other, signs from signed order by one, other`,
    [ids],
  )
  const known = await db.rows<{ id: string; one: string; other: string }>(
    'findings-pairs-known',
    `select id, customer_id as one, other_id as other from customer_findings
     where state = 'open' and kind = 'duplicate' and (customer_id = any ($1::uuid[]) or other_id = any ($1::uuid[]))`,
    [ids],
  )
  // Held against each other here: how many there are of each nobody can tell the planner.
  const alike = new Set(found.map(({ one, other }) => `${one} ${other}`))
  const gone = known.filter(({ one, other }) => !alike.has(`${one} ${other}`)).map(({ id }) => id)
  await db.rows('findings-pairs-gone', 'delete from customer_findings where id = any ($1::uuid[])', [gone])
  const rows = found.map(({ one, other, signs }) => ({
    id: newId(),
    one,
    other,
    signs,
    certain: signs.some((sign) => (certainSigns as readonly string[]).includes(sign)),
  }))
  await db.rows(
    'findings-pairs-kept',
    `insert into customer_findings as f (id, customer_id, other_id, kind, code, record_id, certain, signs, since, unit_id)
     select r.id, r.one, r.other, 'duplicate', 'same-person', r.other, r.certain, r.signs, $2::date, r.id
     from jsonb_to_recordset($1::jsonb) r (id uuid, one uuid, other uuid, certain boolean, signs text[])
     on conflict (customer_id, code, record_id) do update set certain = excluded.certain, signs = excluded.signs
     where (f.certain, f.signs) is distinct from (excluded.certain, excluded.signs)`,
    [JSON.stringify(rows), today],
  )
}
