import type { BodyOf } from '@rapport/contract/endpoint'
import { fillsItself } from '@rapport/contract/service/message-templates'
import { type MomentDefinition, scriptVariables } from '@rapport/contract/service/moment-rule'
import { clockOf } from '@rapport/contract/service/moment-triggers'
import type {
  MomentEffect,
  MomentMessages,
  MomentRates,
  MomentRule,
  MomentRuleInRow,
  moments,
} from '@rapport/contract/service/moments'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Doing } from '#features/administration/approvals/approval-subject.ts'
import { decideOn } from '#features/administration/approvals/decide-approval.ts'
import {
  dropApproval,
  openBefore,
  submitApproval,
  tellDeciders,
} from '#features/administration/approvals/submit-approval.ts'
import { utc } from '#features/customer/customers/customer-json.ts'
import { approvedTemplate } from '#features/service/message-templates/message-templates.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { effectOf, ratesOf } from './moment-rates.ts'
import { ruleEffects } from './rule-effects.ts'

const DAYS_OF_RATES = 90

/** A rule `r` with its live version `v`, its draft `d`, its last run `m` and what became of what it found on that day. */
const row = `
  'id', r.id, 'version', r.version, 'code', r.code, 'state', r.state, 'error', r.error,
  'name', x.definition->>'name', 'nameZh', x.definition->>'nameZh', 'trigger', x.definition->'trigger'->>'kind',
  'necessity', x.definition->>'necessity', 'holdoutPercent', x.definition->'holdoutPercent', 'number', v.number,
  'drafted', d.id is not null,
  'lastRun', case when m.day is not null then json_build_object('day', m.day, 'judgedAt', ${utc('m.judged_at')}, 'tookMs', m.took_ms) end,
  'counts', json_build_object('found', coalesce(e.found, 0), 'tasks', coalesce(e.tasks, 0), 'merged', coalesce(e.merged, 0), 'messages', coalesce(e.messages, 0),
    'suppressed', coalesce(e.suppressed, 0), 'heldOut', coalesce(e.held_out, 0))`
const joined = `
  from moment_rules r
  left join moment_rule_versions v on v.rule_id = r.id and v.state = 'live'
  left join moment_rule_versions d on d.rule_id = r.id and d.state = 'draft'
  cross join lateral (select coalesce(v.definition, d.definition) as definition) x
  left join lateral (select * from moment_runs m where m.rule_id = r.id order by m.day desc limit 1) m on true
  left join lateral (select count(*) as found, count(*) filter (where e.state = 'task') as tasks, count(*) filter (where e.state = 'merged') as merged,
      count(*) filter (where e.state = 'message') as messages,
      count(*) filter (where e.state = 'suppressed') as suppressed, count(*) filter (where e.state = 'held-out') as held_out
    from moment_events e where e.occurred_on = m.day and e.code = r.code) e on true`

const told = <Row extends { trigger: MomentRuleInRow['trigger'] }>(item: Row) => ({
  ...item,
  clock: clockOf(item.trigger),
})

/** All rules by code. */
export async function listRules(db: Db) {
  const rows = await db.rows<{ item: Omit<MomentRuleInRow, 'clock'> }>(
    'moment-rules',
    `select json_build_object(${row}) as item ${joined} where x.definition is not null order by r.code`,
    [],
  )
  return { items: rows.map(({ item }) => told(item)) }
}

/** One rule; 404 where there is none. */
export async function openRule(db: Db, code: string): Promise<MomentRule> {
  const [found] = await db.rows<{ item: Omit<MomentRule, 'clock' | 'rates' | 'effect' | 'messages'> }>(
    'moment-rule',
    `select json_build_object(${row}, 'definition', v.definition,
       'draft', case when d.id is not null then json_build_object('definition', d.definition, 'madeBy', u.name, 'madeAt', ${utc('d.made_at')},
         'mine', coalesce(d.made_by = viewer_id(), false)) end) as item
     ${joined} left join users u on u.id = d.made_by where r.code = $1 and x.definition is not null`,
    [code],
  )
  if (!found) throw new Refused(404, 'not-found')
  const { item } = found
  const effect = await effectOfRule(db, code, item.definition)
  return { ...told(item), rates: await ratesOfRule(db, code), messages: await messagesOfRule(db, code), effect }
}

async function ratesOfRule(db: Db, code: string): Promise<MomentRates> {
  const [counts] = await db.rows<Parameters<typeof ratesOf>[0]>(
    'moment-rates',
    `select count(*)::int as issued, count(*) filter (where t.done_at is not null)::int as done,
       count(*) filter (where t.done_at <= t.due_at or t.done_at is not null and t.late)::int as "onTime",
       count(*) filter (where t.done_at is not null and t.outcome = 'reached')::int as reached,
       count(*) filter (where t.done_at is not null and coalesce(t.effective, e.goal_met))::int as effective
     from moment_events e join tasks t on t.id = e.task_id
     where e.code = $1 and e.occurred_on > (select max(day) from moment_runs) - ${DAYS_OF_RATES} and t.state <> 'cancelled'`,
    [code],
  )
  return ratesOf(counts!)
}

async function messagesOfRule(db: Db, code: string): Promise<MomentMessages | null> {
  const [counts] = await db.rows<MomentMessages>(
    'moment-messages',
    `select count(*)::int as written, count(*) filter (where m.state in ('held', 'waiting', 'sending'))::int as waiting,
       count(*) filter (where m.state in ('sent', 'delivered', 'opened'))::int as sent,
       count(*) filter (where m.state = 'suppressed')::int as "keptBack",
       count(*) filter (where m.state in ('bounced', 'failed', 'cancelled'))::int as failed
     from moment_events e join outbound_messages m on m.id = e.message_id
     where e.code = $1 and e.occurred_on > (select max(day) from moment_runs) - ${DAYS_OF_RATES}`,
    [code],
  )
  return counts && counts.written > 0 ? counts : null
}

/** The words that a rule sends must be approved, and ask for nothing that a moment does not tell. */
async function checkMessage(db: Db, { message }: MomentDefinition) {
  if (message === null) return
  const [template] = await db.rows<{ id: string }>(
    'moment-template',
    `select id from message_templates where code = $1 and state = 'approved'`,
    [message],
  )
  if (!template) throw refusedField('message', 'moment.template')
  const { asks } = await approvedTemplate(db, template.id)
  if (fillsItself({ asks }) || asks.some((name) => !(scriptVariables as readonly string[]).includes(name)))
    throw refusedField('message', 'moment.template-asks')
}

async function effectOfRule(db: Db, code: string, definition: MomentDefinition | null): Promise<MomentEffect | null> {
  if (!definition?.goal) return null
  const { kind } = definition.goal
  const [counts] = await db.rows<Omit<Parameters<typeof effectOf>[0], 'goal'>>(
    'moment-effect',
    `select count(*) filter (where state in ('task', 'merged', 'message'))::int as treated,
       count(*) filter (where state in ('task', 'merged', 'message') and goal_met)::int as "treatedMet",
       count(*) filter (where state = 'held-out')::int as "heldOut", count(*) filter (where state = 'held-out' and goal_met)::int as "heldOutMet"
     from moment_events where code = $1 and goal_met is not null and goal_kind = $2
       and occurred_on > (select max(day) from moment_runs) - ${4 * DAYS_OF_RATES}`,
    [code, kind],
  )
  return effectOf({ goal: kind, ...counts! })
}

const ruleOf = async (db: Db, code: string) => {
  const rule = await db.momentRule.findUnique({ where: { code } })
  if (!rule) throw new Refused(404, 'not-found')
  return rule
}

/** A rule of the firm's own, as a draft. 409 where the code is taken. */
export async function createRule(doing: Doing, { code, definition }: BodyOf<typeof moments.createRule>) {
  const { db, viewer } = doing
  if (await db.momentRule.findUnique({ where: { code } })) throw refusedField('code', 'taken', 409)
  await db.momentRule.create({ data: { id: newId(), code, updatedBy: viewer.id } })
  return saveDraft(doing, code, definition)
}

/** Writes the draft down, in place of the one that there is, and asks for its approval: whoever changes it last is its maker. */
export async function saveDraft(doing: Doing, code: string, definition: MomentDefinition) {
  const { db, viewer } = doing
  const rule = await ruleOf(db, code)
  await checkMessage(db, definition)
  const before = await openBefore(doing, 'moment-rule', rule.id)
  await db.rows(
    'moment-draft',
    `insert into moment_rule_versions as v (id, rule_id, number, definition, made_by, updated_by)
     select $1, $2, coalesce(max(number), 0) + 1, $3::jsonb, $4, $4 from moment_rule_versions where rule_id = $2
     on conflict (rule_id) where state = 'draft' do update
       set definition = excluded.definition, made_by = excluded.made_by, made_at = clock_timestamp(), updated_by = excluded.updated_by`,
    [newId(), rule.id, JSON.stringify(definition), viewer.id],
  )
  const subject = (await ruleEffects.asked(db, rule.id))!
  const asked = await submitApproval(doing, { kind: 'moment-rule', subjectId: rule.id, subject, before })
  if (asked.state === 'approved') await ruleEffects.approved(doing, rule.id, null, null)
  else await tellDeciders(doing, asked.id)
  return openRule(db, code)
}

/** Takes the draft back; 409 where there is none, or where nothing else would be left of the rule. */
export async function dropDraft(doing: Doing, code: string) {
  const { db } = doing
  const rule = await ruleOf(db, code)
  if (rule.state === 'draft') throw new Refused(409, 'moment.only-draft')
  await dropApproval(doing, 'moment-rule', rule.id)
  const gone = await db.momentRuleVersion.deleteMany({ where: { ruleId: rule.id, state: 'draft' } })
  if (gone.count === 0) throw new Refused(409, 'moment.no-draft')
  return openRule(db, code)
}

/** Approves the draft, as its flow says: never by whoever wrote it. With the last step it lives in place of what lived. */
export async function goLive(doing: Doing, code: string) {
  const { db, viewer } = doing
  const rule = await ruleOf(db, code)
  const draft = await db.momentRuleVersion.findFirst({ where: { ruleId: rule.id, state: 'draft' } })
  if (!draft) throw new Refused(409, 'moment.no-draft')
  if (draft.madeBy === viewer.id) throw new Refused(403, 'moment.own-draft')
  await decideOn(doing, 'moment-rule', rule.id, { verdict: 'approved', note: null })
  return openRule(db, code)
}

/** Stops a rule; what it found already goes on. */
export async function pauseRule(db: Db, viewer: SignedIn, code: string, reason: string) {
  const rule = await ruleOf(db, code)
  if (rule.state !== 'live' && rule.state !== 'parked') throw new Refused(409, 'moment.not-live')
  await db.because(reason)
  await db.momentRule.update({ where: { id: rule.id }, data: { state: 'paused', error: null, updatedBy: viewer.id } })
  return openRule(db, code)
}

/** Lets a rule go on that was paused or parked; of the days since then it looks at the last. */
export async function resumeRule(db: Db, viewer: SignedIn, code: string) {
  const rule = await ruleOf(db, code)
  if (rule.state !== 'paused' && rule.state !== 'parked') throw new Refused(409, 'moment.not-stopped')
  await db.momentRule.update({
    where: { id: rule.id },
    data: { state: 'live', error: null, attempts: 0, updatedBy: viewer.id },
  })
  return openRule(db, code)
}
