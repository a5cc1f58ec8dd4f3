import { clockOf, type TriggerKind, triggerKinds } from '@rapport/contract/service/moment-triggers'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { DueDay, Works } from './judge-rule.ts'
import { type LiveRule, liveRules } from './live-rules.ts'

/** Data that come later than this after their day make no moments any more. */
const LATEST = 31
/** So many days of the calendar are made up for where the worker stood still. */
const CATCH_UP = 7

export interface Due extends DueDay {
  rule: LiveRule
}

/**
 * Takes note of what was published, in one transaction: of each day by the last of its marks. A firm that begins is judged
 * from its last business day on, not through its history.
 */
const takeMarks = (db: Db) =>
  db.rows(
    'moments.marks',
    `with taken as (delete from warehouse.moments_due where id in (select id from warehouse.moments_due for update skip locked) returning id, day),
       last as (select coalesce(max(day), '-infinity'::date) as day from warehouse.valuation_days),
       begun as (select min(day) as day from warehouse.moment_days)
     insert into warehouse.moment_days as d (day, stamp, late)
       select t.day, (array_agg(t.id order by t.id desc))[1]::text, t.day < max(l.day)
       from taken t cross join last l cross join begun b
       where t.day >= coalesce(b.day, l.day) and t.day > l.day - ${LATEST} group by t.day
     on conflict (day) do update set stamp = excluded.stamp, late = excluded.late`,
    [],
  )

/** Rules of the calendar that read what the data centre and the product told meanwhile: looked at again on the day itself when that grew. */
const reading: readonly TriggerKind[] = ['due-signal', 'unpaid-allotment', 'corporate-action', 'tier-change']
/** HH:MM in Shanghai, which has no summer time. */
const timeOf = (now: Date) => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

const kinds = (clock: 'calendar' | 'published') => triggerKinds.filter((kind) => clockOf(kind) === clock)

/** Which rules have to be judged for which days: calendar days up to `today`, and business days of which something was published. */
export const dueRules = ({ connections, now }: Works, today: string): Promise<Due[]> =>
  asSystem(connections, {}, async (db) => {
    await takeMarks(db)
    const rules = new Map((await liveRules(db)).map((rule) => [rule.id, rule]))
    const due = await db.rows<{ ruleId: string } & DueDay>(
      'moments.due',
      `select r.id as "ruleId", to_char(d.day, 'YYYY-MM-DD') as day, d.stamp, d.late, d.at
       from moment_rules r join moment_rule_versions v on v.rule_id = r.id and v.state = 'live'
       cross join lateral (
         select g::date as day, concat_ws(' ', 'calendar', t.at, case when v.definition->'trigger'->>'kind' = any ($4::text[])
             then (select max(stamp) from warehouse.moment_days) end) as stamp, g::date < $1::date as late, true as calendar, t.at
         from (select max(x) as at from jsonb_array_elements_text(v.definition->'trigger'->'times') x where x <= $5) t,
           generate_series(greatest(coalesce((select min(m.day) from moment_runs m where m.rule_id = r.id), $1::date), $1::date - ${CATCH_UP}),
                              $1::date, interval '1 day') g where v.definition->'trigger'->>'kind' = any ($2::text[])
           -- What had to be looked at at a time of an earlier day is over.
           and (v.definition->'trigger'->'times' is null or t.at is not null and g::date = $1::date)
         union all
         select m.day, m.stamp, m.late, false, null from warehouse.moment_days m
         where v.definition->'trigger'->>'kind' = any ($3::text[]) and m.day <= $1::date and m.day > $1::date - ${2 * LATEST}
       ) d
       left join moment_runs m on m.rule_id = r.id and m.day = d.day
       where r.state = 'live' and (m.rule_id is null or m.stamp <> d.stamp and (not d.calendar or d.day = $1::date)
         or m.rule_version <> v.number and d.day = case when d.calendar then $1::date else (select max(day) from warehouse.moment_days) end)
         -- A rule that goes live looks at the last day, not at those before it.
         and (v.live_at::date <= d.day + 1 or d.day = case when d.calendar then $1::date else (select max(day) from warehouse.moment_days) end)
       order by d.day, r.code`,
      [today, kinds('calendar'), kinds('published'), reading, timeOf(now())],
    )
    return due.flatMap(({ ruleId, ...day }) => {
      const rule = rules.get(ruleId)
      return rule ? [{ rule, ...day }] : []
    })
  })
