import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import type { Db } from '@rapport/database/as-viewer'

/** A moment of which it is to be decided what becomes of it, with what speaks for and against. */
export interface OpenMoment {
  id: string
  code: string
  customerId: string
  occurredOn: string
  late: boolean
  variables: Record<string, string | number>
  definition: MomentDefinition
  number: number
  /** Whether it is about something that has a task of its own, and that task. */
  handledElsewhere: boolean
  ownTask: string | null
  ruleId: string
  name: string
  kind: string
  gender: string | null
  class: string | null
  branch: string
  /** Who looks after the customer and is at work. */
  ownerId: string | null
  manager: string | null
  closed: boolean
  silent: boolean
  heldOut: boolean
  /** The same rule spoke of the same customer within its cool-down. */
  cooling: boolean
}

/** Nobody may be called who has a telephone or mobile and asked for each of them that it is not used (domain 8.3). */
export const doNotDisturb = (customer: string) => `coalesce((select bool_and(p.do_not_contact) from contact_points p
  where p.customer_id = ${customer} and p.kind in ('mobile', 'phone', 'telephone')), false)`

/**
 * Whether a customer is held out of a rule: by a hash of the customer under the rule's own key, so that it is always the same
 * ones, by chance, and nobody can tell who. A number from 0 to 100 is below the percentage.
 */
export const heldOut = (salt: string, customer: string, percent: string) =>
  `(('x' || substr(encode(sha256(convert_to(${salt} || ${customer}::text, 'UTF8')), 'hex'), 1, 8))::bit(32)::bigint * 100.0 / 4294967296 < ${percent})`

const decidedStates = `('task', 'merged', 'held-out')`

/** Takes the open moments of so many customers, all of each, earliest first; nobody else takes them meanwhile. */
export const takeOpen = (db: Db, customers: number) =>
  db.rows<OpenMoment>(
    'moments.take',
    `with chosen as (select customer_id from (select customer_id, found_at from moment_events where state = 'found'
         order by found_at, id limit $1::int * 4) m group by 1 order by min(found_at) limit $1::int),
       taken as (select e.* from moment_events e where e.state = 'found' and e.customer_id in (select customer_id from chosen) for update skip locked)
     select e.id, e.code, e.customer_id as "customerId", to_char(e.occurred_on, 'YYYY-MM-DD') as "occurredOn", e.late, e.variables,
       v.definition, v.number, e.about_kind is not null as "handledElsewhere",
       (select t.id from tasks t where t.kind = e.about_kind and t.about_id = e.about_id order by t.created_at limit 1) as "ownTask", r.id as "ruleId", c.name, c.kind, c.gender, c.risk_level as class, n.name as branch,
       o.id as "ownerId", o.name as manager, c.lifecycle = 'closed' or c.deleted_at is not null as closed,
       ${doNotDisturb('c.id')} as silent,
       ${heldOut('k.salt', 'c.id', `coalesce((v.definition->>'holdoutPercent')::numeric, 0)`)} as "heldOut",
       exists (select from moment_events b where b.customer_id = e.customer_id and b.code = e.code and b.id <> e.id
         and b.state in ${decidedStates} and abs(b.occurred_on - e.occurred_on) < (v.definition->>'coolDownDays')::int) as cooling
     from taken e join customers c on c.id = e.customer_id join units n on n.id = c.unit_id
     left join users o on o.id = c.owner_id and o.disabled_at is null
     join moment_rules r on r.code = e.code join moment_salts k on k.rule_id = r.id
     join moment_rule_versions v on v.rule_id = r.id and v.number = e.rule_version
     order by e.customer_id, e.occurred_on, e.found_at, e.id`,
    [customers],
  )
