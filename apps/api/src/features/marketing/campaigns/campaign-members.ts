import type { QueryOf } from '@rapport/contract/endpoint'
import type { CampaignMember, campaigns } from '@rapport/contract/marketing/campaigns'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'
import { membersOf } from './member-states.ts'

/** One page of who of the customers in sight takes part in a campaign or is held out, and how far they came, by name. 404 out of sight. */
export async function listMembers(db: Db, id: string, query: QueryOf<typeof campaigns.members>) {
  const { state, after, limit } = query
  if (!(await db.campaign.findUnique({ where: { id }, select: { id: true } }))) throw new Refused(404, 'not-found')
  const filter = () => {
    const conditions = new Conditions('campaign-members')
    const from = `(${membersOf(`${conditions.value(id)}::uuid`)}) b join customers c on c.id = b.customer_id`
    return { from, conditions: conditions.add('state', state, (place) => `b.state = any (${place}::text[])`) }
  }
  const { from, conditions: page } = filter()
  const place = placeOf('campaign-members', after, [z.string(), z.uuid()])
  if (place) page.addPiece('after', `(c.name_pinyin, c.id) > (${page.value(place[0])}, ${page.value(place[1])}::uuid)`)
  const found = await db.rows<{ item: CampaignMember; place: [string, string] }>(
    page.name,
    `select json_build_object('customer', json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no),
       'unit', json_build_object('id', u.id, 'name', u.name),
       'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end, 'heldOut', b.held_out,
       'state', b.state, 'reason', b.reason, 'met', b.met) as item, json_build_array(c.name_pinyin, c.id) as place
     from ${from} join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
     ${page.where} order by c.name_pinyin, c.id limit ${page.value(limit + 1)}::int`,
    page.values,
  )
  const all = filter()
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    all.conditions.name && `${all.conditions.name}-total`,
    `select count(*)::int as total from ${all.from} ${all.conditions.where}`,
    all.conditions.values,
  )
  const last = found[limit - 1]
  return {
    items: found.slice(0, limit).map(({ item }) => item),
    total,
    next: found.length > limit && last ? cursorAt('campaign-members', last.place) : null,
  }
}
