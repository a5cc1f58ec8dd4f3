import type { BodyOf } from '@rapport/contract/endpoint'
import type {
  ContactPermissions,
  ContactRules,
  contactPermissions,
  StopKind,
} from '@rapport/contract/service/contact-permissions'
import type { MessageChannel } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import { utc } from '#features/customer/customers/customer-json.ts'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { addressKinds } from './contact-facts.ts'
import { endMarketing } from './end-marketing.ts'

/** Everything that says whether a customer may be contacted, latest first. 404 out of sight. */
export async function openPermissions(db: Db, customerId: string): Promise<ContactPermissions> {
  await seeCustomer(db, customerId)
  const [row] = await db.rows<{ item: ContactPermissions }>(
    'contact-permissions',
    `select json_build_object(
       'stops', (select coalesce(json_agg(json_build_object('id', s.id, 'kind', s.kind, 'reason', s.reason, 'beganAt', ${utc('s.began_at')},
                   'beganBy', u.name, 'endedAt', ${utc('s.ended_at')}) order by s.began_at desc, s.id desc), '[]')
                 from contact_stops s left join users u on u.id = s.began_by where s.customer_id = $1),
       'consents', (select coalesce(json_agg(json_build_object('id', g.id, 'purpose', g.purpose, 'channel', g.channel, 'textVersion', g.text_version,
                      'evidence', g.evidence, 'source', g.source, 'givenAt', ${utc('g.given_at')}, 'withdrawnAt', ${utc('g.withdrawn_at')})
                      order by g.given_at desc, g.id desc), '[]') from consents g where g.customer_id = $1),
       'optOuts', (select coalesce(json_agg(json_build_object('id', o.id, 'channel', o.channel, 'source', o.source, 'at', ${utc('o.at')},
                     'endedAt', ${utc('o.ended_at')}) order by o.at desc, o.id desc), '[]') from opt_outs o where o.customer_id = $1)) as item`,
    [customerId],
  )
  return row!.item
}

/** Writes a consent down; what the customer refused by this channel before ends with it. 409 where one stands already. */
export async function giveConsent(
  db: Db,
  customerId: string,
  given: BodyOf<typeof contactPermissions.consent>,
  now: Date,
) {
  await holdCustomer(db, customerId)
  const added = await db.rows(
    'consent.give',
    `insert into consents (id, customer_id, purpose, channel, text_version, evidence, source, given_at, given_to)
     values (uuid_v7(), $1, 'marketing', $2, $3, $4, $5, $6, viewer_id())
     on conflict (customer_id, purpose, channel) where withdrawn_at is null do nothing returning 1`,
    [customerId, given.channel, given.textVersion, given.evidence, given.source, now],
  )
  if (added.length === 0) throw new Refused(409, 'consent.given')
  await db.rows(
    'opt-outs.end',
    'update opt_outs set ended_at = $3 where customer_id = $1 and channel = $2 and ended_at is null',
    [customerId, given.channel, now],
  )
  return openPermissions(db, customerId)
}

/** The customer wants no marketing by a channel any more, and told somebody of the firm. */
export async function refuseMarketing(db: Db, customerId: string, channel: MessageChannel, now: Date) {
  await holdCustomer(db, customerId)
  const addresses = await db.rows<{ hash: string }>(
    'customer.address-hashes',
    'select distinct value_hash as hash from contact_points where customer_id = $1 and kind = $2',
    [customerId, addressKinds[channel]],
  )
  const hashes = addresses.map(({ hash }) => hash)
  await endMarketing(db, { channel, hashes, customerIds: [customerId], source: 'person' }, now)
  return openPermissions(db, customerId)
}

/** Begins to stop contacts of a kind. 409 where they are stopped already. */
export async function stopContacts(db: Db, customerId: string, kind: StopKind, reason: string, now: Date) {
  await holdCustomer(db, customerId)
  const began = await db.rows(
    'contact-stop.begin',
    `insert into contact_stops (id, customer_id, kind, reason, began_at, began_by) values (uuid_v7(), $1, $2, $3, $4, viewer_id())
     on conflict (customer_id, kind) where ended_at is null do nothing returning 1`,
    [customerId, kind, reason, now],
  )
  if (began.length === 0) throw new Refused(409, 'contact-stop.begun')
  return openPermissions(db, customerId)
}

/** 409 where nothing of the kind stops contacts. */
export async function resumeContacts(db: Db, customerId: string, kind: StopKind, now: Date) {
  await holdCustomer(db, customerId)
  const ended = await db.rows(
    'contact-stop.end',
    `update contact_stops set ended_at = $3, ended_by = viewer_id() where customer_id = $1 and kind = $2 and ended_at is null returning 1`,
    [customerId, kind, now],
  )
  if (ended.length === 0) throw new Refused(409, 'contact-stop.none')
  return openPermissions(db, customerId)
}

const ruleColumns = `valid_from::text as "validFrom", quiet_from as "quietFrom", quiet_until as "quietUntil",
  call_quiet_from as "callQuietFrom", call_quiet_until as "callQuietUntil", caps`

export const listRules = async (db: Db) => ({
  items: await db.rows<ContactRules>(
    'contact-rules',
    `select ${ruleColumns} from contact_rules order by valid_from desc`,
    [],
  ),
})

/** What held until today stays as it was: new rules hold from tomorrow at the earliest. */
export async function setRules(db: Db, rules: ContactRules, today: string, now: Date): Promise<ContactRules> {
  if (rules.validFrom <= today) throw refusedField('validFrom', 'contact-rules.from-tomorrow')
  const [set] = await db.rows<ContactRules>(
    'contact-rules.set',
    `insert into contact_rules (id, valid_from, quiet_from, quiet_until, call_quiet_from, call_quiet_until, caps, set_by, set_at)
     values (uuid_v7(), $1::date, $2, $3, $4, $5, $6::jsonb, viewer_id(), $7)
     on conflict (valid_from) do update set quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
       call_quiet_from = excluded.call_quiet_from, call_quiet_until = excluded.call_quiet_until, caps = excluded.caps,
       set_by = excluded.set_by, set_at = excluded.set_at
     returning ${ruleColumns}`,
    [
      rules.validFrom,
      rules.quietFrom,
      rules.quietUntil,
      rules.callQuietFrom,
      rules.callQuietUntil,
      JSON.stringify(rules.caps),
      now,
    ],
  )
  return set!
}
