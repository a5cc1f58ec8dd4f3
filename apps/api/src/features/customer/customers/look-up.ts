import type { CustomerInRow } from '@rapport/contract/customer/customers'
import type { Db } from '@rapport/database/as-viewer'
import type { Means } from './customer-filter.ts'
import { fieldsInRow, withOwnerAndUnit } from './customer-json.ts'
import { personalNumbers, withContacts } from './customer-search.ts'

/** Customers in sight with exactly this mobile, phone, e-mail, ID document, bank card, customer or account number. */
export async function lookUpCustomers(db: Db, number: string, { seal, today }: Means) {
  const { identifications, contactPoints, bankCards } = personalNumbers(number, seal, today)
  const rows = await db.rows<{ item: CustomerInRow }>(
    'customers-look-up',
    `select json_build_object(${fieldsInRow}) as item
     from (select * from customers c where c.deleted_at is null and c.id in (
       select i.customer_id from identifications i where i.number_hash = any ($1::text[])
       union all ${withContacts('$2')}
       union all select b.customer_id from bank_cards b where b.number_hash = any ($3::text[])
       union all select o.id from customers o where o.customer_no = $4
       union all select m.customer_id from customer_merges m where m.merged_no = $4
       union all select a.customer_id from accounts a where a.number = $4)
       order by c.name_pinyin, c.id limit 50) c ${withOwnerAndUnit}
     order by c.name_pinyin, c.id`,
    [identifications, contactPoints, bankCards, number],
  )
  return { items: rows.map(({ item }) => item) }
}
