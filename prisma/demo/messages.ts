import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { demoTemplates } from './message-words.ts'

/**
 * Five weeks of messages to the customers of the firm, in every state, with consents, a refusal and replies: chosen by the hash of the
 * customer's number, so that the same firm has the same ones. Nothing of it waits to be sent.
 */
export async function writeMessages(
  db: Db,
  { today, maker, approver }: { today: string; maker: string; approver: string },
) {
  const rows = demoTemplates.map((template) => ({ ...template, id: newId() }))
  await db.messageTemplate.createMany({
    data: rows.map((row) => ({
      ...row,
      number: 1,
      state: 'approved',
      madeBy: maker,
      approvedBy: approver,
      madeAt: new Date(Date.parse(`${today}T01:00:00Z`) - 60 * 86_400_000),
      approvedAt: new Date(Date.parse(`${today}T02:00:00Z`) - 59 * 86_400_000),
    })),
  })
  await db.connection.query(
    `insert into consents (id, customer_id, purpose, channel, text_version, evidence, source, given_at)
     select uuid_v7(), c.id, 'marketing', k.channel, '2026-01', '开户协议第十二条', 'contract', $1::date - 400
     from customers c cross join (values ('email', 3), ('sms', 4), ('wecom', 5)) k (channel, n)
     where c.lifecycle <> 'closed' and abs(hashtext(c.customer_no || k.channel)) % k.n = 0`,
    [today],
  )
  await db.connection.query(
    `insert into outbound_messages (id, customer_id, unit_id, template_id, channel, class, priority, language, variables, message_id, state, reason,
       cause, attempt, due_at, created_at, created_by, sent_at, delivered_at, opened_at, ended_at, uncertain)
     select m.id, m.customer_id, m.unit_id, t.id, t.channel, t.class, case when t.urgent then 1 else 2 end, 'zh-CN',
       jsonb_build_object('date', (m.day + 20)::text, 'ratio', '138'), 'message-' || m.id, m.state,
       case m.state when 'suppressed' then case when m.h % 2 = 0 then 'CAP_WEEK' else 'NO_CONSENT' end end,
       case m.state when 'bounced' then 'address-refused' when 'failed' then 'tried-too-often' end,
       case m.state when 'suppressed' then 0 when 'failed' then 5 else 1 end, m.at, m.at, m.owner_id,
       case when m.state in ('sent', 'delivered', 'opened') then m.at end, case when m.state in ('delivered', 'opened') then m.at + interval '40 seconds' end,
       case m.state when 'opened' then m.at + interval '3 hours' end, m.at, m.state = 'sent' and m.h % 41 = 0
     from (select uuid_v7() as id, c.id as customer_id, c.unit_id, c.owner_id, d.day, h.h,
             (d.day + interval '9 hours' + (h.h % 500) * interval '1 minute') at time zone 'Asia/Shanghai' as at, h.h % $3::int as template,
             case when h.h % 100 < 34 then 'delivered' when h.h % 100 < 58 then 'sent' when h.h % 100 < 76 then 'opened'
               when h.h % 100 < 90 then case when h.h % $3::int >= 3 then 'suppressed' else 'delivered' end when h.h % 100 < 96 then 'bounced' else 'failed' end as state
           from customers c cross join (select $1::date - i as day from generate_series(1, 35) i) d
           cross join lateral (select abs(hashtext(c.customer_no || d.day::text)) / 7 as h) h
           where c.lifecycle <> 'closed' and c.deleted_at is null and h.h % 29 = 0) m
     join unnest($2::uuid[]) with ordinality t0 (id, n) on t0.n = m.template + 1 join message_templates t on t.id = t0.id`,
    [today, rows.map(({ id }) => id), rows.length],
  )
  await db.connection.query(
    `insert into received_messages (id, customer_id, channel, body, received_at)
     select uuid_v7(), m.customer_id, 'wecom', case when hashtext(m.id::text) % 2 = 0 then '收到，谢谢！' else '请问融资利率最近有调整吗？' end,
       m.sent_at + interval '2 hours'
     from outbound_messages m where m.channel = 'wecom' and m.sent_at is not null and abs(hashtext(m.message_id)) % 4 = 0`,
  )
  await db.connection.query(
    `insert into contact_stops (id, customer_id, kind, reason, began_at)
     select uuid_v7(), id, 'do-not-disturb', '客户来电要求不再接收营销信息', $1::date - 60 from customers
     where lifecycle <> 'closed' and abs(hashtext(customer_no || 'dnd')) % 60 = 0`,
    [today],
  )
}
