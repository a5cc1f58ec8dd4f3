import type { CustomerFinding, FindingCounts, FindingQuery } from '@rapport/contract/customer/customer-findings'
import { id as anyId } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'

const party = (c: string, owner: string, unit: string) => `json_build_object(
  'id', ${c}.id, 'customerNo', ${c}.customer_no, 'name', ${c}.name,
  'owner', case when ${owner}.id is not null then json_build_object('id', ${owner}.id, 'name', ${owner}.name) end,
  'unit', json_build_object('id', ${unit}.id, 'name', ${unit}.name))`

/** Who looks after a branch: of the nearest unit that has one, whoever may mend data of units, the first by name. */
const branchKeeper = (unit: string) => `
  select u.id from users u join roles r on r.id = u.role_id join unit_ancestry a on a.ancestor_id = u.unit_id
  where a.descendant_id = ${unit} and u.disabled_at is null and r.scope = 'units' and 'data-quality.fix' = any (r.permissions)
  order by (select count(*) from unit_ancestry d where d.descendant_id = u.unit_id) desc, u.username limit 1`
const keeper = `coalesce(f.assigned_to, f.owner_id, (${branchKeeper('f.unit_id')}))`
/** The same asked the other way round: which branches are the viewer's to look after is found once. */
const isMine = `(f.assigned_to = viewer_id() or f.assigned_to is null and (f.owner_id = viewer_id()
  or f.owner_id is null and f.unit_id = any (array(select n.id from units n where (${branchKeeper('n.id')}) = viewer_id()))))`

const item = `json_build_object(
  'id', f.id, 'version', f.version, 'kind', f.kind, 'code', f.code, 'certain', f.certain, 'signs', f.signs,
  'customer', ${party('c', 'co', 'cn')}, 'other', case when o.id is not null then ${party('o', 'oo', 'onn')} end,
  'since', f.since, 'keeper', case when k.id is not null then json_build_object('id', k.id, 'name', k.name) end,
  'keeperBy', case when f.assigned_to is not null then 'assigned' when f.owner_id is not null then 'account-manager' else 'branch' end,
  'state', f.state, 'note', f.note, 'decidedBy', d.name, 'decidedAt', ${utc('f.decided_at')})`
const joined = `
  join customers c on c.id = f.customer_id join units cn on cn.id = c.unit_id left join users co on co.id = c.owner_id
  left join customers o on o.id = f.other_id left join units onn on onn.id = o.unit_id left join users oo on oo.id = o.owner_id
  left join users d on d.id = f.decided_by left join users k on k.id = ${keeper}`

/** One page of what is wrong with customers in sight, latest found first. `today` is the business day. */
export async function listFindings(db: Db, query: FindingQuery, today: string) {
  const { after, limit } = query
  const where = new Conditions('customer-findings')
    .add('today', today, (day) => `f.since <= ${day}::date`)
    .add('state', query.state, (state) => `f.state = ${state}`)
    .add('kind', query.kind, (kind) => `f.kind = ${kind}`)
    .add('code', query.code, (code) => `f.code = any (${code}::text[])`)
    .add('certain', query.certain, (certain) => `f.certain = ${certain}::boolean`)
    .add('unit', query.unit, (unit) => `(f.unit_id = ${unitsBelow(unit)} or f.other_unit_id = ${unitsBelow(unit)})`)
    .add('customer', query.customer, (id) => `(f.customer_id = ${id}::uuid or f.other_id = ${id}::uuid)`)
  if (query.mine) where.addPiece('mine', isMine)
  const count = where.where
  const values = [...where.values]
  const place = placeOf('customer-findings', after, [anyId])
  if (place) where.add('after', place[0], (id) => `f.id < ${id}::uuid`)
  const [row] = await db.rows<{ total: number; items: CustomerFinding[] }>(
    '',
    `select (select count(*) from customer_findings f ${count}) as total,
       (select coalesce(json_agg(p.item), '[]') from (
          select ${item} as item from (select * from customer_findings f ${where.where} order by f.id desc limit ${limit + 1}) f ${joined}
          order by f.id desc) p) as items`,
    where.values.length > values.length ? where.values : values,
  )
  const items = row!.items.slice(0, limit)
  const last = items.at(-1)
  const next = row!.items.length > limit && last ? cursorAt('customer-findings', [last.id]) : null
  return { items, total: row!.total, next }
}

/** One finding in sight; 404 for any other. */
export async function openFinding(db: Db, id: string): Promise<CustomerFinding> {
  const [row] = await db.rows<{ item: CustomerFinding }>(
    'customer-finding-open',
    `select ${item} as item from customer_findings f ${joined} where f.id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row.item
}

/** How many of each are open, by branch; the branches with most first. A pair across two branches counts in both. */
export async function countFindings(db: Db, today: string) {
  const rows = await db.rows<{ item: FindingCounts }>(
    'customer-findings-counts',
    `with open as (
       select f.unit_id, f.code, f.certain, f.customer_id from customer_findings f where f.state = 'open' and f.since <= $1::date
       union all
       select f.other_unit_id, f.code, f.certain, f.other_id from customer_findings f
       where f.state = 'open' and f.since <= $1::date and f.other_unit_id <> f.unit_id),
     counted as (select unit_id, code, certain, count(*) as n from open group by 1, 2, 3)
     select json_build_object('unit', json_build_object('id', u.id, 'name', u.name),
       'customers', (select count(distinct o.customer_id) from open o where o.unit_id = u.id),
       'counts', json_agg(json_build_object('code', n.code, 'certain', n.certain, 'count', n.n) order by n.code, n.certain)) as item
     from counted n join units u on u.id = n.unit_id group by u.id, u.name order by sum(n.n) desc, u.name`,
    [today],
  )
  return { items: rows.map(({ item }) => item) }
}
