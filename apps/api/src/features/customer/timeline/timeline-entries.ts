import type { timelineKinds } from '@rapport/contract/customer/timeline'
import { stateOf } from '#features/marketing/recommendations/made-rows.ts'
import { factId } from '#warehouse/fact-id.ts'

// Days without a time of day stand at their beginning in Shanghai.
const startOf = (day: string) => `(${day})::timestamp at time zone 'Asia/Shanghai'`
// A second entry about the same row: its id as a UUID of version 8, so that no two entries have the same.
const secondOf = (id: string) => `overlay(${id}::text placing '8' from 15 for 1)::uuid`
const dayOf = (instant: string) => `(${instant} at time zone 'Asia/Shanghai')::date`

/**
 * What happened with customer $1, by kind: id, kind, at, on, facts, who did it where somebody did. Facts are texts by
 * name, null when unknown; the page finds the words. Amounts are exact decimals.
 */
export const entries: Record<(typeof timelineKinds)[number], string> = {
  // How a course ended is an entry of its own, as the closing of an account.
  prospect: `
    select p.id, 'prospect', p.created_at, ${dayOf('p.created_at')},
      json_build_object('event', 'new', 'channel', h.name, 'channelZh', h.name_zh, 'by', u.name), p.created_by
    from prospects p join prospect_channels h on h.id = p.channel_id left join users u on u.id = p.created_by
    where p.customer_id = $1
    union all
    select ${secondOf('p.id')}, 'prospect', p.closed_at, ${dayOf('p.closed_at')},
      json_build_object('event', p.state, 'channel', h.name, 'channelZh', h.name_zh, 'by', u.name), p.closed_by
    from prospects p join prospect_channels h on h.id = p.channel_id left join users u on u.id = p.closed_by
    where p.customer_id = $1 and p.closed_at is not null`,
  visit: `
    select v.id, 'visit',
      (v.planned_on + coalesce(v.planned_time, '00:00')::time) at time zone 'Asia/Shanghai', v.planned_on,
      json_build_object('kind', v.kind, 'channel', v.channel, 'state', v.state, 'outcome', v.outcome,
        'purpose', v.purpose, 'content', v.content, 'minutes', v.minutes::text, 'staff', s.name,
        'security', nullif(concat_ws(' ', y.code, coalesce(y.short_name, y.name)), '')), v.staff_id
    from care_visits v join users s on s.id = v.staff_id left join securities y on y.id = v.security_id
    where v.customer_id = $1`,
  // One entry a day and currency, under an id of its own; the first five securities by name.
  trades: `
    select ${factId("'trades'", 't.traded_on', 't.currency', '$1::uuid')}, 'trades', max(t.traded_at), t.traded_on,
      json_build_object('trades', count(*)::text, 'amount', sum(t.amount)::text, 'currency', t.currency,
        'bought', (sum(t.amount) filter (where t.side = 'buy'))::text,
        'sold', (sum(t.amount) filter (where t.side = 'sell'))::text,
        'securities', array_to_string((array_agg(distinct coalesce(s.short_name, s.name, s.code)))[1:5], ', ')), null::uuid
    from warehouse.trades t join securities s on s.id = t.security_id
    where t.customer_id = $1
    group by t.traded_on, t.currency`,
  purchase: `
    select ${factId('m.customer_id', 'm.moved_on', 'm.external_key')}, 'purchase', ${startOf('m.moved_on')}, m.moved_on,
      json_build_object('event', m.kind, 'product', coalesce(m.product_name, m.product_code),
        'amount', trim_scale(abs(m.amount))::text, 'currency', m.currency), null::uuid
    from warehouse.cash_movements m
    where m.customer_id = $1 and m.kind in ('product-purchase', 'product-redemption')`,
  check: `
    select k.id, 'check', k.made_at, ${dayOf('k.made_at')},
      json_build_object('name', p.name, 'nameZh', p.name_zh, 'outcome', k.outcome, 'by', u.name), k.made_by
    from suitability_checks k join products p on p.id = k.product_id left join users u on u.id = k.made_by
    where k.customer_id = $1`,
  profile: `
    select p.id, 'profile', ${startOf('p.as_of')}, p.as_of,
      json_build_object('riskLevel', p.risk_level, 'changedFrom', case when p.earlier then coalesce(p.before, 'none') end,
        'riskBasis', p.risk_basis, 'level', p.level, 'investmentCapacity', p.investment_capacity,
        'validTo', p.valid_to, 'source', p.source, 'recordedBy', u.name), p.recorded_by
    from (select *, lag(risk_level) over w as before, lag(id) over w is not null
                    and lag(risk_level) over w is distinct from risk_level as earlier
          from investor_profiles where customer_id = $1 window w as (order by as_of)) p
    left join users u on u.id = p.recorded_by`,
  // Closing is an entry of its own.
  account: `
    select a.id, 'account', ${startOf('a.opened_on')}, a.opened_on,
      json_build_object('event', 'opened', 'kind', a.kind, 'number', a.number, 'market', a.market,
        'currency', a.currency), null::uuid
    from accounts a
    where a.customer_id = $1 and a.opened_on is not null
    union all
    select ${secondOf('a.id')}, 'account', ${startOf('a.closed_on')}, a.closed_on,
      json_build_object('event', 'closed', 'kind', a.kind, 'number', a.number, 'market', a.market,
        'currency', a.currency), null::uuid
    from accounts a
    where a.customer_id = $1 and a.closed_on is not null`,
  // The first assignment is no hand-over: it is how the customer came.
  'hand-over': `
    select h.id, 'hand-over', h.valid_from, ${dayOf('h.valid_from')},
      json_build_object('from', h.owner_before, 'to', o.name, 'unitFrom', h.unit_before, 'unitTo', n.name,
        'reason', h.reason, 'by', b.name), h.recorded_by
    from (select r.*, lag(r.id) over w is not null as later, lag(o.name) over w as owner_before,
                 lag(n.name) over w as unit_before
          from relationship_assignments r
          left join users o on o.id = r.owner_id
          join units n on n.id = r.unit_id
          where r.customer_id = $1
          -- What came by a merge was another history.
          window w as (partition by r.came_from order by r.valid_from, r.id)) h
    left join users o on o.id = h.owner_id
    join units n on n.id = h.unit_id
    left join users b on b.id = h.recorded_by
    where h.later`,
  request: `
    select q.id, 'request', q.requested_at, ${dayOf('q.requested_at')},
      json_build_object('kind', q.kind, 'state', q.state, 'accountNumber', a.number, 'note', q.note,
        'requestedBy', u.name), q.requested_by
    from account_service_requests q
    join accounts a on a.id = q.account_id
    join users u on u.id = q.requested_by
    where q.customer_id = $1`,
  case: `
    select k.id, 'case', k.received_at, ${dayOf('k.received_at')},
      json_build_object('kind', k.kind, 'state', k.state, 'number', k.number, 'title', k.title, 'handler', h.name), k.handler_id
    from cases k left join users h on h.id = k.handler_id
    where k.customer_id = $1`,
  plan: `
    select m.id, 'plan', ${startOf('m.started_on')}, m.started_on,
      json_build_object('event', 'begun', 'name', p.name, 'nameZh', p.name_zh, 'cause', m.cause, 'by', u.name), m.created_by
    from customer_plans m join service_plans p on p.id = m.plan_id left join users u on u.id = m.created_by
    where m.customer_id = $1
    union all
    select ${secondOf('m.id')}, 'plan', ${startOf('m.ended_on')}, m.ended_on,
      json_build_object('event', 'ended', 'name', p.name, 'nameZh', p.name_zh, 'cause', m.end_reason, 'by', u.name), m.ended_by
    from customer_plans m join service_plans p on p.id = m.plan_id left join users u on u.id = m.ended_by
    where m.customer_id = $1 and m.ended_on is not null`,
  'call-back': `
    select b.id, 'call-back', b.done_at, ${dayOf('b.done_at')},
      json_build_object('kind', b.kind, 'outcome', b.outcome, 'by', u.name), b.done_by
    from call_backs b left join users u on u.id = b.done_by
    where b.customer_id = $1 and b.done_at is not null`,
  // What was kept back is of no interest here; what a customer wrote is.
  message: `
    select m.id, 'message', m.sent_at, ${dayOf('m.sent_at')},
      json_build_object('way', 'out', 'channel', m.channel, 'state', m.state, 'name', t.name, 'nameZh', t.name_zh, 'by', b.name), m.created_by
    from outbound_messages m join message_templates t on t.id = m.template_id left join users b on b.id = m.created_by
    where m.customer_id = $1 and m.sent_at is not null
    union all
    select r.id, 'message', r.received_at, ${dayOf('r.received_at')},
      json_build_object('way', 'in', 'channel', r.channel, 'text', r.body), null::uuid
    from received_messages r where r.customer_id = $1`,
  // What was recommended, also by a letter that was kept back: the record has to tell that nothing reached the customer.
  recommendation: `
    select r.id, 'recommendation', r.made_at, ${dayOf('r.made_at')},
      json_build_object('name', p.name, 'nameZh', p.name_zh, 'channel', r.channel, 'state', ${stateOf}, 'reason', m.reason,
        'response', r.response, 'by', b.name), r.made_by
    from recommendations r join products p on p.id = r.product_id left join outbound_messages m on m.id = r.message_id
    left join users b on b.id = r.made_by
    where r.customer_id = $1`,
  // Answers under their name; anonymous ones are nobody's.
  survey: `
    select r.id, 'survey', coalesce(r.answered_at, ${startOf('r.answered_on')}), r.answered_on,
      json_build_object('name', s.name, 'nameZh', s.name_zh, 'csat', r.csat::text, 'nps', r.nps::text, 'ces', r.ces::text, 'text', nullif(r.words, '')), null::uuid
    from survey_responses r join surveys s on s.id = r.survey_id
    where r.customer_id = $1`,
  // What was decided, and why nothing was done; what is not decided yet is no story.
  moment: `
    select e.id, 'moment', ${startOf('e.occurred_on')}, e.occurred_on,
      json_build_object('code', e.code, 'name', coalesce(v.definition ->> 'name', e.code), 'nameZh', coalesce(v.definition ->> 'nameZh', e.code),
        'state', e.state, 'reason', e.reason), null::uuid
    from moment_events e left join moment_rules r on r.code = e.code
    left join moment_rule_versions v on v.rule_id = r.id and v.number = e.rule_version
    where e.customer_id = $1 and e.state not in ('noted', 'found')`,
  customer: `
    select c.id, 'customer', c.created_at, ${dayOf('c.created_at')},
      json_build_object('event', 'created', 'by', u.name), c.created_by
    from customers c left join users u on u.id = c.created_by
    where c.id = $1
    union all
    select m.id, 'customer', m.merged_at, ${dayOf('m.merged_at')},
      json_build_object('event', 'merged', 'by', u.name, 'number', m.merged_no, 'name', m.merged_name, 'reason', m.reason), m.merged_by
    from customer_merges m left join users u on u.id = m.merged_by
    where m.customer_id = $1`,
}
