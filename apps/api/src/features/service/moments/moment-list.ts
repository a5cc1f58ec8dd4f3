import type { QueryOf } from '@rapport/contract/endpoint'
import type { Moment, moments } from '@rapport/contract/service/moments'
import { id } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'

const place = [z.iso.date(), id] as const

/** Moments in sight, the latest first. */
export async function listMoments(db: Db, { after, limit, ...filter }: QueryOf<typeof moments.list>) {
  const conditions = new Conditions('moments')
    .addPiece('live', 'e.live')
    .add('code', filter.code, (code) => `e.code = ${code}`)
    .add('customer', filter.customer, (customer) => `e.customer_id = ${customer}::uuid`)
    .add('day', filter.day, (day) => `e.occurred_on = ${day}::date`)
    .add('states', filter.state, (states) => `e.state = any (${states}::text[])`)
  const counted = { where: conditions.where, values: [...conditions.values] }
  const last = placeOf('moments', after, place)
  if (last)
    conditions.addPiece(
      'after',
      `(e.occurred_on, e.id) < (${conditions.value(last[0])}::date, ${conditions.value(last[1])}::uuid)`,
    )
  const rows = await db.rows<{ item: Moment }>(
    conditions.name,
    `select json_build_object('id', e.id, 'code', e.code, 'name', coalesce(v.definition->>'name', e.code),
       'nameZh', coalesce(v.definition->>'nameZh', e.code), 'customer', json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no),
       'occurredOn', e.occurred_on, 'foundAt', ${utc('e.found_at')}, 'late', e.late, 'variables', e.variables, 'state', e.state,
       'reason', e.reason, 'taskId', e.task_id, 'messageId', e.message_id, 'goalMet', e.goal_met) as item
     from (select e.* from moment_events e ${conditions.where} order by e.occurred_on desc, e.id desc limit ${conditions.value(limit + 1)}::int) e
     join customers c on c.id = e.customer_id left join moment_rules r on r.code = e.code
     left join moment_rule_versions v on v.rule_id = r.id and v.number = e.rule_version
     order by e.occurred_on desc, e.id desc`,
    conditions.values,
  )
  const [{ total }] = (await db.rows<{ total: number }>(
    '',
    `select count(*)::int as total from moment_events e ${counted.where}`,
    counted.values,
  )) as [{ total: number }]
  const items = rows.slice(0, limit).map(({ item }) => item)
  const end = rows.length > limit ? items.at(-1) : undefined
  return { items, next: end ? cursorAt('moments', [end.occurredOn, end.id]) : null, total }
}
