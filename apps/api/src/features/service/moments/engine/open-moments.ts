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
  name: string
  kind: string
  gender: string | null
  class: string | null
  branch: string
  /** Who looks after the customer and is at work. */
  ownerId: string | null
  manager: string | null
  closed: boolean
  legalBlock: boolean
  deceased: boolean
  silent: boolean
  heldOut: boolean
  /** The same rule spoke of the same customer within its cool-down. */
  cooling: boolean
  /** When contacts of moments were asked for in the last month. */
  contacted: string[]
}

/** SQL of whether a stop of this kind stands against a customer. */
export const stopped = (customer: string, kind: string) => `exists (select from contact_stops s
  where s.customer_id = ${customer} and s.kind = '${kind}' and s.ended_at is null)`

/**
 * Who is left in peace (domain 8.3): asked for it, or that none of their telephones is used, or has complained and waits. Which of them it is stays untold: a complaint may be about whoever reads it.
 */
export const doNotDisturb = (customer: string) => `(coalesce((select bool_and(p.do_not_contact) from contact_points p
    where p.customer_id = ${customer} and p.kind in ('mobile', 'phone', 'telephone')), false)
  or ${stopped(customer, 'do-not-disturb')}
  or exists (select from cases k where k.customer_id = ${customer} and k.open and k.kind = 'complaint'))`

/**
 * Whether a customer is held out of a rule: by a hash of the customer under the rule's own key, so that it is always the same
 * ones, by chance, and nobody can tell who. A number from 0 to 100 is below the percentage.
 */
export const heldOut = (salt: string, customer: string, percent: string) =>
  `(${percent} > 0 and ('x' || substr(encode(sha256(convert_to(${salt} || ${customer}::text, 'UTF8')), 'hex'), 1, 8))::bit(32)::bigint * 100.0 / 4294967296 < ${percent})`

const decidedStates = `('task', 'merged', 'message', 'held-out')`

/** A share of the customers: those of whom the hash of the manager ends in `part` under `mask`, so that two never wait for one manager. */
export interface Share {
  mask: number
  part: number
}

/** Takes the open moments of so many customers of a share, all of each, earliest first; nobody else takes them meanwhile. */
export async function takeOpen(db: Db, customers: number, share: Share, now: Date): Promise<OpenMoment[]> {
  const ids = await lockOpen(db, customers, share)
  if (ids.length === 0) return []
  // Right after a day was judged the planner knows nothing of what it brought: each customer is looked up by index, whatever it believes.
  await db.connection.query(
    'set local enable_bitmapscan = on; set local enable_sort = on; set local enable_seqscan = off',
  )
  const taken = await db.rows<Omit<OpenMoment, 'definition'>>(
    'moments.facts',
    `select e.id, e.code, e.customer_id as "customerId", to_char(e.occurred_on, 'YYYY-MM-DD') as "occurredOn", e.late, e.variables,
       v.number, e.about_kind is not null as "handledElsewhere",
       case when e.about_kind is not null then (select t.id from tasks t where t.kind = e.about_kind and t.about_id = e.about_id
         order by t.created_at limit 1) end as "ownTask",
       c.name, c.kind, c.gender, c.risk_level as class, n.name as branch,
       o.id as "ownerId", o.name as manager, c.lifecycle = 'closed' or c.deleted_at is not null as closed,
       ${stopped('c.id', 'legal-block')} as "legalBlock", ${stopped('c.id', 'deceased')} as deceased, ${doNotDisturb('c.id')} as silent,
       ${heldOut('k.salt', 'c.id', `coalesce((v.definition->>'holdoutPercent')::numeric, 0)`)} as "heldOut",
       (v.definition->>'coolDownDays')::int > 0 and exists (select from moment_events b where b.customer_id = e.customer_id
         and b.code = e.code and b.id <> e.id and b.state in ${decidedStates}
         and abs(b.occurred_on - e.occurred_on) < (v.definition->>'coolDownDays')::int) as cooling,
       array(select t.created_at::text from tasks t where t.customer_id = e.customer_id and t.kind = 'moment' and t.state <> 'cancelled'
         and t.created_at > $2::timestamptz - interval '31 days') as contacted
     from moment_events e join customers c on c.id = e.customer_id join units n on n.id = c.unit_id
     left join users o on o.id = c.owner_id and o.disabled_at is null
     join moment_rules r on r.code = e.code join moment_salts k on k.rule_id = r.id
     join moment_rule_versions v on v.rule_id = r.id and v.number = e.rule_version
     where e.id = any ($1::uuid[])
     order by e.customer_id, e.occurred_on, e.found_at, e.id`,
    [ids, now],
  )
  const definitions = await definitionsOf(db, taken)
  return taken.map((moment) => ({ ...moment, definition: definitions.get(`${moment.code} ${moment.number}`)! }))
}

/** The ids of all open moments of so many customers of a share, who have waited longest; locked. */
async function lockOpen(db: Db, customers: number, { mask, part }: Share): Promise<string[]> {
  // What was decided a moment ago still stands in the index: it is walked in order, not gathered and sorted each time.
  await db.connection.query('set local enable_bitmapscan = off; set local enable_sort = off; set local jit = off')
  const rows = await db.rows<{ id: string }>(
    'moments.take',
    `with chosen as (select customer_id from (select customer_id, found_at from moment_events where state = 'found'
         and hashtext(coalesce(owner_id, customer_id)::text) & $2::int = $3::int
       order by found_at, id limit $1::int * 4) m group by 1 order by min(found_at) limit $1::int)
     select e.id from moment_events e where e.state = 'found' and e.customer_id in (select customer_id from chosen) for update skip locked`,
    [customers, mask, part],
  )
  return rows.map(({ id }) => id)
}

/** What the rules of these moments say, by code and version: read once for all of them. */
async function definitionsOf(db: Db, moments: readonly { code: string }[]) {
  if (moments.length === 0) return new Map<string, MomentDefinition>()
  const rows = await db.rows<{ code: string; number: number; definition: MomentDefinition }>(
    'moments.definitions',
    `select r.code, v.number, v.definition from moment_rules r join moment_rule_versions v on v.rule_id = r.id where r.code = any ($1::text[])`,
    [[...new Set(moments.map(({ code }) => code))]],
  )
  return new Map(rows.map(({ code, number, definition }) => [`${code} ${number}`, definition]))
}
