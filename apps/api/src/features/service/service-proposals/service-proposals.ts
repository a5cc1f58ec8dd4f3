import type {
  ServiceAnswer,
  ServiceAnswerDraft,
  ServiceProposal,
  ServiceProposals,
} from '@rapport/contract/service/service-proposals'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { utc } from '#features/customer/customers/customer-json.ts'
import { holdCustomer, seeCustomer } from '#features/customer/customers/hold-customer.ts'
import { bestChannel } from '#features/marketing/recommendations/how-to-speak.ts'
import { planVisit } from '#features/service/care-visits/care-visits.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { Refused } from '#http/refused.ts'
import { propose, QUIET_DAYS, type ServiceFacts } from './propose.ts'

const MOST = 10

const answerRow = `json_build_object('id', a.id, 'answer', a.answer, 'proposal', a.proposal, 'reason', a.reason, 'visitId', a.visit_id,
  'by', case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end, 'at', ${utc('a.made_at')})`
const answerTables = 'service_answers a left join users b on b.id = a.made_by'

/** What to do next for a customer as of `today` (YYYY-MM-DD), and what became of earlier proposals. 404 out of sight. */
export async function serviceProposalsFor(db: Db, customerId: string, today: string): Promise<ServiceProposals> {
  await seeCustomer(db, customerId)
  const proposed = await proposedNow(db, customerId, today)
  const rows = await db.rows<{ item: ServiceAnswer }>(
    'service-answers',
    `select ${answerRow} as item from ${answerTables} where a.customer_id = $1::uuid order by a.made_at desc, a.id desc limit ${MOST}`,
    [customerId],
  )
  return { ...proposed, answers: rows.map(({ item }) => item) }
}

/**
 * Takes what is proposed, as it is or changed, and plans the visit, or declines it, with the proposal and its reasons as they stand: in one
 * transaction. 404 for a customer out of sight, 409 for what is not proposed any more, 422 for a day that nobody can have meant.
 */
export async function answerProposal(
  db: Db,
  viewer: Viewer,
  customerId: string,
  draft: ServiceAnswerDraft,
  { today, now }: { today: string; now: Date },
): Promise<ServiceAnswer> {
  await holdCustomer(db, customerId)
  const { items } = await proposedNow(db, customerId, today)
  const proposal = items.find(({ service }) => service === draft.service)
  if (!proposal) throw new Refused(409, 'service-proposal.over')
  const kept = { viewer, customerId, proposal, now }
  if (draft.answer === 'declined') return keepAnswer(db, kept, { answer: 'declined', reason: draft.reason })
  const { answer: _, service: __, ...plan } = draft
  const visit = await planVisit(db, viewer, { ...plan, customerId }, today)
  const same = (['kind', 'channel', 'plannedOn'] as const).every((field) => plan[field] === proposal[field])
  return keepAnswer(db, kept, { answer: same ? 'accepted' : 'changed', visitId: visit.id })
}

interface Answered {
  viewer: Viewer
  customerId: string
  proposal: ServiceProposal
  now: Date
}

async function keepAnswer(
  db: Db,
  { viewer, customerId, proposal, now }: Answered,
  { answer, reason = null, visitId = null }: { answer: string; reason?: string | null; visitId?: string | null },
): Promise<ServiceAnswer> {
  const [row] = await db.rows<{ item: ServiceAnswer }>(
    'service-answer-add',
    `with a as (
       insert into service_answers (id, customer_id, service, answer, proposal, reason, visit_id, made_by, made_at)
       values ($1::uuid, $2::uuid, $3, $4, $5::jsonb, $6, $7::uuid, $8::uuid, $9::timestamptz) returning *
     )
     select ${answerRow} as item from a left join users b on b.id = a.made_by`,
    [newId(), customerId, proposal.service, answer, JSON.stringify(proposal), reason, visitId, viewer.id, now],
  )
  return row!.item
}

type Known = ServiceFacts & Pick<ServiceProposals, 'hindrances' | 'asOf'>

async function proposedNow(db: Db, customerId: string, today: string) {
  const { hindrances, asOf, ...facts } = await factsOf(db, customerId, today)
  if (hindrances.length > 0) return { hindrances, asOf, items: [] }
  const time = await serviceTime(db, today)
  const best = await bestChannel(db, customerId, today)
  return { hindrances, asOf, items: propose(facts, { today, time, channel: best?.channel ?? 'phone' }) }
}

/** Complaints count as far as the caller sees them. */
async function factsOf(db: Db, customerId: string, today: string): Promise<Known> {
  const [known] = await db.rows<Known>(
    'service-facts',
    `select c.lifecycle, c.assessment_valid_to as "assessmentValidTo", c.opened_on as "openedOn",
       warehouse.next_anniversary(c.birth_on, $2::date) as birthday, i.as_of as "asOf",
       greatest(i.last_contact_on, (select max(v.planned_on) from care_visits v
         where v.customer_id = c.id and v.state = 'recorded' and v.outcome <> 'not-reached')) as "lastContactOn",
       (select json_build_object('closedOn', (k.closed_at at time zone 'Asia/Shanghai')::date, 'satisfaction', k.satisfaction)
          from cases k where k.customer_id = c.id and k.kind = 'complaint' and k.closed_at is not null
          order by k.closed_at desc limit 1) as complaint,
       exists (select from cases k where k.customer_id = c.id and k.kind = 'complaint' and k.open) as "complaintOpen",
       (select json_build_object('score', s.score, 'asOf', s.as_of) from warehouse.model_versions m
          join warehouse.customer_scores s on s.version_id = m.id and s.as_of = m.scored_on and s.customer_id = c.id
          where m.kind = 'churn' and m.in_use and s.score is not null) as churn,
       i.cash::float8 as cash, (i.cash / nullif(i.assets, 0))::float8 as "cashShare", i.top_share::float8 as "topShare",
       i.above_tolerance_share::float8 as "aboveToleranceShare",
       (-i.net_inflow_30d / nullif(i.assets - i.net_inflow_30d, 0))::float8 as "outflowShare",
       (select coalesce(json_agg(distinct v.kind), '[]') from care_visits v
          where v.customer_id = c.id and v.state = 'planned' and v.planned_on >= $2::date) as planned,
       (select coalesce(json_agg(distinct a.service), '[]') from service_answers a
          where a.customer_id = c.id and (a.made_at at time zone 'Asia/Shanghai')::date > $2::date - ${QUIET_DAYS}) as answered,
       (select coalesce(json_agg(distinct s.kind), '[]') from contact_stops s where s.customer_id = c.id and s.ended_at is null) as hindrances
     from customers c left join warehouse.customer_indicators i on i.customer_id = c.id where c.id = $1::uuid`,
    [customerId, today],
  )
  return known!
}
