import { type CustomerLink, type CustomerLinkDraft, type Family, familyKinds } from '@rapport/contract/customer/family'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { z } from 'zod'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

/** What a kind is from the other end; one that is not named is the same from both. */
const inverse = `case l.kind when 'parent' then 'child' when 'child' then 'parent' when 'guarantor' then 'guaranteed'
  when 'guaranteed' then 'guarantor' when 'controller' then 'controlled' when 'controlled' then 'controller'
  when 'beneficial-owner' then 'owned' when 'owned' then 'beneficial-owner' when 'agent' then 'principal'
  when 'principal' then 'agent' else l.kind end`

/** A link is read only by whoever sees both ends: one to a hidden customer is not there. */
const listLinks = (db: Db, customerId: string) =>
  db.rows<CustomerLink>(
    'customer-links',
    `select l.id, l.version, case when l.customer_id = $1 then l.kind else ${inverse} end as kind,
       case when o.id is not null then json_build_object('id', o.id, 'customerNo', o.customer_no, 'name', o.name) end as other,
       l.other_name as name, l.other_birth_on::text as "birthOn", trim_scale(l.share)::text as share,
       l.valid_from::text as "validFrom", l.valid_to::text as "validTo", l.note
     from customer_links l left join customers o on o.id = case when l.customer_id = $1 then l.other_id else l.customer_id end
     where l.customer_id = $1 or l.other_id = $1 order by l.valid_to is not null, l.created_at, l.id`,
    [customerId],
  )

const figures = ['assets', 'net_inflow_12m', 'profit_12m', 'net_commission_12m'] as const
const named = {
  assets: 'assets',
  net_inflow_12m: 'netInflow12m',
  profit_12m: 'profit12m',
  net_commission_12m: 'netCommission12m',
}

/** The links of a customer, and the figures of those in sight who are one family with it. */
export async function openFamily(db: Db, id: string, today: string): Promise<Family> {
  await seeCustomer(db, id)
  const [found] = await db.rows<Pick<Family, 'members' | 'totals'>>(
    'family',
    `with recursive family (id) as (
       select $1::uuid
       union
       select case when l.customer_id = f.id then l.other_id else l.customer_id end
       from family f join customer_links l on f.id in (l.customer_id, l.other_id)
       where l.other_id is not null and l.kind = any ($3::text[])
         and (l.valid_from is null or l.valid_from <= $2::date) and (l.valid_to is null or l.valid_to > $2::date)),
     members as (
       select c.id, c.customer_no, c.name, ${figures.map((name) => `i.${name}`).join(', ')}
       from family f join customers c on c.id = f.id left join warehouse.customer_indicators i on i.customer_id = c.id)
     select json_agg(json_build_object('id', id, 'customerNo', customer_no, 'name', name,
         ${figures.map((name) => `'${named[name]}', ${name}::text`).join(', ')}) order by id = $1 desc, name, id) as members,
       json_build_object(${figures.map((name) => `'${named[name]}', case when bool_or(${name} is null) then null else sum(${name}) end::text`).join(', ')}) as totals
     from members`,
    [id, today, familyKinds],
  )
  return { items: await listLinks(db, id), ...found! }
}

/** Links two customers in sight, or one with somebody who is none. 404 for another out of sight, 422 for neither or both. */
export async function linkCustomer(
  db: Db,
  id: string,
  draft: z.output<typeof CustomerLinkDraft>,
): Promise<CustomerLink> {
  await holdCustomer(db, id)
  const { otherId, name, birthOn, share, validFrom, validTo } = draft
  if ((otherId === null) === (name === null)) throw refusedField('name', 'link.who')
  if (otherId === id) throw refusedField('otherId', 'link.itself')
  if (otherId !== null) await seeCustomer(db, otherId)
  if (validFrom !== null && validTo !== null && validTo < validFrom) throw refusedField('validTo', 'link.order')
  const made = newId()
  await db.rows(
    'customer-link',
    `insert into customer_links (id, customer_id, other_id, other_name, other_birth_on, kind, share, valid_from, valid_to, note)
     values ($1, $2, $3, $4, $5::date, $6, $7::numeric, $8::date, $9::date, $10)`,
    [made, id, otherId, name, name === null ? null : birthOn, draft.kind, share, validFrom, validTo, draft.note],
  )
  return (await listLinks(db, id)).find((link) => link.id === made)!
}

export async function unlinkCustomer(db: Db, id: string, version: number): Promise<Record<string, never>> {
  const changed = await db.customerLink.deleteMany({ where: { id, version } })
  await refuseStale(changed, () => db.customerLink.findUnique({ where: { id } }))
  return {}
}
