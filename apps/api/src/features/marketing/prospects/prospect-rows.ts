import type { Prospect, ProspectInRow } from '@rapport/contract/marketing/prospects'
import type { Db } from '@rapport/database/as-viewer'
import { Refused } from '#http/refused.ts'

export const channelJson = `json_build_object('id', h.id, 'code', h.code, 'name', h.name, 'nameZh', h.name_zh) as channel`
export const moneyText = (column: string) => `trim_scale(${column})::text`
export const isOpen = (alias: string) => `${alias}.state in ('new', 'contacted', 'qualified')`

/** What stands in a row of the list, from the prospect `p` and what `prospectJoins` brings. */
export const prospectColumns = `p.id, p.version, p.customer_id as "customerId", c.name, c.kind, p.state, ${channelJson}, p.interests,
  ${moneyText('p.expected_assets')} as "expectedAssets", case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as owner,
  json_build_object('id', n.id, 'name', n.name) as unit, p.next_step as "nextStep", p.next_step_on::text as "nextStepOn",
  p.followed_on::text as "followedOn", p.created_at as "createdAt"`
export const prospectJoins = `join customers c on c.id = p.customer_id join prospect_channels h on h.id = p.channel_id
  join units n on n.id = p.unit_id left join users u on u.id = p.owner_id`
export type ProspectRow = ProspectInRow

/** A prospect in sight; 404 for any other. */
export async function openProspect(db: Db, id: string): Promise<Prospect> {
  const [row] = await db.rows<Prospect>(
    'prospect.open',
    `select ${prospectColumns}, c.customer_no as "customerNo", p.lost_reason as "lostReason", p.lost_note as "lostNote",
       p.claimed_on::text as "claimedOn", p.protected_until::text as "protectedUntil",
       case when ${isOpen('p')} and p.owner_id is not null then
         prospect_recall_on(p.claimed_on, p.followed_on, p.protected_until, r.silent_days, r.conversion_days)::text end as "recallOn",
       p.closed_at as "closedAt"
     from prospects p ${prospectJoins}
       left join lateral prospect_rules_of(p.unit_id, (now() at time zone 'Asia/Shanghai')::date) r on true
     where p.id = $1::uuid and p.live`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

interface Held {
  customerId: string
  version: number
  state: Prospect['state']
}

/** That a prospect is in sight, held until the end of the transaction with its customer; 404 otherwise. */
export async function holdProspect(db: Db, id: string): Promise<Held> {
  const [row] = await db.rows<Held>(
    'prospect.hold',
    `select p.customer_id as "customerId", p.version, p.state from prospects p join customers c on c.id = p.customer_id
     where p.id = $1::uuid and p.live for no key update`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

/** The same of one that still runs: 409 when it is over. */
export async function holdOpenProspect(db: Db, id: string): Promise<Held> {
  const held = await holdProspect(db, id)
  if (held.state === 'converted' || held.state === 'lost') throw new Refused(409, 'prospect.over')
  return held
}
