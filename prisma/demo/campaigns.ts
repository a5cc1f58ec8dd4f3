import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

interface Who {
  today: string
  maker: string
  approver: string
}

/**
 * An invitation that began a month ago: a letter, a call a week later, a fifth held out. Who takes part, how the letter fared and what was
 * said on the telephone follow from the hash of the customer's number; whether somebody traded since, the product judges by itself. And
 * one that is still a draft.
 */
export async function writeCampaigns(db: Db, { today, maker, approver }: Who) {
  const [id, letters, calls] = [newId(), newId(), newId()]
  await db.connection.query(
    `insert into campaigns (id, name, name_zh, unit_id, segment_id, goal, holdout_percent, budget, starts_on, ends_on, state, made_by, made_at,
       approved_by, approved_at)
     select $1::uuid, 'Product evening of autumn', '秋季产品交流会', u.unit_id, s.id, '{"kind": "traded", "days": 30}', 20, 20000, $2::date - 30, $2::date + 14,
       'approved', $3::uuid, m.at, $4::uuid, m.at + interval '1 day'
     from segments s, users u, (select ($2::date - 35 + time '10:00') at time zone 'Asia/Shanghai' as at) m where s.code = 'potential' and u.id = $3::uuid`,
    [id, today, maker, approver],
  )
  await db.connection.query(
    `insert into campaign_waves (id, campaign_id, position, channel, day, template_id, script, script_zh, contact_cost, left_at)
     select $2::uuid, $1::uuid, 1, 'email', 0, t.id, null, null, 0.02, ($4::date - 30 + time '10:00') at time zone 'Asia/Shanghai'
     from message_templates t where t.code = 'product-evening' and t.state = 'approved'
     union all
     select $3::uuid, $1::uuid, 2, 'call', 7, null, 'Invite to the product evening, ask what the customer wants to hear about',
       '邀请参加产品交流会，询问客户关心的话题', 8, ($4::date - 23 + time '10:00') at time zone 'Asia/Shanghai'`,
    [id, letters, calls, today],
  )
  await db.connection.query(
    `with chosen as (
       insert into campaign_members (campaign_id, customer_id, held_out)
       select $1::uuid, c.id, abs(hashtext(c.customer_no || 'held out')) % 5 = 0 from customers c
       where c.lifecycle = 'active' and c.deleted_at is null and c.owner_id is not null and abs(hashtext(c.customer_no || 'campaign')) % 8 = 0
       returning held_out)
     update campaigns set state = 'running', fixed_at = approved_at, seed = 'demo', excluded = 0, members = n.treated, held_out = n.held_out,
       window_from = $2::date - 30, window_to = $2::date + 7
     from (select count(*) filter (where not held_out) as treated, count(*) filter (where held_out) as held_out from chosen) n where id = $1::uuid`,
    [id, today],
  )
  await db.connection.query(
    `with treated as materialized (
       select uuid_v7() as message, c.id, c.unit_id, abs(hashtext(c.customer_no || 'letter')) % 100 as h,
         ($3::date - 30 + time '10:00') at time zone 'Asia/Shanghai' as at
       from campaign_members b join customers c on c.id = b.customer_id where b.campaign_id = $1::uuid and not b.held_out),
     fared as (select *, case when h < 12 then 'suppressed' when h < 15 then 'bounced' when h < 30 then 'sent' when h < 68 then 'delivered' else 'opened' end as state
       from treated),
     written as (
       insert into outbound_messages (id, customer_id, unit_id, template_id, channel, class, language, variables, message_id, state, reason, cause, attempt,
         due_at, created_at, sent_at, delivered_at, opened_at, ended_at)
       select f.message, f.id, f.unit_id, t.id, 'email', 'MARKETING', 'zh-CN', '{}', 'message-' || f.message, f.state,
         case f.state when 'suppressed' then 'NO_CONSENT' end, case f.state when 'bounced' then 'address-refused' end,
         case f.state when 'suppressed' then 0 else 1 end, f.at, f.at, case when f.state in ('sent', 'delivered', 'opened') then f.at end,
         case when f.state in ('delivered', 'opened') then f.at + interval '40 seconds' end, case f.state when 'opened' then f.at + interval '3 hours' end, f.at
       from fared f, message_templates t where t.code = 'product-evening' and t.state = 'approved')
     insert into campaign_contacts (wave_id, campaign_id, customer_id, message_id, at) select $2::uuid, $1::uuid, id, message, at from fared`,
    [id, letters, today],
  )
  await writeCalls(db, id, calls, today)
  await db.campaignCost.create({
    data: {
      id: newId(),
      campaignId: id,
      spentOn: new Date(Date.parse(today) - 20 * 86_400_000),
      what: '会场与茶歇',
      amount: 3600,
      enteredBy: maker,
    },
  })
  await writeDraft(db, { today, maker })
}

/** The calls of the second wave: two thirds were made, each a contact with what was said; the others wait for their manager. */
const writeCalls = (db: Db, id: string, wave: string, today: string) =>
  db.connection.query(
    `with treated as materialized (
       select uuid_v7() as task, uuid_v7() as visit, c.id, c.owner_id, abs(hashtext(c.customer_no || 'call')) % 100 as h,
         $3::date - 22 + abs(hashtext(c.customer_no)) % 20 as day, ($3::date - 23 + time '10:00') at time zone 'Asia/Shanghai' as at
       from campaign_members b join customers c on c.id = b.customer_id where b.campaign_id = $1::uuid and not b.held_out),
     called as (select *, h < 66 as made, case when h < 20 then 'interested' when h < 46 then 'reached' when h < 52 then 'declined' else 'not-reached' end as outcome
       from treated),
     visits as (
       insert into care_visits (id, customer_id, staff_id, kind, channel, planned_on, state, outcome, content, minutes, recorded_at, recorded_by)
       select visit, id, owner_id, 'product', 'phone', day, 'recorded', outcome,
         case outcome when 'interested' then '愿意参加，想了解债券基金。' when 'reached' then '已告知时间地点，客户考虑后回复。'
           when 'declined' then '近期没有时间，婉拒邀请。' else '电话无人接听。' end, 5, (day + time '15:00') at time zone 'Asia/Shanghai', owner_id
       from called where made),
     tasks_made as (
       insert into tasks (id, kind, about_id, title, title_zh, details, details_zh, customer_id, unit_id, necessity, priority, channel, state, open, assignee_id,
         occurred_on, due_at, warn_at, created_at, done_at, done_by, outcome, feedback, attempts, visit_id)
       select task, 'campaign', $1::uuid, 'Product evening of autumn', '秋季产品交流会', 'Invite to the product evening', '邀请参加产品交流会，询问客户关心的话题',
         id, id, 'may', 3, 'phone', case when made then 'done' else 'assigned' end, not made, owner_id, $3::date - 23,
         ($3::date + 14 + time '17:30') at time zone 'Asia/Shanghai', ($3::date + 10 + time '17:30') at time zone 'Asia/Shanghai', at,
         case when made then (day + time '15:00') at time zone 'Asia/Shanghai' end, case when made then owner_id end,
         case when not made then null when outcome = 'declined' then 'refused' when outcome = 'not-reached' then 'not-reached' else 'reached' end,
         case when made and outcome = 'interested' then 'interested' end, case when made then 1 else 0 end, case when made then visit end
       from called)
     insert into campaign_contacts (wave_id, campaign_id, customer_id, task_id, at) select $2::uuid, $1::uuid, id, task, at from called`,
    [id, wave, today],
  )

async function writeDraft(db: Db, { today, maker }: Omit<Who, 'approver'>) {
  const id = newId()
  await db.connection.query(
    `insert into campaigns (id, name, name_zh, unit_id, segment_id, goal, holdout_percent, budget, starts_on, ends_on, state, made_by)
     select $1::uuid, 'Waking dormant accounts', '沉睡账户唤醒', u.unit_id, s.id, '{"kind": "net-inflow", "days": 45, "amount": "10000"}', 10, 30000,
       $2::date + 10, $2::date + 60, 'draft', $3::uuid from segments s, users u where s.code = 'dormant' and u.id = $3::uuid`,
    [id, today, maker],
  )
  await db.connection.query(
    `insert into campaign_waves (id, campaign_id, position, channel, day, script, script_zh, contact_cost)
     values (uuid_v7(), $1::uuid, 1, 'call', 0, 'Ask what keeps the account silent', '了解账户沉睡原因，介绍新版服务', 8)`,
    [id],
  )
}
