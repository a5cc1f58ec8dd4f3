import type { QueryOf } from '@rapport/contract/endpoint'
import type { Campaign, CampaignRow, campaigns } from '@rapport/contract/marketing/campaigns'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'
import { audience, leftOut } from './audience-sql.ts'

const person = (of: string) =>
  `case when ${of}.id is not null then json_build_object('id', ${of}.id, 'name', ${of}.name) end`
const row = `'id', k.id, 'version', k.version, 'name', k.name, 'nameZh', k.name_zh, 'state', k.state,
  'unit', json_build_object('id', n.id, 'name', n.name), 'goal', k.goal,
  'channels', (select json_agg(w.channel order by w.first) from (select channel, min(position) as first from campaign_waves
    where campaign_id = k.id group by channel) w),
  'startsOn', k.starts_on, 'endsOn', k.ends_on, 'budget', k.budget::text, 'members', k.members, 'madeBy', ${person('m')}`
const joins = 'campaigns k join units n on n.id = k.unit_id left join users m on m.id = k.made_by'
const segmentOf = (id: string) =>
  `(select json_build_object('id', i.id, 'name', s.name, 'nameZh', coalesce(s.name_zh, s.name)) from (select ${id} as id) i
    left join segments s on s.id = i.id)`
const waves = `(select json_agg(json_build_object('id', w.id, 'channel', w.channel, 'day', w.day, 'on', k.starts_on + w.day,
    'template', case when t.id is not null then json_build_object('id', t.id, 'name', t.name, 'nameZh', t.name_zh) end,
    'script', w.script, 'scriptZh', w.script_zh, 'contactCost', w.contact_cost::text) order by w.position)
  from campaign_waves w left join message_templates t on t.id = w.template_id where w.campaign_id = k.id)`

/** Campaigns in sight by keyset, the latest to start first; `q` is part of a name in either language, taken as it is. */
export async function listCampaigns(db: Db, { state, q, after, limit }: QueryOf<typeof campaigns.list>) {
  const filter = () =>
    new Conditions('campaigns')
      .add('state', state, (place) => `k.state = any (${place}::text[])`)
      .add(
        'q',
        q?.toLowerCase(),
        (place) => `(position(${place} in lower(k.name)) > 0 or position(${place} in lower(k.name_zh)) > 0)`,
      )
  const page = filter()
  const place = placeOf('campaigns', after, [z.iso.date(), z.uuid()])
  if (place)
    page.addPiece('after', `(k.starts_on, k.id) < (${page.value(place[0])}::date, ${page.value(place[1])}::uuid)`)
  const found = await db.rows<{ item: CampaignRow }>(
    page.name,
    `select json_build_object(${row}) as item from ${joins} ${page.where}
     order by k.starts_on desc, k.id desc limit ${page.value(limit + 1)}::int`,
    page.values,
  )
  const all = filter()
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    all.name && `${all.name}-total`,
    `select count(*)::int as total from campaigns k ${all.where}`,
    all.values,
  )
  const items = found.slice(0, limit).map(({ item }) => item)
  const last = items.at(-1)
  return { items, total, next: found.length > limit && last ? cursorAt('campaigns', [last.startsOn, last.id]) : null }
}

/** A campaign with its waves and how many it is for: fixed, or as it would be now among the customers in sight. 404 out of sight. */
export async function openCampaign(db: Db, id: string): Promise<Campaign> {
  const [found] = await db.rows<{ item: Campaign }>(
    'campaign',
    `select json_build_object(${row}, 'segment', ${segmentOf('k.segment_id')},
       'excluded', coalesce((select json_agg(${segmentOf('x.id')} order by x.at) from unnest(k.excluded_ids) with ordinality x (id, at)), '[]'),
       'holdoutPercent', k.holdout_percent, 'waves', ${waves}, 'madeAt', ${utc('k.made_at')},
       'approvedBy', ${person('a')}, 'approvedAt', ${utc('k.approved_at')}, 'fixedAt', ${utc('k.fixed_at')},
       'reach', json_build_object('audience', r.audience, 'excluded', r.excluded, 'heldOut', k.held_out, 'members', r.members,
         'cost', (r.members * (select sum(w.contact_cost) from campaign_waves w where w.campaign_id = k.id))::numeric(40, 2)::text),
       'cancelled', case when k.cancelled_at is not null then json_build_object('at', ${utc('k.cancelled_at')}, 'by', ${person('x')},
         'reason', k.cancel_reason) end) as item
     from ${joins} left join users a on a.id = k.approved_by left join users x on x.id = k.cancelled_by
     cross join lateral (${reach}) r where k.id = $1::uuid`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found.item
}

/** What was fixed; before that the audience as it is now, less the share that would be held out. */
const reach = `select k.members + k.held_out as audience, k.excluded, k.members where k.fixed_at is not null
  union all select n.audience, n.excluded, round(n.audience * (100 - k.holdout_percent) / 100.0)::int from (
    select (count(*) filter (where not ${leftOut}))::int as audience, (count(*) filter (where ${leftOut}))::int as excluded
    from ${audience}) n where k.fixed_at is null`

/** Holds a campaign until the transaction ends: 404 out of sight, 412 where it is another version. */
export async function holdCampaign(db: Db, id: string, version: number) {
  const [row] = await db.rows<{ version: number; state: Campaign['state']; mine: boolean }>(
    'campaign-hold',
    `select version, state, coalesce(made_by = viewer_id(), false) as mine from campaigns where id = $1::uuid for no key update`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  if (row.version !== version) throw new Refused(412, 'version.stale')
  return row
}
