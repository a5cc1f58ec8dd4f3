import { type GoalKind, goalKinds } from '@rapport/contract/service/moment-rule'
import { asSystem } from '@rapport/database/as-viewer'
import { businessDay } from '#product.ts'
import type { Works } from './judge-rule.ts'

const assetsAt = (
  customer: string,
  day: string,
) => `(select sum(d.assets) from warehouse.customer_days d where d.customer_id = ${customer}
  and d.day = (select max(v.day) from warehouse.valuation_days v where v.day <= ${day}))`
const movedIn = (kinds: string) => (of: string, from: string, to: string) =>
  `exists (select from warehouse.cash_movements m where m.customer_id = ${of} and m.moved_on between ${from} and ${to} and m.kind in (${kinds}))`

/** Whether what a moment was for came about, of a customer from one day to another: places of an id and two days. */
export const goalSql: Record<GoalKind, (customer: string, from: string, to: string) => string> = {
  contacted: (of, from, to) => `(exists (select from care_visits v where v.customer_id = ${of} and v.state = 'recorded'
      and v.outcome = 'reached' and v.planned_on between ${from} and ${to})
    or exists (select from warehouse.contacts k where k.customer_id = ${of} and k.contacted_on between ${from} and ${to}))`,
  traded: (of, from, to) => `exists (select from warehouse.trades t where t.customer_id = ${of}
    and t.traded_on between ${from} and ${to} and t.side in ('buy', 'sell'))`,
  funded: movedIn(`'deposit'`),
  // What came in is at least what went out.
  'net-inflow': (
    of,
    from,
    to,
  ) => `(select coalesce(sum(case m.kind when 'deposit' then abs(m.amount) else -abs(m.amount) end), 0) >= 0
    from warehouse.cash_movements m where m.customer_id = ${of} and m.moved_on between ${from} and ${to}
      and m.kind in ('deposit', 'withdrawal'))`,
  // Four fifths of what there was are still there (domain 3.5: the soft label of leaving is a fall by four fifths).
  'assets-kept': (of, from, to) => `coalesce(${assetsAt(of, to)} >= 0.8 * ${assetsAt(of, from)}, false)`,
  'questionnaire-renewed': (of, from, to) => `exists (select from investor_profiles p where p.customer_id = ${of}
    and p.assessed_on between ${from} and ${to})`,
  'document-renewed': (of, _, to) =>
    `exists (select from identifications d where d.customer_id = ${of} and d.valid_to > ${to})`,
  'ratio-restored': (
    of,
    _,
    to,
  ) => `not exists (select from (select distinct on (m.account_id) m.debt, m.maintenance_ratio as ratio
      from warehouse.margin_debts m where m.customer_id = ${of} and m.day <= ${to} order by m.account_id, m.day desc) l
    where l.debt > 0 and case when l.ratio < 20 then l.ratio * 100 else l.ratio end < 140)`,
  'product-held': movedIn(`'product-purchase'`),
}

/** The window has passed by today, $1, and what happened in it has been published, or will not be any more. */
export const known = (dueOn: string) =>
  `${dueOn} < $1::date and (${dueOn} <= (select max(day) from warehouse.valuation_days) or ${dueOn} < $1::date - 7)`
const AT_ONCE = 5_000

/** Looks whether moments and tasks whose time of effect has passed did what they were for. Whether there was anything to look at. */
export const lookAtGoals = ({ connections, now }: Works): Promise<boolean> =>
  asSystem(connections, {}, async (db) => {
    const today = businessDay(now())
    let looked = 0
    for (const kind of goalKinds) {
      const events = await db.rows(
        `moments.goal-${kind}`,
        `update moment_events e set goal_met = ${goalSql[kind]('e.customer_id', 'due.from_day', 'e.goal_due_on')}
         from (select x.id, (x.found_at at time zone 'Asia/Shanghai')::date as from_day from moment_events x where x.goal_due_on is not null
                 and x.goal_met is null and ${known('x.goal_due_on')} and x.goal_kind = '${kind}' limit ${AT_ONCE} for update skip locked) due
         where e.id = due.id returning 1`,
        [today],
      )
      const tasks = await db.rows(
        `tasks.goal-${kind}`,
        `update tasks todo set effective = ${goalSql[kind]('todo.customer_id', 'due.from_day', 'todo.effect_due_on')}
         from (select x.id, x.effect_due_on - (x.goal->>'days')::int as from_day from tasks x where x.effect_due_on is not null
                 and x.effective is null and ${known('x.effect_due_on')} and x.goal->>'kind' = '${kind}' and x.customer_id is not null
               limit ${AT_ONCE} for update skip locked) due
         where todo.id = due.id returning 1`,
        [today],
      )
      looked = Math.max(looked, events.length, tasks.length)
    }
    return looked === AT_ONCE
  })
