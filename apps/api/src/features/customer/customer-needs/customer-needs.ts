import type { CustomerNeed, CustomerNeedDraft } from '@rapport/contract/customer/customer-needs'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { z } from 'zod'
import { utc } from '#features/customer/customers/customer-json.ts'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

/** What a customer said it needs, latest first. */
export async function listNeeds(db: Db, customerId: string): Promise<{ items: CustomerNeed[] }> {
  await seeCustomer(db, customerId)
  const items = await db.rows<CustomerNeed>(
    'customer-needs',
    `select n.id, n.version, n.kind, n.text, n.stated_on::text as "statedOn", n.source, ${utc('n.created_at')} as "recordedAt",
       case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as "recordedBy"
     from customer_needs n left join users u on u.id = n.recorded_by where n.customer_id = $1
     order by n.stated_on desc, n.created_at desc, n.id`,
    [customerId],
  )
  return { items }
}

/** Records what was said, on a day that is not after today: 422. */
export async function recordNeed(
  db: Db,
  customerId: string,
  draft: z.output<typeof CustomerNeedDraft>,
  { viewerId, today }: { viewerId: string; today: string },
): Promise<CustomerNeed> {
  await holdCustomer(db, customerId)
  if (draft.statedOn > today) throw refusedField('statedOn', 'day.future')
  const id = newId()
  await db.rows(
    'customer-need',
    `insert into customer_needs (id, customer_id, kind, text, stated_on, source, recorded_by) values ($1, $2, $3, $4, $5::date, $6, $7)`,
    [id, customerId, draft.kind, draft.text, draft.statedOn, draft.source, viewerId],
  )
  const { items } = await listNeeds(db, customerId)
  return items.find((need) => need.id === id)!
}

export async function removeNeed(db: Db, id: string, version: number): Promise<Record<string, never>> {
  const changed = await db.customerNeed.deleteMany({ where: { id, version } })
  await refuseStale(changed, () => db.customerNeed.findUnique({ where: { id } }))
  return {}
}
