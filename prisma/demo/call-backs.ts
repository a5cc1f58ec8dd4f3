import type { Db } from '@rapport/database/as-viewer'

const seed = '2026-11'

/**
 * A tenth of last year-end's customers was drawn ten days ago, spread over the branches as the product draws it; half of them
 * are called, some gave a finding, and one call sounded wrong.
 */
export async function writeCallBacks(db: Db, { today, compliance }: { today: string; compliance: string }) {
  await db.connection.query(
    `with drawn as (
       select c.id, c.unit_id, n, total, ceil(total * 0.1)::bigint as size, place from (
         select id, unit_id, count(*) over (partition by unit_id) as n, count(*) over () as total,
           row_number() over (partition by unit_id order by sha256(convert_to($3 || chr(10) || id::text, 'UTF8'))) as place
         from customers where deleted_at is null and lifecycle = 'active' and opened_on < date_trunc('year', $1::date - 10)) c),
     parts as (select unit_id, n * size / total as whole, n * size % total as rest, size from drawn group by 1, 2, 3, 4),
     quotas as (select unit_id, whole + case when row_number() over (order by rest desc, unit_id::text) <= size - sum(whole) over () then 1 else 0 end as many
       from parts),
     sample as (
       insert into call_back_samples (id, kind, seed, stratified_by, share, due_on, drawn_on, population, drawn, created_at, created_by)
       select uuid_v7(), 'annual', $3, 'branch', 0.1, $1::date + 25, $1::date - 10, max(total), max(size),
         (($1::date - 10) + time '10:00') at time zone 'Asia/Shanghai', $2::uuid from drawn having count(*) > 0 returning *),
     chosen as (
       select uuid_v7() as id, d.id as customer, d.unit_id, d.place, s.id as sample, s.created_at, s.due_on, a.id as agent,
         s.created_at + (d.place % 8) * interval '1 day' + interval '5 hours' + d.place * interval '7 minutes' as at
       from drawn d join quotas q on q.unit_id = d.unit_id and d.place <= q.many cross join sample s
         left join lateral (select u.id from users u join roles r on r.id = u.role_id and r.code = 'service-agent'
           where u.unit_id = d.unit_id order by u.username limit 1) a on true),
     script as (select id, questions from call_back_scripts where kind = 'annual' order by version desc limit 1),
     written as (
       insert into call_backs (id, kind, sample_id, origin_id, customer_id, stratum, due_on, unit_id, created_at, script_id, outcome, answers,
         found, done_at, done_by)
       select c.id, 'annual', c.sample, c.customer, c.customer, c.unit_id, c.due_on, c.unit_id, c.created_at,
         case when made then s.id end, case when made then 'reached' end,
         case when made then (select jsonb_agg(jsonb_build_object('question', q->>'code', 'note', null,
           'answer', q->'answers'->(case when c.place % 10 = 3 and q->>'code' = 'content' then 2 else 0 end)->>'code'))
           from jsonb_array_elements(s.questions) q) end,
         case when made and c.place % 10 = 3 then 1 else 0 end, case when made then c.at end, case when made then c.agent end
       from chosen c cross join script s cross join lateral (select c.place % 2 = 1 and c.agent is not null as made) m)
     insert into tasks (id, kind, about_id, title, title_zh, customer_id, unit_id, necessity, priority, channel, state, open, assignee_id, done_at, done_by,
       outcome, attempts, due_at, created_at)
     select uuid_v7(), 'call-back', c.id, 'Call-back of the yearly sample', '年度抽样回访', c.customer, c.unit_id, 'must', 2, 'phone',
       case when made then 'done' else 'waiting' end, not made, case when made then c.agent end, case when made then c.at end,
       case when made then c.agent end, case when made then 'reached' end, case when made then 1 else 0 end,
       (c.due_on + time '17:30') at time zone 'Asia/Shanghai', c.created_at
     from chosen c cross join lateral (select c.place % 2 = 1 and c.agent is not null as made) m`,
    [today, compliance, seed],
  )
  await db.connection.query(
    `update call_backs set suspicion = '客户称交易由他人代为操作，请核查', suspicion_due_at = (($1::date + 1) + time '17:30') at time zone 'Asia/Shanghai'
     where id = (select id from call_backs where done_at is not null order by done_at desc limit 1)`,
    [today],
  )
}
