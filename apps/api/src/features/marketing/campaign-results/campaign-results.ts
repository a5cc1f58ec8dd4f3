import type { CampaignResults, WaveResult } from '@rapport/contract/marketing/campaign-results'
import type { MemberReason, MemberState } from '@rapport/contract/marketing/campaigns'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { contactsOf, membersOf } from '#features/marketing/campaigns/member-states.ts'
import { Refused } from '#http/refused.ts'
import { funnelOf, returnOf, upliftOf } from './campaign-rates.ts'

type Head = Pick<CampaignResults, 'window' | 'judgedThrough' | 'costs'>
interface Counted {
  state: MemberState
  reason: MemberReason | null
  count: number
  met: number
}
interface Money {
  contacts: string
  entered: string
  total: string
  budget: string
  gain: string
  extraGain: string | null
}

const headOf = (db: Db, id: string) =>
  db.rows<{ item: Head }>(
    'campaign-results',
    `select json_build_object('window', case when k.window_from is not null then json_build_object('from', k.window_from, 'to', k.window_to) end,
       'judgedThrough', k.judged_through, 'costs', coalesce((select json_agg(json_build_object('id', e.id, 'on', e.spent_on, 'what', e.what,
         'amount', e.amount::text, 'by', case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end)
         order by e.spent_on, e.id) from campaign_costs e left join users u on u.id = e.entered_by where e.campaign_id = k.id), '[]')) as item
     from campaigns k where k.id = $1::uuid`,
    [id],
  )

const countsOf = (db: Db, id: string) =>
  db.rows<Counted>(
    'campaign-results-counts',
    `select b.state, b.reason, count(*)::int as count, (count(*) filter (where b.met))::int as met
     from (${membersOf('$1::uuid')}) b group by 1, 2 order by count(*) desc, 2`,
    [id],
  )

async function wavesOf(db: Db, id: string) {
  const rows = await db.rows<{ item: WaveResult }>(
    'campaign-results-waves',
    `select json_build_object('id', w.id, 'channel', w.channel, 'on', k.starts_on + w.day, 'leftAt', ${utc('w.left_at')},
       'waiting', count(*) filter (where c.furthest = 0), 'sent', count(*) filter (where c.furthest >= 1),
       'delivered', count(*) filter (where c.furthest >= 2), 'reached', count(*) filter (where c.furthest >= 3),
       'interested', count(*) filter (where c.furthest >= 4),
       'suppressed', count(*) filter (where c.customer_id is not null and c.furthest is null),
       'cost', (w.contact_cost * count(*) filter (where c.furthest >= 1))::numeric(40, 2)::text) as item
     from campaigns k join campaign_waves w on w.campaign_id = k.id left join (${contactsOf('$1::uuid')}) c on c.wave_id = w.id
     where k.id = $1::uuid group by k.id, w.id order by w.position`,
    [id],
  )
  return rows.map(({ item }) => item)
}

/** What it cost and what it brought, in CNY; `extraGain` is what members brought more than as many of those held out. */
async function moneyOf(db: Db, id: string): Promise<Money> {
  const [row] = await db.rows<Money>(
    'campaign-results-money',
    `select c.contacts::text, e.entered::text, (c.contacts + e.entered)::text as total, k.budget::text, g.gain::text, g."extraGain"::text
     from campaigns k,
       (select coalesce(sum(x.contact_cost) filter (where x.furthest >= 1), 0)::numeric(40, 2) as contacts from (${contactsOf('$1::uuid')}) x) c,
       (select coalesce(sum(amount), 0)::numeric(40, 2) as entered from campaign_costs where campaign_id = $1::uuid) e,
       (select coalesce(sum(o.gain) filter (where not b.held_out), 0)::numeric(40, 2) as gain,
          (sum(o.gain) filter (where not b.held_out) - avg(o.gain) filter (where b.held_out) * count(*) filter (where not b.held_out))::numeric(40, 2)
            as "extraGain"
        from campaign_members b join campaign_outcomes o on o.campaign_id = b.campaign_id and o.customer_id = b.customer_id
        where b.campaign_id = $1::uuid) g
     where k.id = $1::uuid`,
    [id],
  )
  return row!
}

/** How far the members of a campaign in sight came, what it cost and what it brought. 404 out of sight. */
export async function openResults(db: Db, id: string): Promise<CampaignResults> {
  const [head] = await headOf(db, id)
  if (!head) throw new Refused(404, 'not-found')
  const rows = await countsOf(db, id)
  const sum = (of: (row: Counted) => boolean, what: 'count' | 'met' = 'count') =>
    rows.filter(of).reduce((all, row) => all + row[what], 0)
  const within = (...states: MemberState[]) => sum(({ state }) => states.includes(state))
  const heldOut = ({ state }: Counted) => state === 'held-out'
  const isTreated = (row: Counted) => !heldOut(row)
  const treated = sum(isTreated)
  const converted = within('converted')
  const interested = within('interested') + converted
  const reached = within('reached') + interested
  const delivered = within('delivered') + reached
  const sent = within('sent') + delivered
  const { contacts, entered, total, budget, gain, extraGain } = await moneyOf(db, id)
  const judged = head.item.judgedThrough !== null
  return {
    ...head.item,
    treated,
    waiting: within('waiting'),
    ...funnelOf(treated, { sent, delivered, reached, interested, converted: judged ? converted : null }),
    suppressed: rows.flatMap(({ state, reason, count }) =>
      state === 'suppressed' && reason ? [{ reason, count }] : [],
    ),
    waves: await wavesOf(db, id),
    uplift: judged
      ? upliftOf({
          treated,
          treatedMet: sum(isTreated, 'met'),
          heldOut: sum(heldOut),
          heldOutMet: sum(heldOut, 'met'),
        })
      : null,
    cost: { contacts, entered, total, budget },
    gain: judged ? gain : null,
    extraGain: judged ? extraGain : null,
    roi: judged ? returnOf(gain, total) : null,
  }
}
