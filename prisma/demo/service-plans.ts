import type { Db } from '@rapport/database/as-viewer'

const step = (name: string, nameZh: string, more: object) => ({
  name,
  nameZh,
  details: null,
  channel: 'phone',
  every: null,
  times: null,
  necessity: 'must',
  limit: 2,
  by: 'manager',
  ...more,
})
const levels = [
  { rank: 1, name: 'Premium service', nameZh: '尊享服务', segment: 'high-activity' },
  { rank: 2, name: 'Growth service', nameZh: '成长服务', segment: 'potential' },
]
/** What each level is served by, and what follows the purchase of a fund. */
const plans = [
  {
    name: 'Premium care',
    nameZh: '尊享客户关怀',
    rank: 1,
    product: null,
    steps: [
      step('Welcome by the manager', '客户经理欢迎电话', { at: 0 }),
      step('Review of the account', '账户回顾面谈', { at: 14, channel: 'in-person', limit: 5 }),
      step('Quarterly report', '季度投资报告', { at: 30, every: 90, channel: 'wechat', necessity: 'may', limit: 3 }),
    ],
  },
  {
    name: 'Waking growth',
    nameZh: '潜力客户唤醒',
    rank: 2,
    product: null,
    steps: [
      step('First call', '首次联系', { at: 0, by: 'pool' }),
      step('Needs of the customer', '需求了解', { at: 7, limit: 3 }),
      step('Monthly call', '每月联系', { at: 30, every: 30, times: 6, necessity: 'may', limit: 3 }),
    ],
  },
  {
    name: 'After a fund is bought',
    nameZh: '基金售后服务',
    rank: null,
    product: 'fund',
    steps: [
      step('After-sale call', '售后回访', { at: 7 }),
      step('How it went', '持有体验回访', { at: 90, necessity: 'may', limit: 5 }),
    ],
  },
]

/**
 * Two levels bound to segments of the firm, their plans, and one after the purchase of a fund, since a month ago. Some customers of each
 * level's plan were put into it by hand 20 to 40 days ago: what fell due is done for most of them, and overdue for others.
 */
export async function writeServicePlans(db: Db, { today, maker }: { today: string; maker: string }) {
  await db.connection.query(
    `with level as (
       insert into service_levels (id, name, name_zh, rank, segment_id, updated_by)
       select uuid_v7(), l.name, l."nameZh", l.rank, s.id, $2::uuid
       from jsonb_to_recordset($3::jsonb) l (rank smallint, name text, "nameZh" text, segment text) join segments s on s.code = l.segment
       returning id, rank),
     drafts as materialized (select uuid_v7() as id, uuid_v7() as version, p.* from jsonb_to_recordset($4::jsonb)
       p (name text, "nameZh" text, rank smallint, product text, steps jsonb)),
     plan as (
       insert into service_plans (id, name, name_zh, starts, level_id, product, begins_on, created_at, created_by)
       select d.id, d.name, d."nameZh", case when d.product is null then 'level' else 'purchase' end, l.id, d.product, $1::date - 40, now(), $2::uuid
       from drafts d left join level l on l.rank = d.rank returning id),
     version as (
       insert into service_plan_versions (id, plan_id, number, created_by) select version, id, 1, $2::uuid from drafts returning id)
     insert into service_plan_steps (id, version_id, place, name, name_zh, details, channel, offset_days, every_days, times, necessity, limit_days, done_by)
     select uuid_v7(), d.version, o.place, s.name, s."nameZh", s.details, s.channel, s.at, s.every, s.times, s.necessity, s."limit", s.by
     from drafts d, jsonb_array_elements(d.steps) with ordinality o (step, place), jsonb_to_record(o.step)
       s (name text, "nameZh" text, details text, channel text, at int, every int, times int, necessity text, "limit" smallint, by text)`,
    [today, maker, JSON.stringify(levels), JSON.stringify(plans)],
  )
  await db.connection.query(
    `with picked as (
       select c.id, c.owner_id, row_number() over (order by sha256(convert_to(c.id::text, 'UTF8'))) as n from customers c
       where c.deleted_at is null and c.lifecycle = 'active' and c.owner_id is not null),
     chosen as (
       select uuid_v7() as id, s.id as customer, s.owner_id, s.n, p.id as plan, v.id as version, $1::date - (20 + (s.n * 7) % 21)::int as started
       from picked s join service_levels l on l.rank = 1 + s.n % 2 join service_plans p on p.level_id = l.id
         join service_plan_versions v on v.plan_id = p.id where s.n % 12 < 2),
     members as (
       insert into customer_plans (id, plan_id, version_id, origin_id, customer_id, unit_id, cause, started_on, through_on, next_on, created_at, created_by)
       select c.id, c.plan, c.version, c.customer, c.customer, c.customer, 'hand', c.started, $1::date,
         (select min(plan_step_after(c.started + s.offset_days, s.every_days, s.times, $1::date)) from service_plan_steps s where s.version_id = c.version),
         (c.started + time '09:00') at time zone 'Asia/Shanghai', $2::uuid
       from chosen c returning id),
     fell as (
       select c.*, s.place, s.name, s.name_zh, s.channel, s.necessity, s.limit_days, s.done_by, d.day,
         ((d.day + s.limit_days + 2) + time '17:30') at time zone 'Asia/Shanghai' as due,
         (c.n + s.place) % 5 > 0 and d.day + s.limit_days + 2 < $1::date and (s.done_by = 'manager' or c.n % 3 > 0) as done
       from chosen c join service_plan_steps s on s.version_id = c.version
         cross join lateral plan_step_until(c.started + s.offset_days, s.every_days, s.times, $1::date) d (day) where d.day is not null)
     insert into tasks (id, kind, about_id, code, title, title_zh, customer_id, unit_id, necessity, priority, channel, state, open, assignee_id, occurred_on,
       done_at, done_by, outcome, attempts, due_at, warn_at, created_at)
     select uuid_v7(), 'plan-step', f.id, f.place::text, f.name, f.name_zh, f.customer, f.customer, f.necessity, case f.necessity when 'must' then 2 else 3 end,
       f.channel, case when done then 'done' when f.done_by = 'manager' then 'assigned' else 'waiting' end, not done,
       case when done or f.done_by = 'manager' then f.owner_id end, f.day,
       case when done then f.due + ((f.n % 7) - 5) * interval '5 hours' end, case when done then f.owner_id end, case when done then 'reached' end,
       case when done then 1 else 0 end, f.due, f.due - interval '1 day', (f.day + time '08:30') at time zone 'Asia/Shanghai'
     from fell f`,
    [today, maker],
  )
}
