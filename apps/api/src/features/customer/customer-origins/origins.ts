import type { ValueOrigin } from '@rapport/contract/customer/customer-origins'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'

/** What the reader calls a column; of what lies sealed the hash tells when it became another. */
const names: Readonly<Record<string, string>> = {
  value_hash: 'value',
  number_hash: 'number',
  phone_sealed: 'phone',
  email_sealed: 'email',
}
/** What is nobody's to say: kept by the database itself. */
const own = [
  ...[
    'id',
    'customer_id',
    'version',
    'created_at',
    'created_by',
    'updated_at',
    'updated_by',
    'recorded_at',
    'recorded_by',
  ],
  ...['value_sealed', 'number_sealed', 'phone_hash', 'import_id', 'deleted_at', 'came_with'],
]

/** Where each value of a customer in sight and of its records was last written from, by the trail; 404 out of sight. */
export async function originsOf(db: Db, customerId: string): Promise<{ items: ValueOrigin[] }> {
  await seeCustomer(db, customerId)
  const rows = await db.rows<ValueOrigin>(
    'customer-origins',
    `with records as (
       select $1::uuid as id
       union all select id from identifications where customer_id = $1
       union all select id from contact_points where customer_id = $1
       union all select id from contact_persons where customer_id = $1
       union all select id from bank_cards where customer_id = $1
       union all select id from investor_profiles where customer_id = $1)
     select o.object_id as "recordId", o.field, o.source, ${utc('o.at')} as at,
       case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as by,
       case when o.actor_id = viewer_id() then o.import_id end as "importId",
       case when o.item is not null then json_build_object('source', o.feed, 'item', o.item, 'businessDate', o.business_date) end as feed
     from origins_of(array(select id from records)) o left join users u on u.id = o.actor_id
     where o.field <> all ($2::text[]) order by 1, 2`,
    [customerId, own],
  )
  return { items: rows.map(({ field, ...origin }) => ({ ...origin, field: names[field] ?? camelCase(field) })) }
}

const camelCase = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
