import type { MemberReason } from '@rapport/contract/marketing/campaigns'
import type { MessageTemplate } from '@rapport/contract/service/message-templates'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { judged, leftOut, ofItsUnit } from '#features/marketing/campaigns/audience-sql.ts'
import { rulesOn } from '#features/service/contact-permissions/contact-facts.ts'
import { addMessages } from '#features/service/messages/add-messages.ts'
import { doNotDisturb, stopped } from '#features/service/moments/engine/open-moments.ts'
import { speak } from '#features/service/moments/engine/script.ts'
import { addTasks } from '#features/service/tasks/add-tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { closeOf, warnedAt } from '#features/service/working-time/working-time.ts'
import { businessDay, type Product } from '#product.ts'
import { callOf, reasonAgainst, type WaveMember } from './why-not.ts'

const AT_ONCE = 1_000
export type Works = Pick<Product, 'connections' | 'now'>

interface DueWave {
  id: string
  campaignId: string
  name: string
  nameZh: string
  endsOn: string
  /** The campaign is over: nobody is reached any more. */
  over: boolean
  script: string | null
  scriptZh: string | null
  template: Pick<MessageTemplate, 'id' | 'channel' | 'class' | 'urgent' | 'state'> | null
}
/** What is done with one member: a message, a task, or nothing and why. */
interface Contact {
  customer: string
  message?: string
  task?: string
  reason?: MemberReason
}

/** The wave that has been due longest, its campaign held; one whose left-out segments are judged as they stand. */
async function dueWave(db: Db, today: string): Promise<DueWave | undefined> {
  const [wave] = await db.rows<DueWave>(
    'campaigns.due-wave',
    `select w.id, w.campaign_id as "campaignId", k.name, k.name_zh as "nameZh", k.ends_on::text as "endsOn", k.ends_on < $1::date as over,
       w.script, w.script_zh as "scriptZh", case when t.id is not null then json_build_object('id', t.id, 'channel', t.channel,
         'class', t.class, 'urgent', t.urgent, 'state', t.state) end as template
     from campaigns k join campaign_waves w on w.campaign_id = k.id left join message_templates t on t.id = w.template_id
     where k.state in ('approved', 'running') and k.fixed_at is not null and w.left_at is null and k.starts_on + w.day <= $1::date
       and ${judged('s.id = any (k.excluded_ids) and s.deleted_at is null')}
     order by k.starts_on + w.day, w.campaign_id, w.position limit 1 for update of k skip locked`,
    [today],
  )
  return wave
}

/** With its first wave a campaign begins to run; from then on, to so many days after its last wave, conversions count. */
const begin = (db: Db, id: string, today: string) =>
  db.rows(
    'campaigns.begin',
    `update campaigns k set state = 'running', window_from = $2::date,
       window_to = greatest(k.starts_on + (select max(w.day) from campaign_waves w where w.campaign_id = k.id), $2::date) + (k.goal->>'days')::int
     where k.id = $1::uuid and k.state = 'approved'`,
    [id, today],
  )

/** So many members with whom this wave has done nothing yet, with what speaks against each. */
const membersOf = (db: Db, wave: DueWave, atOnce: number, now: Date) =>
  db.rows<WaveMember>(
    'campaigns.wave-members',
    `select c.id, o.id as "ownerId", c.name, c.kind, c.gender, c.risk_level as class, n.name as branch, o.name as manager,
       c.deleted_at is not null or c.lifecycle = 'closed' as gone, ${leftOut} as excluded, not ${ofItsUnit} as elsewhere,
       ${stopped('c.id', 'legal-block')} as "legalBlock", ${stopped('c.id', 'deceased')} as deceased, ${doNotDisturb('c.id')} as silent,
       array(select t.created_at::text from tasks t where t.customer_id = c.id and t.kind in ('moment', 'campaign') and t.state <> 'cancelled'
         and t.created_at > $4::timestamptz - interval '31 days') as called
     from campaign_members b join campaigns k on k.id = b.campaign_id join customers c on c.id = b.customer_id
     join units n on n.id = c.unit_id left join users o on o.id = c.owner_id and o.disabled_at is null
     where b.campaign_id = $1::uuid and not b.held_out
       and not exists (select from campaign_contacts x where x.wave_id = $2::uuid and x.customer_id = b.customer_id)
     order by b.customer_id limit $3::int`,
    [wave.campaignId, wave.id, atOnce, now],
  )

/** Writes to members by the words of the wave, in the language of each. */
async function write(db: Db, template: NonNullable<DueWave['template']>, members: readonly WaveMember[], now: Date) {
  const messages = members.map(({ id }) => ({ customerId: id, language: null, variables: {} }))
  const ids = await addMessages(db, template, messages, { now })
  return members.map(({ id }, at): Contact => ({ customer: id, message: ids[at]! }))
}

/** Asks whoever looks after each member for a call, until the campaign ends. */
async function call(db: Db, wave: DueWave, members: readonly WaveMember[], now: Date): Promise<Contact[]> {
  const today = businessDay(now)
  const rules = await rulesOn(db, today)
  const time = await serviceTime(db, today)
  const closes = closeOf(time, wave.endsOn)
  const asked = members.map((member) => ({ member, ...callOf(member, rules, now) }))
  const called = asked.filter(({ reason }) => reason === null)
  const ids = await addTasks(
    db,
    called.map(({ member, notBefore }) => {
      const spoken = { ...member, variables: {} }
      const dueAt = new Date(Math.max(closes.getTime(), (notBefore ?? now).getTime()))
      return {
        kind: 'campaign' as const,
        aboutId: wave.campaignId,
        title: wave.name,
        titleZh: wave.nameZh,
        details: speak(wave.script!, spoken, 'en').slice(0, 2000),
        detailsZh: speak(wave.scriptZh!, spoken).slice(0, 2000),
        customerId: member.id,
        assigneeId: member.ownerId,
        necessity: 'may' as const,
        channel: 'phone' as const,
        occurredOn: today,
        notBefore,
        dueAt,
        warnAt: warnedAt(time, now, dueAt),
      }
    }),
    now,
  )
  return [
    ...called.map(({ member }, at): Contact => ({ customer: member.id, task: ids[at]! })),
    ...asked.flatMap(({ member, reason }): Contact[] => (reason === null ? [] : [{ customer: member.id, reason }])),
  ]
}

const keep = (db: Db, wave: DueWave, contacts: readonly Contact[], now: Date) =>
  db.rows(
    'campaigns.contacts',
    `insert into campaign_contacts (wave_id, campaign_id, customer_id, message_id, task_id, reason, at)
     select $1::uuid, $2::uuid, r.customer, r.message, r.task, r.reason, $4::timestamptz
     from jsonb_to_recordset($3::jsonb) r (customer uuid, message uuid, task uuid, reason text)`,
    [wave.id, wave.campaignId, JSON.stringify(contacts), now],
  )

/**
 * Lets so many members of a due wave have their message or task, in one transaction with the note of it, so that a worker that dies
 * leaves nobody half reached and the next goes on there; whoever is excluded, closed or of another unit by now is kept back, and whom
 * it has looked at it looks at no more. A wave is done when it finds nobody left. Whether there was anything to do.
 */
export const leaveWaves = ({ connections, now: clock }: Works, atOnce = AT_ONCE): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const now = clock()
    const today = businessDay(now)
    const wave = await dueWave(db, today)
    if (!wave) return false
    await begin(db, wave.campaignId, today)
    const members = await membersOf(db, wave, atOnce, now)
    if (members.length === 0) {
      await db.rows('campaigns.wave-left', 'update campaign_waves set left_at = $2::timestamptz where id = $1::uuid', [
        wave.id,
        now,
      ])
      return true
    }
    const state = { over: wave.over, retired: wave.template !== null && wave.template.state !== 'approved' }
    const looked = members.map((member) => ({ member, reason: reasonAgainst(member, state) }))
    const kept = looked.flatMap(({ member, reason }): Contact[] => (reason ? [{ customer: member.id, reason }] : []))
    const going = looked.filter(({ reason }) => reason === null).map(({ member }) => member)
    const done = wave.template ? await write(db, wave.template, going, now) : await call(db, wave, going, now)
    await keep(db, wave, [...kept, ...done], now)
    return true
  })
