import type { RecommendationMade } from '@rapport/contract/marketing/recommendations-made'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused } from '#http/refused.ts'

const MOST = 200

const person = (of: string) =>
  `case when ${of}.id is not null then json_build_object('id', ${of}.id, 'name', ${of}.name) end`
/** How a recommendation `r` with its message `m` stands. */
export const stateOf = `case when r.message_id is null then 'spoken' else m.state end`
const row = `json_build_object('id', r.id, 'version', r.version,
  'product', json_build_object('id', p.id, 'code', p.code, 'name', p.name, 'nameZh', p.name_zh), 'text', r.text, 'channel', r.channel,
  'state', ${stateOf}, 'reason', m.reason, 'messageId', r.message_id, 'checkId', r.check_id,
  'notice', json_build_object('id', d.id, 'name', d.name, 'number', d.number),
  'licence', json_build_object('kind', r.licence_kind, 'number', r.licence_number), 'by', ${person('b')}, 'at', ${utc('r.made_at')},
  'response', r.response, 'respondedAt', ${utc('r.responded_at')}, 'respondedBy', ${person('a')})`
const tables = `recommendations r join customers c on c.id = r.customer_id join products p on p.id = r.product_id
  join product_documents d on d.id = r.notice_id left join outbound_messages m on m.id = r.message_id
  left join users b on b.id = r.made_by left join users a on a.id = r.responded_by`

/** What was recommended to a customer, the latest first; 404 where the customer is out of sight. */
export async function recommendationsMade(db: Db, customerId: string): Promise<{ items: RecommendationMade[] }> {
  await seeCustomer(db, customerId)
  const rows = await db.rows<{ item: RecommendationMade }>(
    'recommendations.made',
    `select ${row} as item from ${tables} where r.customer_id = $1::uuid order by r.made_at desc, r.id desc limit ${MOST}`,
    [customerId],
  )
  return { items: rows.map(({ item }) => item) }
}

/** One recommendation; 404 where it or its customer is out of sight. */
export async function openRecommendation(db: Db, id: string): Promise<RecommendationMade> {
  const [found] = await db.rows<{ item: RecommendationMade }>(
    'recommendation',
    `select ${row} as item from ${tables} where r.id = $1::uuid and c.deleted_at is null`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found.item
}
