import type { ContactRules } from '@rapport/contract/service/contact-permissions'
import type { MessageChannel } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import type { Consent, Contacted, Rules } from './may-contact.ts'

/** The kind of contact point by which a channel reaches a customer. */
export const addressKinds = { email: 'email', sms: 'mobile', wecom: 'wechat' } as const satisfies Record<
  MessageChannel,
  string
>

/** What `contactFacts` reads of a customer. */
export interface ContactFacts {
  stops: string[]
  complaintOpen: boolean
  closed: boolean
  removed: boolean
  given: boolean
  optedOut: boolean
  marketed: string[]
  addressId: string | null
  addressSealed: string | null
  addressHash: string | null
}

/** SQL of the facts by which `mayContact` judges a customer `c` on a channel, read at $now: a row of one column, `facts`. */
export const contactFacts = (channel: string, now: string) => `
  select json_build_object('addressId', p.id, 'addressSealed', p.value_sealed, 'addressHash', p.value_hash,
    'closed', c.lifecycle = 'closed', 'removed', c.deleted_at is not null,
    'stops', (select coalesce(json_agg(s.kind), '[]') from contact_stops s where s.customer_id = c.id and s.ended_at is null),
    'complaintOpen', exists (select from cases k where k.customer_id = c.id and k.open and k.kind = 'complaint'),
    'given', exists (select from consents g where g.customer_id = c.id and g.purpose = 'marketing' and g.channel = ${channel}
                       and g.withdrawn_at is null),
    'optedOut', exists (select from opt_outs o where o.address_hash = p.value_hash and o.channel = ${channel} and o.ended_at is null),
    'marketed', (select coalesce(json_agg(h.sent_at), '[]') from outbound_messages h where h.customer_id = c.id and h.channel = ${channel}
                   and h.class = 'MARKETING' and h.sent_at > ${now}::timestamptz - interval '31 days')) as facts
  from (select) one left join lateral (
    select p.id, p.value_sealed, p.value_hash from contact_points p
    where p.customer_id = c.id and not p.do_not_contact
      and p.kind = case ${channel} when 'email' then 'email' when 'sms' then 'mobile' else 'wechat' end
    order by p.preferred desc, p.id limit 1) p on true`

export const consentOf = (facts: ContactFacts): Consent => ({
  legalBlock: facts.stops.includes('legal-block'),
  doNotDisturb: facts.stops.includes('do-not-disturb'),
  deceased: facts.stops.includes('deceased'),
  complaintOpen: facts.complaintOpen,
  closed: facts.closed,
  optedOut: facts.optedOut,
  given: facts.given,
})

export const historyOf = (facts: ContactFacts): Contacted[] => facts.marketed.map((at) => ({ at: new Date(at) }))

/** The rules of a business day. */
export async function rulesOn(db: Db, today: string): Promise<Rules> {
  const [rules] = await db.rows<Omit<ContactRules, 'validFrom'> & { holidays: string[] }>(
    'contact-rules.on',
    `select quiet_from as "quietFrom", quiet_until as "quietUntil", call_quiet_from as "callQuietFrom",
       call_quiet_until as "callQuietUntil", caps,
       array(select day::text from service_days where not works and day >= $1::date - 1) as holidays
     from contact_rules where valid_from <= $1::date order by valid_from desc limit 1`,
    [today],
  )
  return { ...rules!, holidays: new Set(rules!.holidays) }
}
