import type { QueryOf } from '@rapport/contract/endpoint'
import type { CampaignMember, campaigns } from '@rapport/contract/marketing/campaigns'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'

/** One page of who of the customers in sight takes part in a campaign or is held out, by name. 404 out of sight. */
export async function listMembers(db: Db, id: string, query: QueryOf<typeof campaigns.members>) {
  const { heldOut, after, limit } = query
  if (!(await db.campaign.findUnique({ where: { id }, select: { id: true } }))) throw new Refused(404, 'not-found')
  const filter = () =>
    new Conditions('campaign-members')
      .add('campaign', id, (place) => `b.campaign_id = ${place}::uuid`)
      .add('held-out', heldOut, (place) => `b.held_out = ${place}::boolean`)
  const page = filter()
  const place = placeOf('campaign-members', after, [z.string(), z.uuid()])
  if (place) page.addPiece('after', `(c.name_pinyin, c.id) > (${page.value(place[0])}, ${page.value(place[1])}::uuid)`)
  const found = await db.rows<{ item: CampaignMember; place: [string, string] }>(
    page.name,
    `select json_build_object('customer', json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no),
       'unit', json_build_object('id', u.id, 'name', u.name),
       'owner', case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end, 'heldOut', b.held_out) as item,
       json_build_array(c.name_pinyin, c.id) as place
     from campaign_members b join customers c on c.id = b.customer_id join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
     ${page.where} order by c.name_pinyin, c.id limit ${page.value(limit + 1)}::int`,
    page.values,
  )
  const all = filter()
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    all.name && `${all.name}-total`,
    `select count(*)::int as total from campaign_members b join customers c on c.id = b.customer_id ${all.where}`,
    all.values,
  )
  const last = found[limit - 1]
  return {
    items: found.slice(0, limit).map(({ item }) => item),
    total,
    next: found.length > limit && last ? cursorAt('campaign-members', last.place) : null,
  }
}
