import type { MessageTemplate } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { addMessages } from '#features/service/messages/add-messages.ts'
import { KEPT_LINK, linkToken } from '#features/service/messages/one-time-link.ts'
import { tokenHash } from './link-token.ts'

/** How long a link works, in days. */
const DAYS = 30
/** Nobody is asked more often, in days, by whichever survey (domain 8.1). */
export const PAUSE = 30
export const expiryOf = (now: Date) => new Date(now.getTime() + DAYS * 86_400_000)

export interface Invitee {
  customerId: string
  cause: 'segment' | 'visit' | 'task' | 'hand'
  causeId: string | null
  /** What the customer holds is known by its hash; a message makes its own. */
  tokenHash: string
  messageId: string | null
}

/**
 * SQL of the customer `c` of who was asked within the last thirty days before $now: by a link in their hands, or a message that is
 * not kept back for good.
 */
export const askedLately = (now: string) => `exists (select from survey_invitations i
  left join outbound_messages m on m.id = i.message_id where i.customer_id = c.id and i.asked_at > ${now}::timestamptz - interval '${PAUSE} days'
    and coalesce(m.state, 'sent') not in ('suppressed', 'cancelled', 'failed', 'bounced'))`

/** Groups of ages on the day of the question; `ageGroups` in the contract says the same. */
const ageGroup = `case when c.birth_on is null then 'unknown' when age($3::date, c.birth_on) < interval '30 years' then 'under-30'
  when age($3::date, c.birth_on) < interval '45 years' then '30-44' when age($3::date, c.birth_on) < interval '60 years' then '45-59' else '60-up' end`

interface Asking {
  surveyId: string
  versionId: string
  sendingId?: string | null
  now: Date
  today: string
}

/** Writes invitations down, with where each customer stands among the quotas at this moment. 404 for customers out of sight. */
export const addInvitations = (
  db: Db,
  { surveyId, versionId, sendingId = null, now, today }: Asking,
  invitees: readonly Invitee[],
) =>
  db.rows<{ id: string }>(
    'survey-invitations.add',
    `insert into survey_invitations (id, survey_id, version_id, sending_id, customer_id, unit_id, cause, cause_id, token_hash, message_id,
       region_id, tier, age_group, asked_at, asked_by, expires_at)
     select uuid_v7(), $4::uuid, $5::uuid, $6::uuid, c.id, c.unit_id, r.cause, r."causeId", r."tokenHash", r."messageId",
       (select u.id from unit_ancestry a join units u on u.id = a.ancestor_id and u.kind = 'region' where a.descendant_id = c.unit_id limit 1),
       (select w.tier from warehouse.customer_tiers w where w.customer_id = c.id and w.valid_to is null), ${ageGroup},
       $2::timestamptz, viewer_id(), $7::timestamptz
     from jsonb_to_recordset($1::jsonb) r ("customerId" uuid, cause text, "causeId" uuid, "tokenHash" text, "messageId" uuid)
       join customers c on c.id = r."customerId"
     on conflict (cause, cause_id) where cause in ('visit', 'task') do nothing returning id`,
    [JSON.stringify(invitees), now, today, surveyId, versionId, sendingId, expiryOf(now)],
  )

interface Writing {
  template: Pick<MessageTemplate, 'id' | 'channel' | 'class' | 'urgent'>
  /** Null: that of each customer's record. */
  language: 'en' | 'zh-CN' | null
  seal: Seal
}

/** Asks customers by a message each: consent, quiet hours and caps are looked at when it leaves (decision 025). */
export async function inviteByMessage(
  db: Db,
  asking: Asking,
  { template, language, seal }: Writing,
  causes: readonly Pick<Invitee, 'customerId' | 'cause' | 'causeId'>[],
) {
  const messages = causes.map(({ customerId }) => ({
    customerId,
    language,
    variables: { link: KEPT_LINK },
    linkRoot: 's' as const,
  }))
  const ids = await addMessages(db, template, messages, { now: asking.now })
  const invitees = causes.map((cause, i) => ({
    ...cause,
    messageId: ids[i]!,
    tokenHash: tokenHash(linkToken(seal, `message-${ids[i]}`)),
  }))
  return addInvitations(db, asking, invitees)
}
