/**
 * SQL of all contacts of the campaign at a place, as rows of `campaign_id, customer_id, wave_id, position, furthest, reason, contact_cost`:
 * how far each came as the outbox and the task say (4 interested, 3 reached, 2 delivered, 1 sent, 0 waits), null with the reason where
 * nothing came. An opened message has reached; a call has been delivered where somebody answered.
 */
export const contactsOf = (
  campaign: string,
) => `select x.campaign_id, x.customer_id, x.wave_id, w.position, w.contact_cost,
    case when m.opened_at is not null then 3 when m.delivered_at is not null then 2
      when m.sent_at is not null or m.state = 'bounced' then 1 when m.state in ('held', 'waiting', 'sending') then 0
      when t.visit_id is null then case when t.open then 0 end
      when t.outcome = 'reached' then case when t.feedback = 'interested' then 4 else 3 end
      when t.outcome = 'refused' then 2 else 1 end as furthest,
    case when x.reason is not null then x.reason when x.task_id is not null then 'NOT_CALLED'
      when m.state = 'suppressed' then m.reason when m.state = 'cancelled' then 'STOPPED' else 'FAILED' end as reason
  from campaign_contacts x join campaign_waves w on w.id = x.wave_id
    left join outbound_messages m on m.id = x.message_id left join tasks t on t.id = x.task_id
  where x.campaign_id = ${campaign}`

/**
 * SQL of all members of the campaign at a place who are in sight, as rows of `customer_id, held_out, state, reason, met`: the furthest
 * that any contact came. Converted is who met the goal and to whom something was sent; kept back is to whom nothing comes any more.
 */
export const membersOf = (campaign: string) => `select b.customer_id, b.held_out, o.met, s.state,
    case when s.state = 'suppressed' then coalesce(f.reason, 'STOPPED') end as reason
  from campaign_members b join campaigns k on k.id = b.campaign_id
    cross join lateral (select max(c.furthest) as furthest, (array_agg(c.reason order by c.position desc) filter (where c.furthest is null))[1] as reason
      from (${contactsOf(campaign)} and x.customer_id = b.customer_id) c) f
    left join campaign_outcomes o on o.campaign_id = b.campaign_id and o.customer_id = b.customer_id
    cross join lateral (select case when b.held_out then 'held-out' when f.furthest > 0 and o.met then 'converted'
      when f.furthest > 0 then (array['sent', 'delivered', 'reached', 'interested'])[f.furthest]
      when f.furthest = 0 or k.state <> 'cancelled' and k.closed_at is null
        and exists (select from campaign_waves w where w.campaign_id = k.id and w.left_at is null) then 'waiting'
      else 'suppressed' end as state) s
  where b.campaign_id = ${campaign}`
