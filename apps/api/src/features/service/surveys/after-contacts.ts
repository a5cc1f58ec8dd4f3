import type { AfterContacts } from '@rapport/contract/service/survey-shapes'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { drawKey } from '#features/service/call-backs/draw-sample.ts'
import { approvedTemplate } from '#features/service/message-templates/message-templates.ts'
import { businessDay, type Product } from '#product.ts'
import { askedLately, inviteByMessage } from './invite.ts'

/** A contact of so many days ago is not asked about any more. */
const DAYS = 3
const AT_ONCE = 200

interface Due {
  surveyId: string
  versionId: string
  set: AfterContacts & { since: string }
}

/** Contacts of who may be asked and was not, the earliest first. A task that came to a visit is that visit: one for each contact. */
const contacts = {
  visit: `select v.id, v.customer_id as "customerId" from care_visits v join customers c on c.id = v.customer_id
    where v.state = 'recorded' and v.outcome is distinct from 'not-reached' and v.recorded_at >= $2::timestamptz and v.recorded_at <= $1::timestamptz`,
  task: `select v.id, v.customer_id as "customerId" from tasks v join customers c on c.id = v.customer_id
    where v.state in ('done', 'verified') and v.visit_id is null and v.kind <> 'survey' and v.done_at >= $2::timestamptz and v.done_at <= $1::timestamptz`,
} as const
const askable = `c.deleted_at is null and c.lifecycle <> 'closed' and not ${askedLately('$1')}
  and not exists (select from contact_stops s where s.customer_id = c.id and s.ended_at is null)`

/** Whether this contact is in the part that is asked: the same answer each time that somebody looks. */
const isDrawn = ({ seed, percent }: AfterContacts, contactId: string) =>
  Number.parseInt(drawKey(seed, contactId).slice(0, 12), 16) / 16 ** 12 < percent / 100

/** Asks after contacts since the last look. One survey or several, nobody is asked twice in thirty days. */
export const inviteAfterContacts = ({
  connections,
  now,
  seal,
  channels,
}: Pick<Product, 'connections' | 'now' | 'seal' | 'channels'>) =>
  asSystem(connections, {}, async (db) => {
    await db.rows('survey-sending.one-at-a-time', `select pg_advisory_xact_lock(hashtext('surveys.asking'))`, [])
    const due = await db.rows<Due>(
      'surveys.after-contacts',
      `select s.id as "surveyId", v.id as "versionId", s.after_contacts as set from surveys s
         join survey_versions v on v.survey_id = s.id and v.state = 'live' where s.state = 'live' and s.after_contacts is not null order by s.id`,
      [],
    )
    for (const one of due) await inviteFor(db, one, { now: now(), seal, channels })
  })

async function inviteFor(
  db: Db,
  { surveyId, versionId, set }: Due,
  { now, seal, channels }: { now: Date } & Pick<Product, 'seal' | 'channels'>,
) {
  const template = await approvedTemplate(db, set.templateId).catch(() => null)
  // Words that are no longer approved, and channels that are not there, ask nobody.
  if (!template || !channels.includes(template.channel)) return
  const since = new Date(Math.max(new Date(set.since).getTime(), now.getTime() - DAYS * 86_400_000))
  const found = await db.rows<{ id: string; customerId: string }>(
    `surveys.contacts.${set.contacts}`,
    `${contacts[set.contacts]} and ${askable}
       and not exists (select from survey_invitations i where i.cause = '${set.contacts}' and i.cause_id = v.id)
     order by v.id`,
    [now, since],
  )
  const seen = new Set<string>()
  const drawn = found.filter(
    ({ id, customerId }) => isDrawn(set, id) && !seen.has(customerId) && Boolean(seen.add(customerId)),
  )
  const causes = drawn.slice(0, AT_ONCE).map(({ id, customerId }) => ({ customerId, cause: set.contacts, causeId: id }))
  if (causes.length === 0) return
  const asking = { surveyId, versionId, now, today: businessDay(now) }
  await inviteByMessage(db, asking, { template, language: set.language, seal }, causes)
}
