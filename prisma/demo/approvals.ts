import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** Words that were drafted and how far each has come; what was withdrawn or rejected is no draft any more. */
const drafted = [
  { code: 'bond-fair', nameZh: '债券专场邀请', name: 'Bond evening', class: 'MARKETING', state: 'waiting' },
  { code: 'e-statement', nameZh: '电子对账单上线', name: 'Electronic statements', class: 'SERVICE', state: 'waiting' },
  { code: 'margin-course', nameZh: '融资融券课程', name: 'Course on margin', class: 'MARKETING', state: 'returned' },
  { code: 'new-fund', nameZh: '新发基金提示', name: 'New fund', class: 'MARKETING', state: 'rejected' },
  { code: 'branch-moves', nameZh: '营业部迁址', name: 'The branch moves', class: 'SERVICE', state: 'withdrawn' },
] as const
const notes = {
  returned: '请补充风险提示后再提交。',
  rejected: '含收益暗示，不得发送。',
  withdrawn: '迁址延期。',
} as const

interface Who {
  today: string
  maker: string
  approver: string
}

/** What waits for a second person and what came of it: answers to complaints, drafts of templates, and one who stands in. */
export async function writeApprovals(db: Db, who: Who) {
  await db.connection.query(
    `insert into message_templates (id, code, number, channel, class, name, name_zh, body, body_zh, state, made_by, made_at)
     select d.id, d.code, 1, 'sms', d.class, d.name, d.name_zh, d.name || ': {date}', '{salutation}您好，' || d.name_zh || '：{date}',
       case when d.state in ('waiting', 'returned') then 'draft' else 'retired' end, $2, ($3::date - 2 + time '10:00') at time zone 'Asia/Shanghai'
     from jsonb_to_recordset($1) as d (id uuid, code text, class text, name text, name_zh text, state text)`,
    [
      JSON.stringify(drafted.map(({ nameZh, ...one }) => ({ ...one, id: newId(), name_zh: nameZh }))),
      who.maker,
      who.today,
    ],
  )
  const { rows } = await db.connection.query(asked)
  const found = JSON.stringify(rows)
  await db.connection.query(
    `insert into approvals (id, number, kind, flow_id, subject_id, subject_code, subject_stamp, title, title_zh, fields, unit_id, customer_id,
       requester_id, barred_ids, state, step, due_at, warn_at, submitted_at, decided_at)
     select x.id, x.number, x.kind, f.id, x.subject, x.code, x.stamp, x.title, x.title_zh, x.fields, x.unit_id, x.customer_id, x.requester, x.barred,
       x.state, case when x.state = 'waiting' then 1 end, case when x.state = 'waiting' then x.at + interval '1 day' end,
       case when x.state = 'waiting' then x.at + interval '19 hours' end, x.at, case when x.state <> 'waiting' then x.at + interval '3 hours' end
     from ${columns} join approval_flows f on f.kind = x.kind and f.state = 'live'`,
    [found],
  )
  await db.connection.query(
    `insert into approval_steps (approval_id, round, position, name, name_zh, permission, level, needs, hours, state, due_at, decided_at)
     select x.id, 1, 1, 'Second person', '第二人复核', x.permission, 'scope', 'one', 9, case x.state when 'withdrawn' then 'ended' else x.state end,
       x.at + interval '1 day', case when x.state not in ('waiting', 'withdrawn') then x.at + interval '3 hours' end from ${columns}`,
    [found],
  )
  await db.connection.query(
    `insert into approval_decisions (id, approval_id, round, step, action, by_id, note, at)
     select uuid_v7(), x.id, 1, null, 'submitted', x.requester, null, x.at from ${columns}
     union all
     select uuid_v7(), x.id, 1, case when x.state <> 'withdrawn' then 1 end, x.state,
       case x.state when 'withdrawn' then x.requester else coalesce(x.decided_by, $2::uuid) end, $3::jsonb ->> x.state, x.at + interval '3 hours'
     from ${columns} where x.state <> 'waiting'`,
    [found, who.approver, JSON.stringify(notes)],
  )
  // A region's manager is away this week: head office decides on answers for them.
  await db.connection.query(
    `insert into approval_delegations (id, from_id, to_id, kinds, from_on, until_on, reason, created_at)
     select uuid_v7(), r.id, $1, array['case-answer'], $2::date - 1, $2::date + 5, '休假', $2::date - 2 from users r where r.username = 'rm01'`,
    [who.maker, who.today],
  )
}

const columns = `jsonb_to_recordset($1::jsonb) as x (id uuid, number text, kind text, subject uuid, code text, stamp text, title text, title_zh text,
  fields jsonb, unit_id uuid, customer_id uuid, requester uuid, barred uuid[], state text, at timestamptz, decided_by uuid, permission text)`

/** What was asked for: answers that wait or were approved lately, and the drafts above. */
const asked = `
  select uuid_v7() as id, to_char(e.at, 'YYYYMMDD-') || upper(right(k.id::text, 5)) as number, 'case-answer' as kind, k.id as subject, k.number as code,
    md5(coalesce(k.answer, '')) as stamp, k.title, k.title as title_zh,
    jsonb_build_object('kind', k.kind, 'importance', c.importance, 'complainants', k.complainants::text) as fields, k.unit_id, k.customer_id,
    k.proposed_by as requester, array_remove(array[k.subject_id], null) as barred,
    case k.state when 'proposed' then 'waiting' else 'approved' end as state, e.at, k.approved_by as decided_by, 'case.supervise' as permission
  from cases k join case_classes c on c.id = k.class_id
  cross join lateral (select max(e.at) as at from case_events e where e.case_id = k.id and e.what = 'proposed') e
  where k.proposed_by is not null and e.at is not null and k.proposed_by is distinct from k.approved_by
    and (k.subject_id is null or k.subject_id not in (k.proposed_by, coalesce(k.approved_by, k.proposed_by)))
    and (k.state = 'proposed' or k.approved_by is not null)
  union all
  select uuid_v7(), to_char(t.made_at, 'YYYYMMDD-') || upper(right(t.id::text, 5)), 'message-template', t.id, t.code, t.id::text,
    t.name || ' (1)', t.name_zh || ' (1)', jsonb_build_object('channel', t.channel, 'class', t.class, 'urgent', t.urgent), null, null, t.made_by, '{}',
    case t.code ${drafted.map(({ code, state }) => `when '${code}' then '${state}'`).join(' ')} end, t.made_at, null, 'message.approve'
  from message_templates t where t.code in (${drafted.map(({ code }) => `'${code}'`).join(', ')})
  union all
  select uuid_v7(), to_char(o.made_at, 'YYYYMMDD-') || upper(right(o.id::text, 5)), 'product-admission', p.id, null, o.id || ' ' || o.version,
    p.code || ' ' || p.name || ': admission', p.code || ' ' || p.name_zh || '：准入', jsonb_build_object('asks', 'admission',
    'grade', 'R' || (o.rating ->> 'grade'), 'complex', p.complex, 'minimumAmount', p.minimum_amount::text), null, null, o.made_by, '{}',
    'waiting', o.made_at, null, 'product.admit'
  from products p join product_proposals o on o.product_id = p.id and o.state = 'review'`
